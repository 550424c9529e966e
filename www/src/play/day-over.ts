// The day's rounds are used up: when the next ones are ready, and what can be played meanwhile. Part of what shows why no round starts.
import { dayAndTime } from "../i18n/dates";
import { translator } from "../i18n/locale";
import { prizeWords } from "../i18n/prize-words";
import type { ApiError } from "../kit/api";
import { CLOCK } from "../kit/icons";
import { showMessage, type Action } from "./message-card";
import type { Session } from "./session";

export function showDayOver({ campaign }: Session, error: ApiError, onPractice: Action["onClick"]): void {
  const t = translator(campaign.locale, prizeWords);
  const date = dayAndTime(new Date(Date.now() + (error.retryAfterMs ?? 0)).toISOString(), campaign.locale);
  showMessage({
    title: t("day_over"),
    text: t(error.is("daily_runs_used") ? "day_over_more" : "unfinished_more", { date }),
    iconPath: CLOCK,
    id: "day-over",
    actions: [{ text: t("play_for_fun"), id: "practice", onClick: onPractice }],
  });
}
