// Flash groups: whether each is open, for whom, till when; members to download only while it is.
import { dayAndTime } from "../../i18n/dates";
import { ApiError } from "../../kit/api";
import { h } from "../../kit/dom";
import { saveBlob } from "../download";
import type { Context } from "./context";
import type { FlashGroup } from "./data";
import { people } from "./words";

/** `refused` is told when the members could not be had: the list is out of date then. */
export function groupList(context: Context, groups: FlashGroup[], refused: (tag: string) => void): HTMLElement {
  const { words } = context;
  if (!groups.length) return h("p", { class: "nothing", "data-tv": "empty" }, words("groups_empty"));
  return h("ul", { class: "list" }, ...[...groups].reverse().map((group) => item(context, group, refused)));
}

/** When the next group opens or closes; never, when none will. */
export function nextTurnMs(groups: FlashGroup[], nowMs: number): number {
  const turns = groups.flatMap(({ opens_at, closes_at }) => [+new Date(opens_at), +new Date(closes_at)]);
  return Math.min(...turns.filter((turn) => turn > nowMs));
}

function item(context: Context, group: FlashGroup, refused: (tag: string) => void): HTMLElement {
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
      ? h("div", { class: "adders" }, h("span", {}, words("members")), ...(["csv", "ndjson"] as const).map((form) => taker(context, group, form, refused)))
      : h("p", { class: "when" }, words(state === "closed" ? "gone" : "later")),
  );
}

function taker({ words, campaign, desk }: Context, group: FlashGroup, form: "csv" | "ndjson", refused: (tag: string) => void): HTMLElement {
  const button = h("button", { type: "button", class: "soft", "data-tv": `members-${form}`, "aria-label": `${words("members")} ${form.toUpperCase()}`, click: () => void take() }, `↓ ${form.toUpperCase()}`);
  async function take(): Promise<void> {
    button.disabled = true;
    try {
      saveBlob(`${campaign.id}-${group.name}.${form}`, await desk.members(group.id, form));
    } catch (error) {
      refused(error instanceof ApiError ? error.tag : "other");
    }
    button.disabled = false;
  }
  return button;
}
