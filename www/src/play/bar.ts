// The bar over the stage: brand, language, sound.
import { isChinese } from "../i18n/locale";
import { h, icon } from "../kit/dom";
import { SHIELD, SILENT, SOUND } from "../kit/icons";
import type { Session } from "./session";
import { bar } from "./view";

interface BarHandlers {
  onPrivacy(): void;
  onMute(muted: boolean): void;
  onLocale(locale: string): void;
}

export function renderBar(session: Session, handlers: BarHandlers): void {
  const { campaign, t } = session;
  const brand = session.text("brand");
  const other = campaign.locales.find((locale) => isChinese(locale) !== isChinese(campaign.locale));
  bar.replaceChildren(
    brand ? h("span", { class: "brand" }, brand) : h("span", { class: "brand", hidden: true }),
    ...(other ? [barButton("language", t("language_label"), h("span", {}, t("language")), () => handlers.onLocale(other))] : []),
    barButton("privacy", t("policy"), h("span", {}, icon(SHIELD)), () => handlers.onPrivacy()),
    muteButton(session, handlers),
  );
}

function muteButton(session: Session, handlers: BarHandlers): HTMLElement {
  const face = h("span");
  const button = barButton("mute", "", face, () => {
    session.muted = !session.muted;
    handlers.onMute(session.muted);
    render();
  });
  const render = () => {
    face.replaceChildren(icon(session.muted ? SILENT : SOUND));
    button.setAttribute("aria-label", session.t(session.muted ? "unmute" : "mute"));
    button.setAttribute("aria-pressed", String(session.muted));
  };
  render();
  return button;
}

function barButton(id: string, label: string, face: HTMLElement, onClick: () => void): HTMLElement {
  return h("button", { class: "tool", type: "button", "data-tv": id, "aria-label": label, click: onClick }, face);
}
