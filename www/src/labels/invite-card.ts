// The last card of a visit offers one's own party link; nothing is won by passing it on.
import { h, icon } from "../kit/dom";
import { FRIENDS } from "../kit/icons";
import { initialOf, shownName } from "../kit/name";
import { heading, showCard } from "../play/view";
import type { LabelContext } from "./context";
import { sticker } from "./sticker";

const SAMPLES = 6;

/** Examples, spread over the campaign's list: they are about nobody. */
function sampleLabels(context: LabelContext): string[] {
  const { list } = context.labels;
  const step = Math.max(1, Math.floor(list.length / SAMPLES));
  return list.filter((_, at) => at % step === 2 % step).slice(0, SAMPLES).map(({ id }) => id);
}

export function showInviteCard(context: LabelContext, again: HTMLElement): void {
  const { session, t, navigation, badge } = context;
  again.className = "chip";
  showCard(
    h(
      "section",
      { class: "card pass-on", "data-tv": "pass-on-card" },
      h("div", { class: "mystery", "aria-hidden": "true" }, h("div", { class: "face" }, initialOf(shownName(session.name) || "☺")), ...sampleLabels(context).map((id) => sticker(context, id))),
      heading(t("curious_title")),
      h("p", {}, t("curious_more")),
      session.campaign.invite.enabled && h("button", { class: "button", type: "button", "data-tv": "invite", click: () => navigation.openInvite() }, icon(FRIENDS), t("get_link")),
      h("div", { class: "pair" }, badge.createButton(), again),
    ),
  );
}
