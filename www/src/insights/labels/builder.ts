// The segment builder: rows on the left, and beside them how many people match right now.
import { ApiError } from "../../kit/api";
import { h } from "../../kit/dom";
import type { Context } from "./context";
import { fresh, ruleOf, sentence, type Condition } from "./rule";
import { RuleForm } from "./rule-form";
import { NAME_MOST } from "./segment-words";
import { people, problemText } from "./words";

const SETTLES_MS = 350;

export function builder(context: Context, saved: (name: string) => void): HTMLElement {
  const { words, locale, campaign, desk } = context;
  const root: Condition = { ...fresh("", "group"), inside: [fresh(campaign.labels?.list[0]?.id ?? "")] };
  const size = h("p", { class: "size counting", "data-tv": "preview-size", "aria-live": "polite" }, words("counting"));
  const read = h("p", { class: "sentence", "data-tv": "rule-words" });
  const problem = h("p", { class: "problem", role: "alert", hidden: true, "data-tv": "error" });
  const again = h("button", { type: "button", class: "soft", hidden: true, "data-tv": "retry", click: () => void count() }, words("retry"));
  const name = h("input", { type: "text", maxlength: NAME_MOST, placeholder: words("segment_name"), "aria-label": words("segment_name"), required: true, "data-tv": "segment-name" });
  const save = h("button", { type: "submit", class: "go", "data-tv": "save-segment" }, words("save"));
  const form = new RuleForm(context, root, changed);
  let asked = 0;
  let timer = 0;

  function told(error: unknown): void {
    const failure = error instanceof ApiError ? error : null;
    problem.textContent = failure ? problemText(locale, failure.tag) : "";
    problem.hidden = !failure;
    again.hidden = !failure?.passing;
    form.mark(failure?.path ?? "");
  }

  async function count(): Promise<void> {
    const mine = ++asked;
    size.classList.add("counting");
    try {
      const answer = await desk.preview(ruleOf(root));
      if (mine !== asked) return; // the rule changed while this was under way
      size.textContent = people(context, answer.size);
      told(null);
    } catch (error) {
      if (mine !== asked) return;
      size.textContent = "–";
      told(error);
    }
    size.classList.remove("counting");
  }

  function changed(): void {
    read.textContent = sentence(context, ruleOf(root));
    asked += 1;
    size.classList.add("counting");
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
      told(null);
      saved(chosen);
    } catch (error) {
      told(error);
    }
    save.disabled = false;
  }

  changed();
  return h(
    "section",
    { class: "panel builder", "data-tv": "segment-builder" },
    h("header", {}, h("div", {}, h("h2", {}, words("build")), h("p", {}, words("build_note")))),
    h("div", { class: "build" }, form.rows, h("div", { class: "found" }, h("p", { class: "found-title" }, words("matching")), size, read, problem, again,
      h("form", { class: "save", submit: (event) => void submit(event) }, name, save))),
  );
}
