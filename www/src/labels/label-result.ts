// After a round: what was stuck on whom, as stickers, and the next step, which is always one's own choice.
import { h } from "../kit/dom";
import type { Verdict } from "../kit/wire";
import { showRefused, showWaiting } from "../play/outcome";
import type { Played, ResultCard, ResultChoices } from "../play/result-card";
import { couponTicket } from "../play/ticket";
import { heading, say } from "../play/view";
import { showChoose } from "./choose";
import type { Party } from "./party";
import { showPassOn } from "./pass-on";
import { sticker } from "./sticker";

export function labelResult(party: Party, _played: Played, practice: boolean, choices: ResultChoices): ResultCard {
  const { session, t } = party;
  const title = heading(t("round_over"));
  const stuck = h("div", { class: "stuck" });
  const outcome = h("div", { class: "outcome", role: "status" });
  const actions = h("div", { class: "actions" });
  const again: HTMLElement = h("button", { class: "button quiet", type: "button", "data-tv": "play-again", click: () => choices.again(again) }, t("once_more"));
  const line = (words: string) => h("p", { class: "line" }, words);
  actions.append(again);
  const node = h("section", { class: "card result party-result", "data-tv": "result" }, h("div", { class: "band" }, title, stuck), outcome, actions);
  if (practice) outcome.append(line(t("practice_labels")));

  function next(words: string, id: string, act: () => void): void {
    actions.replaceChildren(h("button", { class: "button", type: "button", "data-tv": id, click: act }, words), h("div", { class: "pair" }, party.badge.button(() => void party.openMine()), again));
    again.className = "chip";
  }

  return {
    node,
    again,
    waiting: (now) => showWaiting(outcome, session, now, t("sticking"), choices.checkNow),
    verified: ({ labels }: Verdict, coupon) => {
      const given = labels?.given ?? [];
      const friend = labels?.about === "friend";
      const name = party.friendName ?? t("your_friend");
      title.textContent = !given.length ? t("stuck_nothing") : friend ? t("stuck_on", { n: given.length, name }) : t("that_is_me");
      stuck.replaceChildren(...given.map((id) => sticker(party, id)));
      outcome.replaceChildren(
        coupon ? couponTicket(session, coupon) : "",
        line(!given.length ? t("stuck_nothing_more") : friend ? t("host_decides", { name: party.friendName ?? t("your_friend_starting") }) : t("me_decides")),
      );
      say([title.textContent, ...given.map((id) => party.label(id).text)].join(" "));
      if (given.length) session.host.emit("label", { about: labels?.about, given });
      if (friend) next(t("choose_own", { n: party.labels.max_declared }), "choose-own", () => void showChoose(party, { after: () => showPassOn(party, again) }));
      else next(t("to_my_link"), "pass-on", () => showPassOn(party, again));
    },
    refused: (tag) => showRefused(outcome, session, tag),
  };
}
