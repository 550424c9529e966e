// What stands in place of the offer when nothing can be won now. Loaded only then.
import { dayAndTime } from "../i18n/dates";
import { translator } from "../i18n/locale";
import { prizeWords } from "../i18n/prize-words";
import { h } from "../kit/dom";
import type { Run } from "../kit/wire";
import type { Session } from "./session";
import { toast } from "./view";

/** Says that the prizes are gone, and from when on there are new ones. */
export function prizeGone({ campaign }: Session): HTMLElement {
  const t = translator(campaign.locale, prizeWords);
  const nextAtMs = campaign.prize?.next_at_ms ?? null;
  const again = nextAtMs === null ? null : t("prizes_again", { date: moment(nextAtMs, campaign.locale) });
  return h(
    "div",
    { class: "gone", "data-tv": "prize-gone" },
    h("p", { class: "ticket-title" }, t(nextAtMs === null ? "all_gone" : "all_gone_today")),
    again && h("p", { class: "ticket-note" }, again),
  );
}

/** The page was read while there were prizes, and the round begins without. */
export function tellForFun(session: Session, run: Run): void {
  const { campaign } = session;
  const t = translator(campaign.locale, prizeWords);
  const date = run.prize_at_ms ? moment(run.prize_at_ms, campaign.locale) : "";
  toast(t(date ? "for_fun_until" : "for_fun_now", { date }));
}

function moment(atMs: number, locale: string): string {
  return dayAndTime(new Date(atMs).toISOString(), locale);
}
