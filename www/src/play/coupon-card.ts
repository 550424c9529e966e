// The coupon card: what can be won, or the code that was.
import { lastDay } from "../i18n/dates";
import { copyText } from "../kit/clipboard";
import { h, icon } from "../kit/dom";
import { COPY, DONE, GIFT } from "../kit/icons";
import type { Coupon } from "../kit/wire";
import type { Session } from "./session";

function card(className: string, ...body: (Node | string)[]): HTMLElement {
  return h(
    "div",
    { class: `ticket ${className}` },
    h("div", { class: "ticket-stub", "aria-hidden": "true" }, icon(GIFT)),
    h("div", { class: "ticket-body" }, ...body),
  );
}

/** What this campaign offers; nothing when there is no prize. */
export function offerCard(session: Session): HTMLElement | null {
  const { campaign, t } = session;
  if (!campaign.prize) return null;
  if (session.prizeGone) {
    const place = h("div");
    void import("./prize-gone").then(({ prizeGone }) => place.replaceChildren(card("offer", prizeGone(session))));
    return place;
  }
  const note = [
    t("prizes_left", { n: campaign.prize.left.toLocaleString(campaign.locale) }),
    t("until", { date: lastDay(campaign.ends_at, campaign.locale) }),
  ].join(" · ");
  return card(
    "offer",
    h("p", { class: "ticket-title" }, session.text("offer") || session.text("coupon_title")),
    h("p", { class: "ticket-note" }, note),
  );
}

export function couponCard(session: Session, coupon: Coupon): HTMLElement {
  const { t } = session;
  const code = h("strong", { class: "code", "data-tv": "coupon" }, coupon.code);
  const copy = h(
    "button",
    {
      class: "copy",
      type: "button",
      "aria-label": t("copy"),
      click: async () => {
        const done = await copyText(coupon.code);
        copy.replaceChildren(done ? icon(DONE) : t("copy_failed"));
      },
    },
    icon(COPY),
  );
  return card(
    "won",
    h("p", { class: "ticket-title" }, session.text("coupon_title") || session.text("offer")),
    h("div", { class: "code-row" }, h("span", { class: "unseen" }, t("coupon_code")), code, copy),
    h("p", { class: "ticket-note" }, session.text("coupon_terms")),
  );
}
