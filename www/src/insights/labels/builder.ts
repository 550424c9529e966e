// The segment builder: rows on the left, and beside them how many people match right now.
import { ApiError } from "../../kit/api";
import { h } from "../../kit/dom";
import type { Context } from "./context";
import { fresh, ruleOf, sentence, type Condition } from "./rule";
import { drawRule } from "./rule-form";
import { problemText } from "./words";

const SETTLES_MS = 350;

export function builder(context: Context, saved: (name: string) => void): HTMLElement {
  const { words, locale, campaign, desk } = context;
  const root: Condition = { ...fresh("", "group"), inside: [fresh(campaign.labels?.list[0]?.id ?? "")] };
  const rows = h("div", { class: "rows" });
  const size = h("p", { class: "size", "data-tv": "preview-size", "aria-live": "polite" });
  const read = h("p", { class: "sentence" });
  const problem = h("p", { class: "problem", role: "alert", hidden: true, "data-tv": "error" });
  const name = h("input", { type: "text", maxlength: 80, placeholder: words("segment_name"), "aria-label": words("segment_name"), required: true, "data-tv": "segment-name" });
  const save = h("button", { type: "submit", class: "go", "data-tv": "save-segment" }, words("save"));
  let asked = 0;
  let timer = 0;

  function failed(error: unknown): void {
    problem.textContent = problemText(locale, error instanceof ApiError ? error.tag : "other");
    problem.hidden = false;
  }

  async function count(): Promise<void> {
    const mine = ++asked;
    try {
      const answer = await desk.preview(ruleOf(root));
      if (mine !== asked) return; // the rule changed while this was under way
      problem.hidden = true;
      size.textContent = answer.size === 1 ? words("size_one") : words("size", { n: answer.size.toLocaleString(locale) });
    } catch (error) {
      if (mine !== asked) return;
      size.textContent = "–";
      failed(error);
    }
    size.classList.remove("counting");
  }

  function changed(): void {
    read.textContent = sentence(context, ruleOf(root));
    size.classList.add("counting");
    if (!size.textContent) size.textContent = words("counting");
    clearTimeout(timer);
    timer = window.setTimeout(() => void count(), SETTLES_MS);
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    save.disabled = true;
    try {
      const chosen = name.value.trim();
      await desk.save(chosen, ruleOf(root));
      name.value = "";
      saved(chosen);
    } catch (error) {
      failed(error);
    }
    save.disabled = false;
  }

  drawRule(context, rows, root, changed);
  changed();
  return h(
    "section",
    { class: "panel builder", "data-tv": "segment-builder" },
    h("header", {}, h("div", {}, h("h2", {}, words("build")), h("p", {}, words("build_note")))),
    h("div", { class: "build" }, rows, h("div", { class: "found" }, size, read, problem,
      h("form", { class: "save", submit: (event) => void submit(event) }, name, save))),
  );
}
