// A counted round could not begin: says why, and what can be done instead.
import type { ApiError } from "../kit/api";
import { showNotOpen, showTag, showUnreachable, type Action } from "./message-card";
import type { Session } from "./session";
import { toast } from "./view";
import { showWait } from "./wait-card";

const WAIT_MS = 10_000;

export interface Ways {
  retry: Action["act"];
  practise: Action["act"];
  /** The notice changed: the campaign is read again and the gate shown. */
  askAgain(): void;
}

export function showStartFailure(session: Session, error: ApiError, ways: Ways): void {
  const { t, campaign } = session;
  if (error.status === 429) {
    showWait(t, error.retryAfterMs ?? WAIT_MS, ways.retry, ways.practise);
  } else if (error.passing) {
    showUnreachable(t, ways.retry, ways.practise);
  } else if (error.tag === "campaign_closed" || error.tag === "campaign_not_started") {
    campaign.state = error.tag === "campaign_closed" ? "closed" : "upcoming";
    showNotOpen(session);
  } else if (error.tag === "consent_required") {
    session.askAgain();
    toast(t("error_consent_required"));
    ways.askAgain();
  } else {
    showTag(t, error.tag);
  }
}
