// Segments and flash groups: build, save, gather for one purpose, and let go.
import { errorTag } from "../../kit/api";
import { h } from "../../kit/dom";
import type { Context } from "./context";
import { errorText } from "./error-words";
import { groupList, nextChangeMs } from "./group-list";
import { segmentBuilder } from "./segment-builder";
import { segmentList } from "./segment-list";
import { people } from "./words";

/** A browser's timer that is set for longer fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1_000;

export function renderSegmentsTab(context: Context, box: HTMLElement): void {
  const { words, locale, client } = context;
  const status = h("p", { class: "status", role: "status", "data-tv": "status", hidden: true });
  const segments = h("div", { "data-tv": "segments" });
  const groups = h("div", { "data-tv": "groups" });
  let timer = 0;

  const showStatus = (text: string, bad = false) => {
    status.textContent = text;
    status.classList.toggle("bad", bad);
    status.hidden = false;
  };
  const showError = (tag: string) => showStatus(errorText(locale, tag), true);

  const loadSegments = () =>
    load(context, segments, async () =>
      segmentList(context, await client.segments(), {
        onGroupCreated: (name, size) => {
          showStatus(words("created", { name, people: people(context, size) }));
          void loadGroups();
        },
        onDeleted: (name) => {
          showStatus(words("deleted", { name }));
          void loadSegments();
        },
        onRefused: showError,
      }),
    );
  const loadGroups = () =>
    load(context, groups, async () => {
      const all = await client.groups();
      reloadIn(nextChangeMs(all, Date.now()) - Date.now());
      return groupList(context, all, (tag) => {
        showError(tag);
        void loadGroups(); // it has opened or closed since
      });
    });
  /** A group that opens or closes while somebody looks is shown so. */
  const reloadIn = (ms: number) => {
    clearTimeout(timer);
    if (ms < MAX_TIMER_MS) timer = window.setTimeout(() => box.contains(groups) && void loadGroups(), ms + 500);
  };

  box.replaceChildren(
    status,
    segmentBuilder(context, (name) => {
      showStatus(words("saved", { name }));
      void loadSegments();
    }),
    h("div", { class: "panels" },
      h("section", { class: "panel" }, h("header", {}, h("div", {}, h("h2", {}, words("segments")))), segments),
      h("section", { class: "panel" }, h("header", {}, h("div", {}, h("h2", {}, words("groups")), h("p", {}, words("groups_note")))), groups)),
  );
  void loadSegments();
  void loadGroups();
}

/** A placeholder, then what was read, or why there is nothing with a way to ask again. */
async function load(context: Context, box: HTMLElement, read: () => Promise<HTMLElement>): Promise<void> {
  const { words, locale } = context;
  if (!box.hasChildNodes()) box.replaceChildren(h("div", { class: "lines waiting", role: "status", "aria-label": words("loading") }, h("i", {}), h("i", {})));
  try {
    box.replaceChildren(await read());
  } catch (error) {
    box.replaceChildren(h("div", { class: "nothing", role: "alert", "data-tv": "error" }, h("p", {}, errorText(locale, errorTag(error))),
      h("button", { type: "button", class: "soft", "data-tv": "retry", click: () => void load(context, box, read) }, words("retry"))));
  }
}
