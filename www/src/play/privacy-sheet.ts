// Privacy: what is stored, the policy, and taking the consent back; and the card that says what became of it. Loaded when asked for.
import { translator } from "../i18n/locale";
import { privacyWords } from "../i18n/privacy-words";
import { h } from "../kit/dom";
import { SHIELD } from "../kit/icons";
import type { Coupon } from "../kit/wire";
import { couponCard } from "./coupon-card";
import { showMessage } from "./message-card";
import privacyStyle from "./privacy.css?url";
import type { Session } from "./session";
import { openSheet } from "./sheet";
import { showBusy } from "./view";
import type { Visit } from "./visit";
import { withdraw } from "./withdrawal";

/** Where a person can go afterwards. */
interface AfterNo {
  isPlaying(): boolean;
  onPractice(button: HTMLElement): void;
  onAgreeAgain(): void;
}

const wordsOf = (session: Session) => translator(session.campaign.locale, privacyWords);

export async function openPrivacy(visit: Visit, after: AfterNo): Promise<void> {
  const { session } = visit;
  const t = wordsOf(session);
  const brand = session.text("brand") || session.text("title");
  const { policy_url } = session.campaign.consent;
  const agreed = session.mayStore;
  const ask: HTMLElement = h("button", { class: "button second", type: "button", "data-tv": "withdraw-consent", click: () => confirm() }, t("withdraw"));
  const actions = h("div", { class: "privacy-actions" }, ask);
  const { close } = await openSheet({
    id: "privacy-sheet", title: t("privacy"), closeLabel: t("close"), style: privacyStyle,
    content: [
      h("p", { class: "note" }, t(agreed ? "stored" : "not_stored", { brand })),
      ...(agreed ? [h("p", { class: "note" }, t("rights", { brand }))] : []),
      ...(policy_url ? [h("p", { class: "note" }, h("a", { href: policy_url, target: "_blank", rel: "noopener" }, t("policy")))] : []),
      ...(agreed ? [actions] : []),
    ],
  });

  function confirm(): void {
    const no = h("button", { class: "button second", type: "button", "data-tv": "confirm-no", click: () => actions.replaceChildren(ask) }, t("keep"));
    const yes: HTMLElement = h("button", { class: "button", type: "button", "data-tv": "confirm-yes", click: () => void run(yes) }, t("withdraw_yes"));
    actions.replaceChildren(h("p", { role: "alert" }, t("withdraw_ask")), yes, no);
    no.focus({ preventScroll: true });
  }

  async function run(button: HTMLElement): Promise<void> {
    showBusy(button, t("withdrawing"));
    const coupons = visit.player.coupons;
    const told = await withdraw(visit, false);
    close();
    show(session, "consent-withdrawn", t("withdrawn"), t(told ? "withdrawn_more" : "withdrawn_untold"), coupons, after);
  }
}

/** The endpoint says that this player is gone: erased, or the consent taken back elsewhere. */
export function showGone(visit: Visit, tag: string, after: AfterNo): void {
  const { session } = visit;
  if (!session.mayStore) return; // it is known
  visit.forget();
  session.clear();
  session.rememberNo();
  const t = wordsOf(session);
  const erased = tag === "player_erased";
  show(session, erased ? "player-erased" : "consent-withdrawn", t(erased ? "erased" : "withdrawn"), t(erased ? "erased_more" : "withdrawn_more"), [], after);
}

function show(session: Session, id: string, title: string, text: string, coupons: Coupon[], after: AfterNo): void {
  if (after.isPlaying()) return; // the round goes on for fun, and its end says that nothing is kept
  const t = wordsOf(session);
  const [coupon] = coupons;
  showMessage({
    title, text, id, iconPath: SHIELD,
    details: coupon ? h("div", {}, h("p", {}, t("coupon_stays")), couponCard(session, coupon)) : null,
    actions: [
      { text: session.t("just_play"), id: "practice", onClick: after.onPractice },
      { text: t("agree_again"), id: "agree-again", onClick: after.onAgreeAgain },
    ],
  });
}
