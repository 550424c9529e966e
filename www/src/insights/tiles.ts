// The numbers that answer "is it working" at a glance.
import { h } from "../kit/dom";
import type { Funnel } from "./data";
import { percent } from "./funnel";
import type { InsightsTranslate } from "./words";

export function tile(id: string, title: string, value: string, note: string): HTMLElement {
  return h("div", { class: `tile ${id}`, "data-tv": `tile-${id}` }, h("p", { class: "words" }, title), h("p", { class: "value" }, value), h("p", { class: "note" }, note));
}

export function tiles(t: InsightsTranslate, funnel: Funnel, locale: string, contest: boolean): HTMLElement {
  const n = (value: number) => value.toLocaleString(locale);
  const people = Object.values(funnel.plays_per_player).reduce((sum, count) => sum + count, 0);
  const again = people - (funnel.plays_per_player["1"] ?? 0);
  const { coupons, invites } = funnel;
  return h(
    "div",
    { class: "tiles" },
    tile("plays", t("plays"), n(funnel.finished), t("plays_note", { n: n(funnel.players) })),
    tile("verified", t("verified"), n(funnel.verified), t("verified_note", { n: n(funnel.rejected) })),
    contest && tile("winners", t("winners"), n(funnel.winners), t("winners_note", { n: percent(funnel.winners, funnel.players) })),
    coupons.total > 0 && tile("coupons", t("coupons_left"), n(coupons.left), t("coupons_note", { issued: n(coupons.issued), total: n(coupons.total) })),
    tile("invites", t("invites"), n(invites.qualified), t("invites_note", { created: n(invites.created), arrived: n(invites.arrived) })),
    tile("again", t("again"), percent(again, people), t("again_note", { n: people ? (funnel.verified / people).toFixed(1) : "–" })),
  );
}
