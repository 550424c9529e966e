// Flash groups: whether each is open, for whom, till when; members to download only while it is.
import { dayAndTime } from "../../i18n/dates";
import { errorTag } from "../../kit/api";
import { h } from "../../kit/dom";
import { saveBlob } from "../download";
import type { Context } from "./context";
import type { FlashGroup } from "./data";
import { people } from "./words";

/** `onRefused` is called when the members were refused: the list is out of date then. */
export function groupList(context: Context, groups: FlashGroup[], onRefused: (tag: string) => void): HTMLElement {
  const { words } = context;
  if (!groups.length) return h("p", { class: "nothing", "data-tv": "empty" }, words("groups_empty"));
  return h("ul", { class: "list" }, ...[...groups].reverse().map((group) => item(context, group, onRefused)));
}

/** When the next group opens or closes; infinity when none will. */
export function nextChangeMs(groups: FlashGroup[], nowMs: number): number {
  const changes = groups.flatMap(({ opens_at, closes_at }) => [+new Date(opens_at), +new Date(closes_at)]);
  return Math.min(...changes.filter((change) => change > nowMs));
}

function item(context: Context, group: FlashGroup, onRefused: (tag: string) => void): HTMLElement {
  const { words, locale } = context;
  const { id, name, purpose, state, size, opens_at, closes_at } = group;
  const time = words("from_to", { from: dayAndTime(opens_at, locale), to: dayAndTime(closes_at, locale) });
  return h(
    "li",
    { "data-tv": "group", "data-id": id, "data-state": state },
    h("div", { class: "item" },
      h("div", {}, h("strong", {}, name), h("p", {}, purpose)),
      h("span", { class: "people", "data-tv": "group-size" }, people(context, size))),
    h("p", { class: "when" }, h("span", { class: `state ${state}` }, words(`state_${state}`)), h("span", {}, time)),
    state === "open"
      ? h("div", { class: "adders" }, h("span", {}, words("members")), ...(["csv", "ndjson"] as const).map((form) => downloadButton(context, group, form, onRefused)))
      : h("p", { class: "when" }, words(state === "closed" ? "gone" : "later")),
  );
}

function downloadButton({ words, campaign, client }: Context, group: FlashGroup, form: "csv" | "ndjson", onRefused: (tag: string) => void): HTMLElement {
  const button = h("button", { type: "button", class: "soft", "data-tv": `members-${form}`, "aria-label": `${words("members")} ${form.toUpperCase()}`, click: () => void download() }, `↓ ${form.toUpperCase()}`);
  async function download(): Promise<void> {
    button.disabled = true;
    try {
      saveBlob(`${campaign.id}-${group.name}.${form}`, await client.members(group.id, form));
    } catch (error) {
      onRefused(errorTag(error));
    }
    button.disabled = false;
  }
  return button;
}
