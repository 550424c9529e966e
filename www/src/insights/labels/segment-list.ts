// The saved segments: each in words, with how many people it has now, to gather from or to delete.
import { ApiError } from "../../kit/api";
import { h } from "../../kit/dom";
import type { Context } from "./context";
import type { Segment } from "./data";
import { groupForm } from "./group-form";
import { sentence } from "./rule";
import { people } from "./words";

export interface SegmentNews {
  made(group: string, size: number): void;
  removed(segment: string): void;
  refused(tag: string): void;
}

export function segmentList(context: Context, segments: Segment[], news: SegmentNews): HTMLElement {
  if (!segments.length) return h("p", { class: "nothing", "data-tv": "empty" }, context.words("segments_empty"));
  return h("ul", { class: "list" }, ...[...segments].reverse().map((segment) => item(context, segment, news)));
}

function item(context: Context, segment: Segment, news: SegmentNews): HTMLElement {
  const { words } = context;
  const place = h("div", {});
  const open = h("button", { type: "button", class: "soft", "data-tv": "make-group", click: () => {
    actions.hidden = true;
    place.replaceChildren(groupForm(context, segment, (group) => {
      place.replaceChildren();
      actions.hidden = false;
      open.focus({ preventScroll: true });
      if (group) news.made(group.name, group.size);
    }));
    place.querySelector<HTMLElement>('[data-tv="group-purpose"]')?.focus();
  } }, words("make_group"));
  const actions = h("div", { class: "pair" }, open, remover(context, segment, news));
  return h("li", { "data-tv": "segment", "data-id": segment.id },
    h("div", { class: "item" },
      h("div", {}, h("strong", {}, segment.name), h("p", {}, sentence(context, segment.rule))),
      h("span", { class: "people" }, people(context, segment.size))),
    actions, place);
}

/** The first press asks, the second deletes; looking away takes the question back. */
function remover({ words, desk }: Context, segment: Segment, news: SegmentNews): HTMLElement {
  let asked = false;
  const ask = (now: boolean) => {
    asked = now;
    button.textContent = words(now ? "delete_sure" : "delete");
    button.classList.toggle("bad", now);
  };
  const button: HTMLElement = h("button", { type: "button", class: "soft", "data-tv": "delete-segment", blur: () => ask(false), click: async () => {
    if (!asked) return ask(true);
    try {
      await desk.remove(segment.id);
      news.removed(segment.name);
    } catch (error) {
      news.refused(error instanceof ApiError ? error.tag : "other");
    }
  } }, words("delete"));
  return button;
}
