// The result card: the score counts up at once; the verdict and what it won arrive under it. Loaded while the start card is read.
import { dayAndTime } from "../i18n/dates";
import { errorWords } from "../i18n/error-words";
import { translator } from "../i18n/locale";
import { addErrorWords, errorText } from "../i18n/play-words";
import { prizeWords, type PrizeTranslate } from "../i18n/prize-words";
import { h, icon } from "../kit/dom";
import { FRIENDS } from "../kit/icons";
import type { Coupon, Verdict } from "../kit/wire";
import { claimNote } from "./claim-note";
import { confetti } from "./confetti";
import { couponCard } from "./coupon-card";
import type { FinishStatus } from "./finish-queue";
import { countUp, scoreBars, showRefused, showStatus } from "./result-parts";
import type { Session } from "./session";
import { heading, panel } from "./view";

export { remindOnStart } from "./claim-note";
export { showHeldWin } from "./held-win"; // wanted no sooner, and one file less to fetch

addErrorWords(errorWords); // a refused run is the first that needs them

/** From this share of the rival's score on, a lost round was close. */
const CLOSE_SHARE = 0.7;
/** From so many rounds left today on, it is said. */
const FEW_ROUNDS = 3;

export interface RoundResult {
  score: number;
  rival: number | null;
  won: boolean;
  /** Played without consent or connection: it is not counted. */
  practice: boolean;
  /** How many more rounds may be started today; null when it is not counted. */
  leftToday: number | null;
}

export interface ResultHandlers {
  onAgain(button: HTMLElement): void;
  onInvite(): void;
  onRetryNow(): void;
  onPlayForPrize(): void;
}

export interface ResultCard {
  node: HTMLElement;
  showStatus(status: FinishStatus): void;
  showVerified(verdict: Verdict, coupon: Coupon | null): void;
  showRefused(tag: string): void;
  /** A coupon was won just now. */
  celebrate(): void;
}

/** Shows on the card of the win that waited what it brought. */
let claimed: ((prize: Verdict["prize"], coupon: Coupon | null) => boolean) | null = null;

/** False when that card is not there any more. */
export function showClaimed(prize: Verdict["prize"], coupon: Coupon | null): boolean {
  const shown = claimed?.(prize, coupon) ?? false;
  claimed = null;
  return shown;
}

export function createResultCard(session: Session, result: RoundResult, handlers: ResultHandlers): ResultCard {
  const { t } = session;
  const { score, rival, won, practice } = result;
  const isNewBest = !practice && session.recordScore(score);
  const number = h("span", { class: "number", "aria-hidden": "true" });
  countUp(number, score);
  const best = Math.max(session.best, score);
  const outcome = h("div", { class: "outcome", role: "status" });
  const again = h(
    "button",
    { class: "button", type: "button", "data-tv": "play-again", "data-run": !practice, click: () => handlers.onAgain(again) },
    t("play_again"),
  );
  const invite = h(
    "button",
    { class: "button second", type: "button", "data-tv": "invite", click: () => handlers.onInvite() },
    icon(FRIENDS),
    t("invite"),
  );
  const node = h(
    "section",
    { class: `card result ${won ? "is-won" : ""}`, "data-tv": "result" },
    h(
      "div",
      { class: "band" },
      heading(headline(session, result)),
      h("p", { class: "score" }, h("span", { class: "unseen" }, String(score)), number, h("span", { class: "unit" }, t("points"))),
      rival !== null && scoreBars(t("you"), score, session.rivalName, rival),
      !practice && h("p", { class: "best", hidden: best <= 0 }, isNewBest ? t("new_best") : t("best", { n: best })),
    ),
    outcome,
    again,
    session.campaign.invite.enabled && !practice && invite,
  );
  if (practice) {
    outcome.append(h("p", { class: "line" }, t("practice_note")));
    if (session.permission !== "denied" && session.campaign.prize && !session.prizeGone) {
      outcome.append(h("button", { class: "chip", type: "button", "data-tv": "for-prize", click: () => handlers.onPlayForPrize() }, t("play_for_prize")));
    }
  }
  return {
    node,
    showStatus: (status) => showStatus(outcome, session, status, t("checking"), handlers.onRetryNow),
    showVerified: (verdict, coupon) => {
      const show = (shown: Verdict, held: Coupon | null) => outcome.replaceChildren(...verdictLines(session, shown, held, result.leftToday));
      show(verdict, coupon);
      if (verdict.prize !== "identify_first") return;
      claimed = (prize, held) => {
        show({ ...verdict, prize, claim_until_ms: null }, held);
        if (prize === "won") confetti(panel);
        return node.isConnected;
      };
    },
    showRefused: (tag) => showRefused(outcome, session, tag),
    celebrate: () => confetti(panel),
  };
}

function headline(session: Session, { score, rival, won }: RoundResult): string {
  const { t } = session;
  if (rival === null) return t("won_alone");
  if (won) return t("won", { rival: session.rivalName });
  return t(score >= rival * CLOSE_SHARE ? "lost" : "lost_far");
}

function verdictLines(session: Session, verdict: Verdict, coupon: Coupon | null, leftToday: number | null): Node[] {
  const { t } = session;
  const { locale } = session.campaign;
  const ofPrizes = translator(locale, prizeWords);
  const date = verdict.prize_at_ms ? dayAndTime(new Date(verdict.prize_at_ms).toISOString(), locale) : "";
  const lines: Node[] = [];
  const line = (text: string, id: string) => lines.push(h("p", { class: "line", "data-tv": id }, text));
  if (coupon) lines.push(couponCard(session, coupon));
  if (verdict.prize === "already_won") line(t("already_won"), "already-won");
  if (verdict.claim_until_ms) lines.push(claimNote(session, verdict.claim_until_ms));
  if (verdict.prize === "sold_out") line(t("sold_out"), "sold-out");
  if (verdict.prize === "network_limit" || verdict.prize === "work_missing") line(errorText(t, verdict.prize), "without-prize");
  if (verdict.prize === "held") line(ofPrizes("held"), "held");
  if (verdict.prize === "paced") line(ofPrizes("paced", { date }), "paced");
  if (verdict.prize === "sold_out_today") line(ofPrizes("won_for_fun", { date }), "sold-out-today");
  if (!verdict.won && verdict.rival !== null) {
    const n = verdict.rival - verdict.score;
    const rival = session.rivalName;
    line(n > 0 ? t("behind", { n, rival }) : t("level", { rival }), "how-close");
  }
  if (leftToday !== null && leftToday <= FEW_ROUNDS) line(roundsLeft(ofPrizes, leftToday), "rounds-left");
  return lines;
}

function roundsLeft(t: PrizeTranslate, n: number): string {
  if (n === 0) return t("no_round_left");
  return n === 1 ? t("one_round_left") : t("rounds_left", { n });
}
