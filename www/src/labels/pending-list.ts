// Labels that wait for a decision: who gave each, keep or decline, all at once, or block the giver.
import { h } from "../kit/dom";
import type { PendingLabel } from "../kit/wire";
import { busy } from "../play/view";
import { ago } from "./ago";
import { askFirst } from "./ask-first";
import type { Deeds } from "./my-labels";
import type { Party } from "./party";
import { sticker } from "./sticker";

export function pendingList(party: Party, pending: PendingLabel[], deeds: Deeds): HTMLElement | null {
  if (!pending.length) return null;
  const { t, session } = party;
  const all: HTMLElement = h(
    "button",
    {
      class: "chip", type: "button", "data-tv": "accept-all",
      click: () => {
        busy(all, t("accept_all", { n: pending.length }));
        void deeds.tell(["/v1/labels/decide"], { campaign: session.campaign.id, action: "accept" }, t("saved"));
      },
    },
    t("accept_all", { n: pending.length }),
  );
  const bar: HTMLElement = h("div", { class: "all-at-once" });
  const decline = () => deeds.tell(["/v1/labels/decide"], { campaign: session.campaign.id, action: "decline" }, t("declined_all"));
  const none = h("button", {
    class: "chip", type: "button", "data-tv": "decline-all",
    click: () => askFirst(party, bar, t("decline_all_ask", { n: pending.length }), t("decline_all_yes"), () => void decline()),
  }, t("decline_all"));
  bar.append(none, all);
  return h(
    "section",
    { class: "part", "data-tv": "pending" },
    h("header", {}, h("h3", {}, t("pending_title"), h("b", { class: "count" }, String(pending.length)))),
    pending.length > 1 && bar,
    h("ul", {}, ...pending.map((one) => row(party, one, deeds))),
  );
}

function row(party: Party, { id, label, giver, given_at_ms }: PendingLabel, deeds: Deeds): HTMLElement {
  const { t, session } = party;
  const { text } = party.label(label);
  const name = giver ?? t("a_friend");
  const item: HTMLElement = h("li", { class: "pending", "data-tv": "pending-label", "data-label": label, "data-id": id });
  const act = (deed: "accept" | "decline", kind: string, done: string) => {
    const button: HTMLElement = h(
      "button",
      {
        class: `small ${kind}`, type: "button", "data-tv": deed, "aria-label": `${t(deed)}: ${text}`,
        click: () => {
          item.setAttribute("aria-busy", "true");
          busy(button, t(deed));
          void deeds.tell([`/v1/labels/${id}/${deed}`], {}, done);
        },
      },
      t(deed),
    );
    return button;
  };
  const block = h("button", {
    class: "link-button", type: "button", "data-tv": "block", "aria-label": t("block", { name }),
    click: () => askFirst(party, item, t("block_ask", { name }), t("block_yes"), () => void deeds.tell([`/v1/labels/${id}/block`], {}, t("blocked"))),
  }, t("block_yes"));
  item.append(
    h("div", { class: "pending-top" }, sticker(party, label), h("div", { class: "from" }, h("span", { "data-tv": "giver" }, t("given_by", { name })), h("small", {}, ago(t, session.nowMs - given_at_ms)))),
    h("div", { class: "decide" }, block, act("decline", "no", t("declined", { label: text })), act("accept", "yes", t("kept", { label: text }))),
  );
  return item;
}
