// The last step of a visit: one's own party link, offered out of curiosity; nothing is won by passing it on.
import { h, icon } from "../kit/dom";
import { FRIENDS } from "../play/icons";
import { heading, showCard } from "../play/view";
import type { Party } from "./party";
import { sticker } from "./sticker";

const SHOWN = 6;

/** Labels that say nothing about anybody: a spread over the list, as an idea of what could come. */
function someOf(party: Party): string[] {
  const { list } = party.labels;
  const step = Math.max(1, Math.floor(list.length / SHOWN));
  return list.filter((_, at) => at % step === 2 % step).slice(0, SHOWN).map(({ id }) => id);
}

export function showPassOn(party: Party, again: HTMLElement): void {
  const { session, t, ways } = party;
  again.className = "chip";
  const initial = [...(session.name || "☺")][0]?.toUpperCase();
  showCard(
    h(
      "section",
      { class: "card pass-on", "data-tv": "pass-on-card" },
      h("div", { class: "mystery", "aria-hidden": "true" }, h("div", { class: "face" }, initial), ...someOf(party).map((id) => sticker(party, id))),
      heading(t("curious_title")),
      h("p", {}, t("curious_more")),
      session.campaign.invite.enabled && h("button", { class: "button", type: "button", "data-tv": "invite", click: () => ways.invite() }, icon(FRIENDS), t("get_link")),
      h("div", { class: "pair" }, party.badge.button(() => void party.openMine()), again),
    ),
  );
}
