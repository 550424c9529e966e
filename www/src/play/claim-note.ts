// A win that waits: what to do, until when, and the button by which the page around the game opens its sign-in.
import { claimWords } from "../i18n/claim-words";
import { dayAndTime } from "../i18n/dates";
import { h } from "../kit/dom";
import type { PlayerState } from "./player-state";
import type { Session } from "./session";

export function claimNote(session: Session, untilMs: number): HTMLElement {
  const { campaign, host } = session;
  const t = claimWords(campaign.locale);
  const date = dayAndTime(new Date(untilMs).toISOString(), campaign.locale);
  const embedded = window.parent !== window;
  const signIn = () => host.emit("identify", { campaign: campaign.id, until_ms: untilMs });
  return h(
    "div",
    { class: "claim", "data-tv": "identify-first" },
    h("p", { class: "line" }, t("sign_in_first", { brand: session.text("brand") || session.text("title"), date })),
    embedded && h("button", { class: "chip", type: "button", "data-tv": "sign-in", click: signIn }, t("sign_in")),
    !embedded && campaign.page_url ? h("a", { class: "chip", href: campaign.page_url, "data-tv": "sign-in" }, t("open_site")) : null,
  );
}

/** On the start card of a later visit. */
export function remindOnStart(session: Session, player: PlayerState): void {
  const actions = document.querySelector(".start .actions");
  document.querySelector(".start .claim")?.remove();
  const until = player.me?.claim_until_ms;
  if (until) actions?.before(claimNote(session, until));
}
