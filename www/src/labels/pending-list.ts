// Labels that wait for a decision: who gave each, keep or decline, all at once, or block the giver.
import type { LabelTranslate } from "../i18n/label-words";
import { h } from "../kit/dom";
import { nameInText } from "../kit/name";
import type { PendingLabel } from "../kit/wire";
import { showBusy } from "../play/view";

import type { LabelContext } from "./context";
import { confirmInRow, type ListActions } from "./list-actions";
import { sticker } from "./sticker";

const MINUTE_MS = 60_000;

export function pendingList(context: LabelContext, pending: PendingLabel[], actions: ListActions): HTMLElement | null {
  if (!pending.length) return null;
  const { t, session } = context;
  // Those that are shown and no others: one that arrives meanwhile waits.
  const shown = { campaign: session.campaign.id, ids: pending.map(({ id }) => id) };
  const all: HTMLElement = h(
    "button",
    {
      class: "chip", type: "button", "data-tv": "accept-all",
      click: () => {
        showBusy(all, t("accept_all", { n: pending.length }));
        void actions.post(["/v1/labels/decide"], { ...shown, action: "accept" }, t("saved"));
      },
    },
    t("accept_all", { n: pending.length }),
  );
  const bar: HTMLElement = h("div", { class: "all-at-once" });
  const decline = () => actions.post(["/v1/labels/decide"], { ...shown, action: "decline" }, t("declined_all"));
  const none = h("button", {
    class: "chip", type: "button", "data-tv": "decline-all",
    click: () => confirmInRow(context, bar, t("decline_all_ask", { n: pending.length }), t("decline_all_yes"), () => void decline()),
  }, t("decline_all"));
  bar.append(none, all);
  return h(
    "section",
    { class: "part", "data-tv": "pending" },
    h("header", {}, h("h3", {}, t("pending_title"), h("b", { class: "count" }, String(pending.length)))),
    pending.length > 1 && bar,
    h("ul", {}, ...pending.map((one) => row(context, one, actions))),
  );
}

function row(context: LabelContext, { id, label, giver, given_at_ms }: PendingLabel, actions: ListActions): HTMLElement {
  const { t, session } = context;
  const { text } = context.label(label);
  const name = nameInText(giver ?? t("a_friend"));
  const item: HTMLElement = h("li", { class: "pending", "data-tv": "pending-label", "data-label": label, "data-id": id });
  const decide = (action: "accept" | "decline", kind: string, done: string) => {
    const button: HTMLElement = h(
      "button",
      {
        class: `small ${kind}`, type: "button", "data-tv": action, "aria-label": `${t(action)}: ${text}`,
        click: () => {
          item.setAttribute("aria-busy", "true");
          showBusy(button, t(action));
          void actions.post([`/v1/labels/${id}/${action}`], {}, done);
        },
      },
      t(action),
    );
    return button;
  };
  const block = h("button", {
    class: "link-button", type: "button", "data-tv": "block", "aria-label": t("block", { name }),
    click: () => confirmInRow(context, item, t("block_ask", { name }), t("block_yes"), () => void actions.post([`/v1/labels/${id}/block`], {}, t("blocked"))),
  }, t("block_yes"));
  item.append(
    h("div", { class: "pending-top" }, sticker(context, label), h("div", { class: "from" }, h("span", { "data-tv": "giver" }, t("given_by", { name })), h("small", {}, formatAge(t, session.nowMs - given_at_ms)))),
    h("div", { class: "decide" }, block, decide("decline", "no", t("declined", { label: text })), decide("accept", "yes", t("kept", { label: text }))),
  );
  return item;
}

function formatAge(t: LabelTranslate, ageMs: number): string {
  const minutes = Math.floor(ageMs / MINUTE_MS);
  if (minutes < 2) return t("just_now");
  if (minutes < 60) return t("minutes_ago", { n: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? t("hours_ago", { n: hours }) : t("days_ago", { n: Math.floor(hours / 24) });
}
