// How long ago something was, in a word or two.
import type { LabelTranslate } from "../i18n/label-words";

const MINUTE_MS = 60_000;

export function ago(t: LabelTranslate, ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 2) return t("just_now");
  if (minutes < 60) return t("minutes_ago", { n: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? t("hours_ago", { n: hours }) : t("days_ago", { n: Math.floor(hours / 24) });
}
