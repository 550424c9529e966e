// Segments and flash groups: build, save, gather for one purpose, and let go.
import { ApiError } from "../../kit/api";
import { h } from "../../kit/dom";
import { builder } from "./builder";
import type { Context } from "./context";
import { groupList, nextTurnMs } from "./groups";
import { segmentList } from "./segment-list";
import { people, problemText } from "./words";

/** Browsers wake at once from longer ones. */
const LONGEST_WAIT_MS = 2 ** 31 - 1_000;

export function fillSegments(context: Context, box: HTMLElement): void {
  const { words, locale, desk } = context;
  const status = h("p", { class: "status", role: "status", "data-tv": "status", hidden: true });
  const segments = h("div", { "data-tv": "segments" });
  const groups = h("div", { "data-tv": "groups" });

  let timer = 0;

  const tell = (text: string, bad = false) => {
    status.textContent = text;
    status.classList.toggle("bad", bad);
    status.hidden = false;
  };
  const readSegments = () => fill(context, segments, async () => segmentList(context, await desk.segments(), { made, removed, refused: (tag) => tell(problemText(locale, tag), true) }));
  const readGroups = () => fill(context, groups, async () => {
    const all = await desk.groups();
    again(nextTurnMs(all, Date.now()) - Date.now());
    return groupList(context, all, refused);
  });
  const refused = (tag: string) => {
    tell(problemText(locale, tag), true);
    void readGroups(); // it has opened or closed since
  };
  /** A group that opens or closes while somebody looks is shown so. */
  const again = (inMs: number) => {
    clearTimeout(timer);
    if (inMs < LONGEST_WAIT_MS) timer = window.setTimeout(() => box.contains(groups) && void readGroups(), inMs + 500);
  };
  const made = (name: string, size: number) => {
    tell(words("created", { name, people: people(context, size) }));
    void readGroups();
  };

  const removed = (name: string) => {
    tell(words("deleted", { name }));
    void readSegments();
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
