// The result card where labels are given: what was stuck on whom, as stickers, and the next step, which is one's own choice.
import { h } from "../kit/dom";
import { nameInText } from "../kit/name";
import type { Verdict } from "../kit/wire";
import { confetti } from "../play/confetti";
import { couponCard } from "../play/coupon-card";
import type { ResultCard, ResultHandlers } from "../play/result-card";
import { showRefused, showStatus } from "../play/result-parts";
import { announce, heading, panel } from "../play/view";
import { showChooseCard } from "./choose-card";
import type { LabelContext } from "./context";
import { showInviteCard } from "./invite-card";
import { sticker } from "./sticker";

export function createLabelResultCard(context: LabelContext, practice: boolean, handlers: ResultHandlers): ResultCard {
  const { session, t } = context;
  const title = heading(t("round_over"));
  const stuck = h("div", { class: "stuck" });
  const outcome = h("div", { class: "outcome", role: "status" });
  const again: HTMLElement = h("button", { class: "button quiet", type: "button", "data-tv": "play-again", click: () => handlers.onAgain(again) }, t("once_more"));
  const actions = h("div", { class: "actions" }, again);
  const line = (text: string) => h("p", { class: "line" }, text);
  const node = h("section", { class: "card result party-result", "data-tv": "result" }, h("div", { class: "band" }, title, stuck), outcome, actions);
  if (practice) outcome.append(line(t("practice_labels")));

  function showNext(text: string, id: string, onClick: () => void): void {
    actions.replaceChildren(h("button", { class: "button", type: "button", "data-tv": id, click: onClick }, text), h("div", { class: "pair" }, context.badge.createButton(), again));
    again.className = "chip";
  }

  function showVerified({ labels }: Verdict, coupon: Verdict["coupon"]): void {
    const given = labels?.given ?? [];
    const aboutFriend = labels?.about === "friend";
    const { receiverName } = context;
    title.textContent = !given.length ? t("stuck_nothing") : aboutFriend ? t("stuck_on", { n: given.length, name: nameInText(receiverName ?? t("your_friend")) }) : t("that_is_me");
    stuck.replaceChildren(...given.map((id) => sticker(context, id)));
    outcome.replaceChildren(
      coupon ? couponCard(session, coupon) : "",
      line(!given.length ? t("stuck_nothing_more") : aboutFriend ? t("receiver_decides", { name: nameInText(receiverName ?? t("your_friend_starting")) }) : t("me_decides")),
    );
    announce([title.textContent, ...given.map((id) => context.label(id).text)].join(" "));
    // What was stuck on a friend is the friend's to keep or to tell: the page around us does not learn it.
    if (given.length && !aboutFriend) session.host.emit("label", { about: "me", given });
    const invite = () => showInviteCard(context, again);
    if (aboutFriend) showNext(t("choose_own", { n: context.labels.max_declared }), "choose-own", () => showChooseCard(context, { onDone: invite }));
    else showNext(t("to_my_link"), "pass-on", invite);
  }

  return {
    node,
    showStatus: (status) => showStatus(outcome, session, status, t("sticking"), handlers.onRetryNow),
    showVerified,
    showRefused: (tag) => showRefused(outcome, session, tag),
    celebrate: () => confetti(panel),
  };
}
