// Gathering a segment's people for one purpose: name, purpose, from when till when.
import { ApiError } from "../../kit/api";
import { h } from "../../kit/dom";
import type { Context } from "./context";
import type { Segment } from "./data";
import { NAME_MOST } from "./segment-words";
import { problemText } from "./words";

const DAY_MS = 86_400_000;

/** As a datetime-local field wants it: local time, no zone. */
function fieldTime(ms: number): string {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}

/** `done` gets the new group, or null when it was cancelled. */
export function groupForm(context: Context, segment: Segment, done: (made: { name: string; size: number } | null) => void): HTMLElement {
  const { words, locale, desk } = context;
  const nowMs = Date.now();
  const name = h("input", { type: "text", maxlength: NAME_MOST, required: true, value: segment.name, "data-tv": "group-name" });
  const purpose = h("input", { type: "text", maxlength: 200, required: true, "data-tv": "group-purpose" });
  const opens = h("input", { type: "datetime-local", required: true, value: fieldTime(nowMs), "data-tv": "group-opens" });
  const closes = h("input", { type: "datetime-local", required: true, value: fieldTime(nowMs + 7 * DAY_MS), "data-tv": "group-closes" });
  const problem = h("p", { class: "problem", role: "alert", hidden: true, "data-tv": "error" });
  const create = h("button", { type: "submit", class: "go", "data-tv": "create-group" }, words("create"));
  const show = (text: string) => {
    problem.textContent = text;
    problem.hidden = false;
  };

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const [from, to] = [new Date(opens.value), new Date(closes.value)];
    if (!(+to > +from)) return show(words("error_group_ends_before_it_opens"));
    create.disabled = true;
    try {
      const chosen = name.value.trim();
      const { size } = await desk.open({ segment_id: segment.id, name: chosen, purpose: purpose.value.trim(), opens_at: from.toISOString(), closes_at: to.toISOString() });
      done({ name: chosen, size });
    } catch (error) {
      create.disabled = false;
      show(problemText(locale, error instanceof ApiError ? error.tag : "other"));
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
    h("div", { class: "ends" }, h("button", { type: "button", class: "soft", "data-tv": "cancel", click: () => done(null) }, words("cancel")), create),
  );
}
