// What stands on a result card until there is a verdict, and when the run was refused; the same for every game.
import { errorText } from "../i18n/play-words";
import { h, icon } from "../kit/dom";
import type { Waiting } from "./finish";
import { CLOUD_OFF, TROUBLE } from "./icons";
import type { Session } from "./session";

export function showWaiting(outcome: HTMLElement, session: Session, { state }: Waiting, checking: string, checkNow: () => void): void {
  if (state === "checking" && outcome.hasChildNodes()) return; // a retry keeps the words that are there
  const { t } = session;
  outcome.replaceChildren(
    state === "checking"
      ? h("p", { class: "line", "data-tv": "checking" }, h("span", { class: "spin" }), checking)
      : h("p", { class: "line", "data-tv": "pending" }, icon(CLOUD_OFF), t(state === "offline" ? "offline" : "still_checking")),
    state === "checking" ? "" : h("button", { class: "chip", type: "button", "data-tv": "check-now", click: checkNow }, t("retry_now")),
  );
}

export function showRefused(outcome: HTMLElement, session: Session, tag: string): void {
  outcome.replaceChildren(h("p", { class: "line bad", "data-tv": "error", role: "alert" }, icon(TROUBLE), errorText(session.t, tag)));
}
