// The labels tab: numbers at a glance, then the four charts; each state of the answer has its own face.
import { ApiError } from "../../kit/api";
import { h } from "../../kit/dom";
import { panel } from "../panel";
import { alikeView } from "./alike";
import { carriersView } from "./carriers";
import type { Context } from "./context";
import { giversView } from "./givers";
import { labelTiles } from "./label-tiles";
import { togetherView } from "./together";
import { problemText } from "./words";

/** Fills the box when the answer is there; a box taken off the page meanwhile stays as it is. */
export async function fillLabels(context: Context, box: HTMLElement): Promise<void> {
  const { t, words, locale, campaign, desk } = context;
  box.replaceChildren(
    h("div", { class: "tiles waiting", role: "status", "aria-label": words("loading") }, ...[0, 1, 2, 3].map(() => h("div", { class: "tile" }))),
    h("div", { class: "panel waiting" }),
  );
  try {
    const insights = await desk.insights();
    if (!box.isConnected) return;
    if (!insights.totals.given && !insights.players_with_profile) {
      box.replaceChildren(h("section", { class: "panel message", "data-tv": "labels-empty" }, h("h2", {}, words("empty")), h("p", {}, words("empty_more"))), labelTiles(context, insights));
      return;
    }
    const views = [carriersView, togetherView, alikeView, giversView].map((view) => view(context, insights));
    box.replaceChildren(labelTiles(context, insights), h("div", { class: "panels labels" }, ...views.map((view) => panel(t, campaign.id, view))));
  } catch (error) {
    const tag = error instanceof ApiError ? error.tag : "other";
    box.replaceChildren(
      h("section", { class: "panel message", role: "alert", "data-tv": "error" }, h("p", {}, problemText(locale, tag)),
        h("button", { type: "button", class: "go", "data-tv": "retry", click: () => void fillLabels(context, box) }, words("retry"))),
    );
  }
}
