// The invite landing: who invites you to what. Sends and stores nothing; the play button carries the code on.
import { lastDay } from "../i18n/dates";
import { landingWords } from "../i18n/landing-words";
import { translator, wantedLocale } from "../i18n/locale";
import { h, icon, readJson } from "../kit/dom";
import { COUPON, FRIENDS } from "../kit/icons";
import { initialOf, nameInText } from "../kit/name";
import { applyTheme } from "../kit/theme";
import { carryUtm } from "../kit/utm";
import type { Campaign } from "../kit/wire";

interface Invitation {
  code: string;
  inviter_name: string | null;
  campaign: Campaign;
  /** It leads to nobody any more; the game can still be played. */
  ended: boolean;
}

/** A game that is offered where no invite is known. */
type Offer = Pick<Campaign, "id" | "locale" | "page_url" | "theme"> & { title: string };

const landing = document.getElementById("landing");
const invitation = readJson<Partial<Invitation> & { open?: Offer[] }>("tv-invite");
const locale = invitation?.campaign?.locale ?? wantedLocale("locale");
const t = translator(locale, landingWords);
document.documentElement.lang = locale;
landing?.replaceChildren(h("div", { class: "rays" }), invitation?.campaign ? renderInvitation(invitation as Invitation) : renderUnknown(invitation?.open ?? []));

/** Where the visitor came from travels on, who they are does not. */
function playUrl(campaign: Offer | Campaign, code: string | null): string {
  const url = new URL(campaign.page_url || "/play", location.href);
  if (!campaign.page_url) {
    url.searchParams.set("campaign", campaign.id);
    url.searchParams.set("locale", campaign.locale);
  }
  if (code) url.searchParams.set(campaign.page_url ? "tv_invite" : "invite", code);
  carryUtm(new URLSearchParams(location.search), url);
  return url.href;
}

function renderInvitation(invitation: Invitation): HTMLElement {
  const { campaign, inviter_name, code, ended } = invitation;
  const { texts, prize } = campaign;
  applyTheme(campaign.theme);
  document.title ||= texts["title"] ?? "";
  const open = campaign.state === "open";
  return h(
    "section",
    { class: "invitation" },
    h("div", { class: "face", "aria-hidden": "true" }, inviter_name ? initialOf(inviter_name) : icon(FRIENDS)),
    h("p", { class: "who", "data-tv": "inviter" }, ended ? t("landing_unknown") : t(campaign.labels ? "landing_party" : "landing_invites", { name: nameInText(inviter_name ?? t("a_friend")) })),
    h("h1", {}, texts["title"] ?? campaign.id),
    h("p", { class: "tagline" }, texts["tagline"]),
    prize && h(
      "div",
      { class: "ticket" },
      h("div", { class: "ticket-stub", "aria-hidden": "true" }, icon(COUPON)),
      h("div", { class: "ticket-body" },
        ...(prize.state === "open" ? [
          h("p", { class: "ticket-title" }, texts["offer"]),
          h("p", { class: "ticket-note" }, `${t("prizes_left", { n: prize.left })} · ${t("until", { date: lastDay(campaign.ends_at, locale) })}`),
        ] : [h("p", { class: "ticket-title", "data-tv": "prize-gone" }, t(prize.state === "sold_out" ? "prize_gone" : "prize_gone_today"))])),
    ),
    open
      ? h("a", { class: "button", href: playUrl(campaign, ended ? null : code), "data-tv": "play" }, t(ended ? "play_anyway" : "play"))
      : h("p", { class: "over", "data-tv": campaign.state }, t(campaign.state === "closed" ? "closed_more" : "opens_soon")),
    h("p", { class: "how" }, t("landing_how")),
    open && !campaign.page_url && h("a", { class: "how", href: `${playUrl(campaign, code)}&view=privacy`, "data-tv": "privacy-link" }, t("landing_privacy")),
    h("p", { class: "brand" }, texts["brand"]),
  );
}

/** Nobody has this code: what is open now can be played all the same. */
function renderUnknown(open: Offer[]): HTMLElement {
  document.title ||= t("landing_unknown");
  if (open[0]) applyTheme(open[0].theme);
  const single = open.length === 1;
  return h(
    "section",
    { class: "invitation", "data-tv": "error" },
    h("div", { class: "face", "aria-hidden": "true" }, icon(FRIENDS)),
    h("h1", {}, t("landing_unknown")),
    h("p", { class: "tagline" }, t(open.length ? "landing_unknown_open" : "landing_unknown_more")),
    ...open.map((offer, at) =>
      h("a", { class: at ? "button second" : "button", href: playUrl(offer, null), "data-tv": "play" }, single ? t("play_anyway") : offer.title),
    ),
  );
}
