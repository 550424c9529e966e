// A counted round could not start: says why, and what can be done instead.
import { errorText } from "../i18n/play-words";
import type { ApiError } from "../kit/api";
import { h, icon } from "../kit/dom";
import { CLOCK, CLOUD_OFF } from "../kit/icons";
import { showDayOver } from "./day-over";
import { showError, showMessage, showNotOpen, type Action } from "./message-card";
import type { Session } from "./session";
import { heading, showCard, toast } from "./view";

const WAIT_MS = 10_000;

export interface StartFailureHandlers {
  onRetry: Action["onClick"];
  onPractice: Action["onClick"];
  /** The notice changed: the campaign has to be read again, and agreed to. */
  onConsentChanged(): void;
}

export function showStartFailure(session: Session, error: ApiError, handlers: StartFailureHandlers): void {
  const { t, campaign } = session;
  if (error.is("player_erased", "consent_withdrawn")) return; // a card of its own says so
  if (error.is("daily_runs_used", "too_many_unfinished_runs")) {
    showDayOver(session, error, handlers.onPractice);
  } else if (error.status === 429) {
    showWait(session, error.retryAfterMs ?? WAIT_MS, handlers);
  } else if (error.retryable) {
    showUnreachable(session, handlers);
  } else if (error.is("campaign_closed", "campaign_not_started")) {
    campaign.state = error.is("campaign_closed") ? "closed" : "upcoming";
    showNotOpen(session);
  } else if (error.is("consent_required")) {
    session.resetConsent();
    toast(t("error_consent_required"));
    handlers.onConsentChanged();
  } else {
    showError(t, t("error_title"), errorText(t, error.tag));
  }
}

function showUnreachable({ t }: Session, { onRetry, onPractice }: StartFailureHandlers): void {
  showMessage({
    title: t("cannot_start"),
    text: t("cannot_start_more"),
    iconPath: CLOUD_OFF,
    id: "error",
    alert: true,
    actions: [
      { text: t("retry"), id: "retry", onClick: onRetry },
      { text: t("practice"), id: "practice", onClick: onPractice },
    ],
  });
}

/** Too many rounds in a short time: a pause that counts down, then the next round. */
function showWait({ t }: Session, waitMs: number, { onRetry, onPractice }: StartFailureHandlers): void {
  const readyAtMs = Date.now() + waitMs;
  const text = h("p");
  const retry: HTMLElement = h("button", { class: "button", type: "button", "data-tv": "retry", "data-run": true, hidden: true, click: () => onRetry(retry) }, t("play_again"));
  const practice: HTMLElement = h("button", { class: "button quiet", type: "button", "data-tv": "practice", click: () => onPractice(practice) }, t("practice"));
  const card = h(
    "section",
    { class: "card message", "data-tv": "error" },
    h("div", { class: "badge" }, icon(CLOCK)),
    heading(t("wait_title")),
    text,
    retry,
    practice,
  );
  const tick = () => {
    const leftMs = readyAtMs - Date.now();
    text.textContent = leftMs > 0 ? t("wait_seconds", { n: Math.ceil(leftMs / 1000) }) : "";
    retry.hidden = leftMs > 0;
    if (leftMs > 0 && card.isConnected) setTimeout(tick, 500);
  };
  showCard(card);
  tick();
}
