// Labels at a glance: given, kept, withdrawn, and how many people have a profile.
import { h } from "../../kit/dom";
import { asPercent, type Context } from "./context";
import type { LabelInsights } from "./data";

export function labelTiles({ words, locale }: Context, { totals, players_with_profile }: LabelInsights): HTMLElement {
  const n = (value: number) => value.toLocaleString(locale);
  const tile = (id: string, title: string, value: string, note: string) =>
    h("div", { class: `tile ${id}`, "data-tv": `tile-${id}` }, h("p", { class: "words" }, title), h("p", { class: "value" }, value), h("p", { class: "note" }, note));
  const rate = totals.acceptance_rate;
  return h(
    "div",
    { class: "tiles" },
    tile("given", words("given"), n(totals.given), words("given_note", { n: n(totals.pending) })),
    tile("again", words("acceptance"), rate === null ? "–" : asPercent(rate, 0), words("acceptance_note", { kept: n(totals.accepted), declined: n(totals.declined) })),
    tile("withdrawn", words("withdrawn"), n(totals.withdrawn), words("withdrawn_note")),
    tile("invites", words("profiles"), n(players_with_profile), words("profiles_note")),
  );
}
