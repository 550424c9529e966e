// The labels tab: numbers at a glance and four charts; or a placeholder, an empty state, an error.
import { errorTag } from "../../kit/api";
import { h } from "../../kit/dom";
import { panel } from "../panel";
import { tile } from "../tiles";
import { associationView } from "./association";
import { carriersView } from "./carriers";
import { asPercent, type Context } from "./context";
import type { LabelInsights } from "./data";
import { errorText } from "./error-words";
import { giversView } from "./givers";
import { similarityView } from "./similarity";

/** Renders into the box once the endpoint has answered, if the box is still on the page. */
export async function renderLabelsTab(context: Context, box: HTMLElement): Promise<void> {
  const { t, words, locale, campaign, client } = context;
  box.replaceChildren(
    h("div", { class: "tiles waiting", role: "status", "aria-label": words("loading") }, ...[0, 1, 2, 3].map(() => h("div", { class: "tile" }))),
    h("div", { class: "panel waiting" }),
  );
  try {
    const insights = await client.insights();
    if (!box.isConnected) return;
    if (!insights.totals.given && !insights.players_with_profile) {
      box.replaceChildren(h("section", { class: "panel message", "data-tv": "labels-empty" }, h("h2", {}, words("empty")), h("p", {}, words("empty_more"))), labelTiles(context, insights));
      return;
    }
    const views = [carriersView, associationView, similarityView, giversView].map((view) => view(context, insights));
    box.replaceChildren(labelTiles(context, insights), h("div", { class: "panels labels" }, ...views.map((view) => panel(t, campaign.id, view))));
  } catch (error) {
    box.replaceChildren(
      h("section", { class: "panel message", role: "alert", "data-tv": "error" }, h("p", {}, errorText(locale, errorTag(error))),
        h("button", { type: "button", class: "go", "data-tv": "retry", click: () => void renderLabelsTab(context, box) }, words("retry"))),
    );
  }
}

/** Labels at a glance: given, kept, withdrawn, and how many people have a profile. */
function labelTiles({ words, locale }: Context, { totals, players_with_profile }: LabelInsights): HTMLElement {
  const n = (value: number) => value.toLocaleString(locale);
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
