// The queue of held wins: what was seen of each, and whether it is accepted or refused.
import { errorTag } from "../../kit/api";
import { h } from "../../kit/dom";
import type { Access } from "../data";
import { saveBlob } from "../download";
import { errorText } from "../labels/error-words";
import { ReviewsClient, type HeldWin } from "./data";
import { reactionsPicture } from "./picture";
import { reviewWords, type ReviewTranslate } from "./words";

/** A panel that fills itself once the endpoint has answered. */
export function reviewsPanel(access: Access, locale: string): HTMLElement {
  const t = reviewWords(locale);
  const client = new ReviewsClient(access);
  const body = h("div", { "data-tv": "reviews-body" }, h("p", { class: "nothing", role: "status" }, t("loading")));
  const count = h("span", { class: "state waiting", hidden: true });
  const node = h(
    "section",
    { class: "panel reviews", "data-tv": "reviews" },
    h("header", {}, h("div", {}, h("h2", {}, t("title")), h("p", {}, t("note"))), count),
    body,
  );
  const load = async () => {
    try {
      const { waiting, reviews } = await client.list();
      count.textContent = t("waiting", { n: waiting });
      count.hidden = waiting === 0;
      body.replaceChildren(
        reviews.length
          ? h("ul", { class: "wins" }, ...reviews.map((win) => item(t, locale, client, win)))
          : h("p", { class: "nothing", "data-tv": "reviews-empty" }, t("empty")),
      );
    } catch (error) {
      body.replaceChildren(
        h("p", { class: "problem", role: "alert", "data-tv": "error" }, errorText(locale, errorTag(error))),
        h("button", { type: "button", class: "go", "data-tv": "retry", click: () => void load() }, t("retry")),
      );
    }
  };
  void load();
  return node;
}

function item(t: ReviewTranslate, locale: string, client: ReviewsClient, win: HeldWin): HTMLElement {
  const { measures, signs, reactions } = win.evidence;
  const time = new Date(win.held_at).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
  const outcome = h("p", { class: "outcome", role: "status" });
  const buttons = h("div", { class: "decide" });
  const decide = async (decision: "accept" | "refuse") => {
    buttons.querySelectorAll("button").forEach((button) => (button.disabled = true));
    try {
      const { state } = await client.decide(win, decision);
      node.classList.add("decided");
      buttons.remove();
      outcome.className = "outcome";
      outcome.textContent = t(state);
    } catch (error) {
      outcome.className = "problem";
      outcome.textContent = errorText(locale, errorTag(error));
      buttons.querySelectorAll("button").forEach((button) => (button.disabled = false));
    }
  };
  const download = async () => {
    const run = await client.run(win).catch(() => null);
    if (run) saveBlob(`run-${win.run_id}.json`, new Blob([JSON.stringify(run, null, 1)], { type: "application/json" }));
  };
  buttons.append(
    h("button", { type: "button", class: "go", "data-tv": "review-accept", click: () => void decide("accept") }, t("accept")),
    h("button", { type: "button", class: "go second", "data-tv": "review-refuse", click: () => void decide("refuse") }, t("refuse")),
    h("button", { type: "button", class: "plain", "data-tv": "review-run", click: () => void download() }, t("whole_run")),
  );
  const found = signs.length ? signs.map(({ sign }) => t(sign, { ...measures })) : [t("copied")];
  const { score, rival } = win;
  const node = h(
    "li",
    { class: "win", "data-tv": "review", "data-run": win.run_id },
    h("p", { class: "head" }, h("strong", {}, rival === null ? t("score", { score: score ?? 0 }) : t("score_rival", { score: score ?? 0, rival })), h("span", {}, `${t("held_at", { time })} · ${t("plays", { n: win.plays })}`)),
    h("ul", { class: "signs" }, ...found.map((text) => h("li", {}, text))),
    h("p", { class: "small" }, t("reactions", { n: measures.reactions, median: measures.median_ms, spread: measures.spread_ms, floor: measures.floor_ms }), " ", t("slips", { n: measures.slips })),
    h("div", { class: "picture" }),
    h("p", { class: "small" }, t("picture")),
    outcome,
    buttons,
  );
  node.querySelector(".picture")?.append(reactionsPicture(t, reactions));
  return node;
}
