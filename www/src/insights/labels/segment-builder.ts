// The segment builder: rows on the left, and beside them how many people match right now.
import { ApiError } from "../../kit/api";
import { h } from "../../kit/dom";
import { MAX_SEGMENT_NAME_CHARS } from "../../kit/limits";
import type { Context } from "./context";
import { errorText } from "./error-words";
import { describeRule, newCondition, toRule, type Condition } from "./rule";
import { RuleForm } from "./rule-form";
import { people } from "./words";

const DEBOUNCE_MS = 350;

export function segmentBuilder(context: Context, onSaved: (name: string) => void): HTMLElement {
  const { words, locale, campaign, client } = context;
  const root: Condition = { ...newCondition("", "group"), inside: [newCondition(campaign.labels?.list[0]?.id ?? "")] };
  const size = h("p", { class: "size counting", "data-tv": "preview-size", "aria-live": "polite" }, words("counting"));
  const description = h("p", { class: "sentence", "data-tv": "rule-words" });
  const problem = h("p", { class: "problem", role: "alert", hidden: true, "data-tv": "error" });
  const retry = h("button", { type: "button", class: "soft", hidden: true, "data-tv": "retry", click: () => void updateSize() }, words("retry"));
  const name = h("input", { type: "text", maxlength: MAX_SEGMENT_NAME_CHARS, placeholder: words("segment_name"), "aria-label": words("segment_name"), required: true, "data-tv": "segment-name" });
  const save = h("button", { type: "submit", class: "go", "data-tv": "save-segment" }, words("save"));
  const form = new RuleForm(context, root, onChange);
  let latest = 0;
  let timer = 0;

  function showError(error: unknown): void {
    const failure = error instanceof ApiError ? error : null;
    problem.textContent = failure ? errorText(locale, failure.tag) : "";
    problem.hidden = !failure;
    retry.hidden = !failure?.retryable;
    form.markInvalid(failure?.details.path ?? "");
  }

  async function updateSize(): Promise<void> {
    const request = ++latest;
    size.classList.add("counting");
    try {
      const answer = await client.previewSize(toRule(root));
      if (request !== latest) return; // the rule changed while this was under way
      size.textContent = people(context, answer.size);
      showError(null);
    } catch (error) {
      if (request !== latest) return;
      size.textContent = "–";
      showError(error);
    }
    size.classList.remove("counting");
  }

  function onChange(): void {
    description.textContent = describeRule(context, toRule(root));
    latest += 1;
    size.classList.add("counting");
    clearTimeout(timer);
    timer = window.setTimeout(() => void updateSize(), DEBOUNCE_MS);
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    save.disabled = true;
    try {
      const chosen = name.value.trim();
      await client.saveSegment(chosen, toRule(root));
      name.value = "";
      showError(null);
      onSaved(chosen);
    } catch (error) {
      showError(error);
    }
    save.disabled = false;
  }

  onChange();
  return h(
    "section",
    { class: "panel builder", "data-tv": "segment-builder" },
    h("header", {}, h("div", {}, h("h2", {}, words("build")), h("p", {}, words("build_note")))),
    h("div", { class: "build" }, form.rows, h("div", { class: "found" }, h("p", { class: "found-title" }, words("matching")), size, description, problem, retry,
      h("form", { class: "save", submit: (event) => void submit(event) }, name, save))),
  );
}
