// The form that makes a flash group of a segment: name, purpose, from when until when.
import { errorTag } from "../../kit/api";
import { h } from "../../kit/dom";
import { MAX_PURPOSE_CHARS, MAX_SEGMENT_NAME_CHARS } from "../../kit/limits";
import type { Context } from "./context";
import type { Segment } from "./data";
import { errorText } from "./error-words";

const DAY_MS = 86_400_000;

/** As a datetime-local field wants it: local time, no zone. */
function toFieldTime(ms: number): string {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}

/** `onDone` gets the new group, or null when it was cancelled. */
export function groupForm(context: Context, segment: Segment, onDone: (group: { name: string; size: number } | null) => void): HTMLElement {
  const { words, locale, client } = context;
  const nowMs = Date.now();
  const name = h("input", { type: "text", maxlength: MAX_SEGMENT_NAME_CHARS, required: true, value: segment.name, "data-tv": "group-name" });
  const purpose = h("input", { type: "text", maxlength: MAX_PURPOSE_CHARS, required: true, "data-tv": "group-purpose" });
  const opens = h("input", { type: "datetime-local", required: true, value: toFieldTime(nowMs), "data-tv": "group-opens" });
  const closes = h("input", { type: "datetime-local", required: true, value: toFieldTime(nowMs + 7 * DAY_MS), "data-tv": "group-closes" });
  const problem = h("p", { class: "problem", role: "alert", hidden: true, "data-tv": "error" });
  const create = h("button", { type: "submit", class: "go", "data-tv": "create-group" }, words("create"));
  const showError = (tag: string) => {
    problem.textContent = errorText(locale, tag);
    problem.hidden = false;
  };

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const [from, to] = [new Date(opens.value), new Date(closes.value)];
    if (!(+to > +from)) return showError("group_ends_before_it_opens");
    create.disabled = true;
    try {
      const chosen = name.value.trim();
      const { size } = await client.createGroup({ segment_id: segment.id, name: chosen, purpose: purpose.value.trim(), opens_at: from.toISOString(), closes_at: to.toISOString() });
      onDone({ name: chosen, size });
    } catch (error) {
      create.disabled = false;
      showError(errorTag(error));
    }
  }

  const field = (title: string, input: HTMLElement, hint: string | null = null) => h("label", {}, h("span", {}, title), input, hint && h("small", {}, hint));
  return h(
    "form",
    { class: "group-form", "data-tv": "group-form", submit: (event) => void submit(event) },
    field(words("group_name"), name),
    field(words("purpose"), purpose, words("purpose_hint")),
    h("div", { class: "times" }, field(words("opens"), opens), field(words("closes"), closes)),
    h("small", {}, words("zone", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })),
    problem,
    h("div", { class: "ends" }, h("button", { type: "button", class: "soft", "data-tv": "cancel", click: () => onDone(null) }, words("cancel")), create),
  );
}
