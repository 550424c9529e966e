// The start card: what it is, what can be won, the consent, one big button.
import { dayAndTime } from "../i18n/dates";
import { h, icon } from "../kit/dom";
import { GIFT, TAP } from "../kit/icons";
import type { Coupon } from "../kit/wire";
import { couponCard, offerCard } from "./coupon-card";
import type { Session } from "./session";
import { heading, showCard } from "./view";

export interface StartHandlers {
  /** The tap on the big button; where consent is asked, it is the consent. */
  onStart(button: HTMLElement): void;
  onPractice(button: HTMLElement): void;
}

export interface StartCard {
  node: HTMLElement;
  /** Best score and coupons, when they are known. */
  renderPlayer(best: number, coupons: Coupon[], couponDueAtMs?: number | null): void;
}

export function createStartCard(session: Session, handlers: StartHandlers): StartCard {
  const { t, permission } = session;
  const forFun = permission === "ask" && session.prizeGone; // nothing can be won, so nothing is asked
  const asksConsent = permission === "ask" && !forFun;
  const start = h(
    "button",
    { class: "button", type: "button", "data-tv": "start", "data-run": !forFun, click: () => (forFun ? handlers.onPractice : handlers.onStart)(start) },
    t(asksConsent ? "agree_and_play" : "play"),
  );
  const decline = h(
    "button",
    { class: "button quiet", type: "button", "data-tv": "consent-decline", click: () => handlers.onPractice(decline) },
    t("just_play"),
  );
  const playerRow = h("div", { class: "mine", hidden: true });
  const node = h(
    "section",
    { class: "card start", "data-tv": "start-card" },
    heading(session.text("title") || session.text("game_title")),
    h("p", {}, session.text("tagline")),
    offerCard(session),
    h("p", { class: "how" }, icon(TAP), h("span", {}, session.text("how_to"))),
    playerRow,
    asksConsent && consentLine(session),
    permission === "denied" && h("p", { class: "consent" }, t("prizes_off")),
    h("div", { class: "actions" }, start, asksConsent && decline),
  );
  return {
    node,
    renderPlayer: (best, coupons, couponDueAtMs) => {
      const coupon = coupons[0];
      playerRow.replaceChildren(
        ...(best > 0 ? [h("span", { class: "chip" }, t("best", { n: best }))] : []),
        ...(coupon ? [couponChip(session, coupon, node)] : []),
        ...(couponDueAtMs ? [h("span", { class: "chip", "data-tv": "coupon-due" }, t("coupon_comes", { date: dayAndTime(new Date(couponDueAtMs).toISOString(), session.campaign.locale) }))] : []),
      );
      playerRow.hidden = !playerRow.hasChildNodes();
    },
  };
}

function consentLine(session: Session): HTMLElement {
  const { policy_url } = session.campaign.consent;
  return h(
    "p",
    { class: "consent" },
    session.t("consent", { brand: session.text("brand") || session.text("title") }),
    policy_url ? " " : null,
    policy_url ? h("a", { href: policy_url, target: "_blank", rel: "noopener" }, session.t("policy")) : null,
  );
}

function couponChip(session: Session, coupon: Coupon, from: HTMLElement): HTMLElement {
  const back = () => showCard(from);
  const open = () =>
    showCard(
      h(
        "section",
        { class: "card" },
        heading(session.t("coupon_ready")),
        couponCard(session, coupon),
        h("button", { class: "button second", type: "button", "data-tv": "back", click: back }, session.t("back")),
      ),
    );
  return h(
    "button",
    { class: "chip", type: "button", "data-tv": "my-coupon", click: open },
    icon(GIFT),
    session.t("coupon_ready"),
  );
}
