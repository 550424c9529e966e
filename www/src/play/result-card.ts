// The result card: the score counts up at once; the verdict and what it won arrive under it.
import { h, icon } from "../kit/dom";
import type { Verdict } from "../kit/wire";
import { countUp } from "./count-up";
import { duel } from "./duel";
import type { Waiting } from "./finish";
import { FRIENDS } from "./icons";
import { showRefused, showWaiting } from "./outcome";
import type { Session } from "./session";
import { couponTicket } from "./ticket";
import { heading } from "./view";

export interface Played {
  score: number;
  rival: number | null;
  won: boolean;
}

export interface ResultChoices {
  again(button: HTMLElement): void;
  invite(): void;
  checkNow(): void;
  forPrize(): void;
}

export interface ResultCard {
  node: HTMLElement;
  again: HTMLElement;
  waiting(now: Waiting): void;
  verified(verdict: Verdict, coupon: Verdict["coupon"]): void;
  refused(tag: string): void;
}

export function resultCard(session: Session, played: Played, practice: boolean, choices: ResultChoices): ResultCard {
  const { t } = session;
  const newBest = !practice && session.noteScore(played.score);
  const number = h("span", { class: "number", "aria-hidden": "true" });
  countUp(number, played.score);
  const best = h("p", { class: "best", hidden: Math.max(session.best, played.score) <= 0 }, newBest ? t("new_best") : t("best", { n: Math.max(session.best, played.score) }));
  const outcome = h("div", { class: "outcome", role: "status" });
  const again = h(
    "button",
    { class: "button", type: "button", "data-tv": "play-again", click: () => choices.again(again) },
    t("play_again"),
  );
  const invite = h(
    "button",
    { class: "button second", type: "button", "data-tv": "invite", click: () => choices.invite() },
    icon(FRIENDS),
    t("invite"),
  );
  const node = h(
    "section",
    { class: `card result ${played.won ? "is-won" : ""}`, "data-tv": "result" },
    h(
      "div",
      { class: "band" },
      heading(headline(session, played)),
      h("p", { class: "score" }, h("span", { class: "unseen" }, String(played.score)), number, h("span", { class: "unit" }, t("points"))),
      duel(t("you"), played.score, session.rivalName, played.rival),
      practice ? null : best,
    ),
    outcome,
    again,
    session.campaign.invite.enabled && !practice && invite,
  );
  if (practice) {
    outcome.append(h("p", { class: "line" }, t("practice_note")));
    if (session.permission !== "denied" && session.campaign.prize) outcome.append(small(t("play_for_prize"), "for-prize", choices.forPrize));
  }
  return {
    node,
    again,
    waiting: (now) => showWaiting(outcome, session, now, t("checking"), choices.checkNow),
    verified: (verdict, coupon) => outcome.replaceChildren(...prizeLines(session, played, verdict, coupon)),
    refused: (tag) => showRefused(outcome, session, tag),
  };
}

function headline(session: Session, { score, rival, won }: Played): string {
  const { t } = session;
  if (rival === null) return t("won_alone");
  if (won) return t("won", { rival: session.rivalName });
  return t(score >= rival * 0.7 ? "lost" : "lost_far");
}

function prizeLines(session: Session, played: Played, verdict: Verdict, coupon: Verdict["coupon"]): Node[] {
  const { t } = session;
  const lines: Node[] = [];
  const line = (words: string, id: string) => lines.push(h("p", { class: "line", "data-tv": id }, words));
  if (coupon) lines.push(couponTicket(session, coupon));
  if (verdict.prize === "already_won") line(t("already_won"), "already-won");
  if (verdict.prize === "sold_out") line(t("sold_out"), "sold-out");
  if (!verdict.won && played.rival !== null) {
    const n = played.rival - played.score;
    const rival = session.rivalName;
    line(n > 0 ? t("behind", { n, rival }) : t("level", { rival }), "how-close");
  }
  return lines;
}

function small(words: string, id: string, act: () => void): HTMLElement {
  return h("button", { class: "chip", type: "button", "data-tv": id, click: act }, words);
}
