// The saved segments: each in words, with how many people it has now, to gather from or to delete.
import { errorTag } from "../../kit/api";
import { h } from "../../kit/dom";
import type { Context } from "./context";
import type { Segment } from "./data";
import { groupForm } from "./group-form";
import { describeRule } from "./rule";
import { people } from "./words";

interface SegmentHandlers {
  onGroupCreated(group: string, size: number): void;
  onDeleted(segment: string): void;
  onRefused(tag: string): void;
}

export function segmentList(context: Context, segments: Segment[], handlers: SegmentHandlers): HTMLElement {
  if (!segments.length) return h("p", { class: "nothing", "data-tv": "empty" }, context.words("segments_empty"));
  return h("ul", { class: "list" }, ...[...segments].reverse().map((segment) => item(context, segment, handlers)));
}

function item(context: Context, segment: Segment, handlers: SegmentHandlers): HTMLElement {
  const { words } = context;
  const place = h("div", {});
  const open = h("button", { type: "button", class: "soft", "data-tv": "make-group", click: () => {
    actions.hidden = true;
    place.replaceChildren(groupForm(context, segment, (group) => {
      place.replaceChildren();
      actions.hidden = false;
      open.focus({ preventScroll: true });
      if (group) handlers.onGroupCreated(group.name, group.size);
    }));
    place.querySelector<HTMLElement>('[data-tv="group-purpose"]')?.focus();
  } }, words("make_group"));
  const actions = h("div", { class: "pair" }, open, deleteButton(context, segment, handlers));
  return h("li", { "data-tv": "segment", "data-id": segment.id },
    h("div", { class: "item" },
      h("div", {}, h("strong", {}, segment.name), h("p", {}, describeRule(context, segment.rule))),
      h("span", { class: "people" }, people(context, segment.size))),
    actions, place);
}

/** The first press asks, the second deletes; losing the focus cancels. */
function deleteButton({ words, client }: Context, segment: Segment, handlers: SegmentHandlers): HTMLElement {
  let asked = false;
  const setAsked = (value: boolean) => {
    asked = value;
    button.textContent = words(value ? "delete_sure" : "delete");
    button.classList.toggle("bad", value);
  };
  const button: HTMLElement = h("button", { type: "button", class: "soft", "data-tv": "delete-segment", blur: () => setAsked(false), click: async () => {
    if (!asked) return setAsked(true);
    try {
      await client.deleteSegment(segment.id);
      handlers.onDeleted(segment.name);
    } catch (error) {
      handlers.onRefused(errorTag(error));
    }
  } }, words("delete"));
  return button;
}
