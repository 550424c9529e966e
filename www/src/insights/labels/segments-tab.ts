// Segments and flash groups: build, save, gather for one purpose, and let go.
import { ApiError } from "../../kit/api";
import { h } from "../../kit/dom";
import { builder } from "./builder";
import type { Context } from "./context";
import type { Segment } from "./data";
import { groupForm } from "./group-form";
import { groupList } from "./groups";
import { sentence } from "./rule";
import { problemText } from "./words";

export function fillSegments(context: Context, box: HTMLElement): void {
  const { words, locale, desk } = context;
  const status = h("p", { class: "status", role: "status", "data-tv": "status", hidden: true });
  const segments = h("div", { "data-tv": "segments" });
  const groups = h("div", { "data-tv": "groups" });

  const tell = (text: string) => {
    status.textContent = text;
    status.hidden = false;
  };
  const readSegments = () => fill(context, segments, async () => segmentList(context, await desk.segments(), made));
  const readGroups = () => fill(context, groups, async () => groupList(context, await desk.groups(), (tag) => tell(problemText(locale, tag))));
  const made = (name: string, size: number) => {
    tell(words("created", { name, n: size.toLocaleString(locale) }));
    void readGroups();
  };

  box.replaceChildren(
    status,
    builder(context, (name) => {
      tell(words("saved", { name }));
      void readSegments();
    }),
    h("div", { class: "panels" },
      h("section", { class: "panel" }, h("header", {}, h("div", {}, h("h2", {}, words("segments")))), segments),
      h("section", { class: "panel" }, h("header", {}, h("div", {}, h("h2", {}, words("groups")), h("p", {}, words("groups_note")))), groups)),
  );
  void readSegments();
  void readGroups();
}

/** Loading, then the answer, or why there is none with a way to ask again. */
async function fill(context: Context, box: HTMLElement, read: () => Promise<HTMLElement>): Promise<void> {
  const { words, locale } = context;
  if (!box.hasChildNodes()) box.replaceChildren(h("div", { class: "lines waiting", role: "status", "aria-label": words("loading") }, h("i", {}), h("i", {})));
  try {
    box.replaceChildren(await read());
  } catch (error) {
    const tag = error instanceof ApiError ? error.tag : "other";
    box.replaceChildren(h("div", { class: "nothing", role: "alert", "data-tv": "error" }, h("p", {}, problemText(locale, tag)),
      h("button", { type: "button", class: "soft", "data-tv": "retry", click: () => void fill(context, box, read) }, words("retry"))));
  }
}

function segmentList(context: Context, segments: Segment[], made: (name: string, size: number) => void): HTMLElement {
  const { words, locale } = context;
  if (!segments.length) return h("p", { class: "nothing", "data-tv": "empty" }, words("segments_empty"));
  return h("ul", { class: "list" }, ...segments.map((segment) => {
    const place = h("div", {});
    const open = h("button", { type: "button", class: "soft", "data-tv": "make-group", click: () => {
      open.hidden = true;
      place.replaceChildren(groupForm(context, segment, (name, size) => {
        place.replaceChildren();
        open.hidden = false;
        if (name) made(name, size);
      }));
    } }, words("make_group"));
    return h("li", { "data-tv": "segment", "data-id": segment.id },
      h("div", { class: "item" },
        h("div", {}, h("strong", {}, segment.name), h("p", {}, sentence(context, segment.rule))),
        h("span", { class: "people" }, words("size", { n: segment.size.toLocaleString(locale) }))),
      open, place);
  }));
}
