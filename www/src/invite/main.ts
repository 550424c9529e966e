// The invite landing: who invites you to what. Sends and stores nothing; the play button carries the code on.
import { lastDay } from "../i18n/dates";
import { landingWords } from "../i18n/landing-words";
import { translator, wantedLocale } from "../i18n/locale";
import { h, icon, initialOf, readJson } from "../kit/dom";
import { COUPON, FRIENDS } from "../kit/icons";
import { applyTheme } from "../kit/theme";
import type { Campaign } from "../kit/wire";

interface Invitation {
  code: string;
  inviter_name: string | null;
  campaign: Campaign;
}

const landing = document.getElementById("landing");
const invitation = readJson<Partial<Invitation>>("tv-invite");
const locale = invitation?.campaign?.locale ?? wantedLocale("locale");
const t = translator(locale, landingWords);
document.documentElement.lang = locale;
landing?.replaceChildren(h("div", { class: "rays" }), invitation?.campaign ? renderInvitation(invitation as Invitation) : renderEnded());

function playUrl({ code, campaign }: Invitation): string {
  const url = new URL(campaign.page_url || "/play", location.href);
  if (campaign.page_url) {
    url.searchParams.set("tv_invite", code);
  } else {
    url.searchParams.set("campaign", campaign.id);
    url.searchParams.set("locale", campaign.locale);
    url.searchParams.set("invite", code);
  }
  return url.href;
}

function renderInvitation(invitation: Invitation): HTMLElement {
  const { campaign, inviter_name } = invitation;
  const { texts, prize } = campaign;
  applyTheme(campaign.theme);
  document.title ||= texts["title"] ?? "";
  const open = campaign.state === "open";
  return h(
    "section",
    { class: "invitation" },
    h("div", { class: "face", "aria-hidden": "true" }, inviter_name ? initialOf(inviter_name) : icon(FRIENDS)),
    h("p", { class: "who", "data-tv": "inviter" }, t(campaign.labels ? "landing_party" : "landing_invites", { name: inviter_name ?? t("a_friend") })),
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
      ? h("a", { class: "button", href: playUrl(invitation), "data-tv": "play" }, t("play"))
      : h("p", { class: "over", "data-tv": campaign.state }, t(campaign.state === "closed" ? "closed_more" : "opens_soon")),
    h("p", { class: "how" }, t("landing_how")),
    open && !campaign.page_url && h("a", { class: "how", href: `${playUrl(invitation)}&view=privacy`, "data-tv": "privacy-link" }, t("landing_privacy")),
    h("p", { class: "brand" }, texts["brand"]),
  );
}

function renderEnded(): HTMLElement {
  document.title ||= t("landing_unknown");
  return h(
    "section",
    { class: "invitation", "data-tv": "error" },
    h("div", { class: "face", "aria-hidden": "true" }, icon(FRIENDS)),
    h("h1", {}, t("landing_unknown")),
    h("p", { class: "tagline" }, t("landing_unknown_more")),
  );
}
