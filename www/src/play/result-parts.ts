// The parts of a result card: a score that counts up, the score beside the rival's, and what stands there until the verdict.
import { errorText } from "../i18n/play-words";
import { h, icon, reducedMotion } from "../kit/dom";
import { CLOUD_OFF, TROUBLE } from "../kit/icons";
import type { FinishStatus } from "./finish-queue";
import type { Session } from "./session";

const COUNT_UP_MS = 900;

/** Counts up to the value. Screen readers get the value itself from a node beside it. */
export function countUp(node: HTMLElement, value: number): void {
  if (reducedMotion() || document.hidden) {
    node.textContent = String(value);
    return;
  }
  node.textContent = value > 0 ? "1" : String(value);
  const startMs = performance.now();
  const step = (nowMs: number) => {
    const part = Math.min(1, (nowMs - startMs) / COUNT_UP_MS);
    node.textContent = String(Math.ceil(value * (1 - (1 - part) ** 3)));
    if (part < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

/** You against the rival: two bars on one scale. */
export function scoreBars(you: string, score: number, rivalName: string, rival: number): HTMLElement {
  const max = Math.max(score, rival, 1);
  return h("div", { class: "duel" }, scoreBar(you, score, max, "you"), scoreBar(rivalName, rival, max, "rival"));
}

function scoreBar(name: string, score: number, max: number, side: string): HTMLElement {
  const fill = h("span", { class: "fill" });
  fill.style.setProperty("--part", String(score / max));
  return h(
    "p",
    { class: `lane ${side}` },
    h("span", { class: "who" }, name),
    h("span", { class: "track" }, fill),
    h("span", { class: "count" }, String(score)),
  );
}

/** What stands there until the verdict; `checking` is said while a request is under way. */
export function showStatus(outcome: HTMLElement, session: Session, status: FinishStatus, checking: string, retryNow: () => void): void {
  if (status === "checking" && outcome.hasChildNodes()) return; // a retry changes nothing on the card
  const { t } = session;
  const atWork = status === "checking" || status === "working";
  const words = status === "working" ? errorText(t, "work_required") : checking;
  outcome.replaceChildren(
    atWork
      ? h("p", { class: "line", "data-tv": status }, h("span", { class: "spin" }), words)
      : h("p", { class: "line", "data-tv": "pending" }, icon(CLOUD_OFF), t(status === "offline" ? "offline" : "still_checking")),
    atWork ? "" : h("button", { class: "chip", type: "button", "data-tv": "check-now", click: retryNow }, t("retry_now")),
  );
}

export function showRefused(outcome: HTMLElement, session: Session, tag: string): void {
  outcome.replaceChildren(h("p", { class: "line bad", "data-tv": "error", role: "alert" }, icon(TROUBLE), errorText(session.t, tag)));
}
