// The bar over the stage: brand, language, sound.
import { h, icon } from "../kit/dom";
import { isChinese } from "../i18n/words";
import { SILENT, SOUND } from "./icons";
import type { Session } from "./session";
import { bar } from "./view";

interface Tools {
  mute(muted: boolean): void;
  speak(locale: string): void;
}

export function fillBar(session: Session, tools: Tools): void {
  const { campaign, t } = session;
  const brand = session.text("brand");
  const other = campaign.locales.find((locale) => isChinese(locale) !== isChinese(campaign.locale));
  bar.replaceChildren(
    brand ? h("span", { class: "brand" }, brand) : h("span", { class: "brand", hidden: true }),
    ...(other ? [tool("language", t("language_label"), h("span", {}, t("language")), () => tools.speak(other))] : []),
    muteButton(session, tools),
  );
}

function muteButton(session: Session, tools: Tools): HTMLElement {
  const face = h("span");
  const button = tool("mute", "", face, () => {
    session.muted = !session.muted;
    tools.mute(session.muted);
    show();
  });
  const show = () => {
    face.replaceChildren(icon(session.muted ? SILENT : SOUND));
    button.setAttribute("aria-label", session.t(session.muted ? "unmute" : "mute"));
    button.setAttribute("aria-pressed", String(session.muted));
  };
  show();
  return button;
}

function tool(id: string, label: string, face: HTMLElement, act: () => void): HTMLElement {
  return h("button", { class: "tool", type: "button", "data-tv": id, "aria-label": label, click: act }, face);
}
