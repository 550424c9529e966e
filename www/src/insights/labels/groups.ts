// Flash groups: whether each is open, for whom, till when; members to download only while it is.
import { dayAndTime } from "../../i18n/dates";
import { h } from "../../kit/dom";
import { saveBlob } from "../download";
import type { Context } from "./context";
import { MembersRefused, type FlashGroup } from "./data";

type State = "open" | "upcoming" | "closed";

function stateOf({ opens_at, closes_at }: FlashGroup, nowMs: number): State {
  if (nowMs >= +new Date(closes_at)) return "closed";
  return nowMs >= +new Date(opens_at) ? "open" : "upcoming";
}

export function groupList(context: Context, groups: FlashGroup[], refused: (tag: string) => void): HTMLElement {
  const { words } = context;
  if (!groups.length) return h("p", { class: "nothing", "data-tv": "empty" }, words("groups_empty"));
  return h("ul", { class: "list" }, ...groups.map((group) => item(context, group, refused)));
}

function item(context: Context, group: FlashGroup, refused: (tag: string) => void): HTMLElement {
  const { words, locale, campaign, desk } = context;
  const state = stateOf(group, Date.now());
  const at = (time: string | number) => dayAndTime(new Date(time).toISOString(), locale);
  const take = (form: "csv" | "ndjson") =>
    h("button", {
      type: "button", class: "soft", "data-tv": `members-${form}`,
      click: async () => {
        try {
          saveBlob(`${campaign.id}-${group.name}.${form}`, await desk.members(group.id, form));
        } catch (error) {
          refused(error instanceof MembersRefused ? error.tag : "network");
        }
      },
    }, `↓ ${words("members")} ${form.toUpperCase()}`);
  return h(
    "li",
    { "data-tv": "group", "data-id": group.id, "data-state": state },
    h("div", { class: "item" },
      h("div", {}, h("strong", {}, group.name), h("p", {}, group.purpose)),
      h("span", { class: "people" }, words("size", { n: group.size.toLocaleString(locale) }))),
    h("p", { class: "when" }, h("span", { class: `state ${state}` }, words(`state_${state}`)), words("from_to", { from: at(group.opens_at), to: at(group.closes_at) })),
    state === "open" ? h("div", { class: "adders" }, take("csv"), take("ndjson")) : h("p", { class: "when" }, words(state === "closed" ? "gone" : "later")),
  );
}
