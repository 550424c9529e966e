// The invite landing: who invites you to what. Sends and stores nothing; the play button carries the code on.
import { lastDay } from "../i18n/dates";
import { landingWords } from "../i18n/landing-words";
import { translator } from "../i18n/words";
import { h, icon, readJson } from "../kit/dom";
import { applyTheme } from "../kit/theme";
import type { Campaign } from "../kit/wire";

interface Invitation {
  code: string;
  inviter_name: string | null;
  campaign: Campaign;
}

const TICKET = "M4 7h16v3a2 2 0 0 0 0 4v3H4v-3a2 2 0 0 0 0-4zM14 7v10";
const FRIENDS = "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16.5 4.8a3.4 3.4 0 0 1 0 6.4M18 14.6c2.1.8 3.5 2.8 3.5 5.4";

const landing = document.getElementById("landing");
const invitation = readJson<Partial<Invitation>>("tv-invite");
const locale = invitation?.campaign?.locale ?? navigator.language;
const t = translator(locale, landingWords);
document.documentElement.lang = locale;
landing?.replaceChildren(h("div", { class: "rays" }), invitation?.campaign ? invited(invitation as Invitation) : ended());

function playAddress({ code, campaign }: Invitation): string {
  const page = new URL(campaign.page_url || "/play", location.href);
  if (campaign.page_url) {
    page.searchParams.set("tv_invite", code);
  } else {
    page.searchParams.set("campaign", campaign.id);
    page.searchParams.set("locale", campaign.locale);
    page.searchParams.set("invite", code);
  }
  return page.href;
}

function invited(invitation: Invitation): HTMLElement {
  const { campaign, inviter_name } = invitation;
  const { texts, prize } = campaign;
  applyTheme(campaign.theme);
  document.title ||= texts["title"] ?? "";
  const open = campaign.state === "open";
  return h(
    "section",
    { class: "invitation" },
    h("div", { class: "face", "aria-hidden": "true" }, inviter_name ? [...inviter_name][0]?.toUpperCase() : icon(FRIENDS)),
    h("p", { class: "who", "data-tv": "inviter" }, t(campaign.labels ? "landing_party" : "landing_invites", { name: inviter_name ?? t("a_friend") })),
    h("h1", {}, texts["title"] ?? campaign.id),
    h("p", { class: "tagline" }, texts["tagline"]),
    prize && h(
      "div",
      { class: "ticket" },
      h("div", { class: "ticket-stub", "aria-hidden": "true" }, icon(TICKET)),
      h("div", { class: "ticket-body" },
        h("p", { class: "ticket-title" }, texts["offer"]),
        h("p", { class: "ticket-note" }, `${t("prizes_left", { n: prize.left })} · ${t("until", { date: lastDay(campaign.ends_at, locale) })}`)),
    ),
    open
      ? h("a", { class: "button", href: playAddress(invitation), "data-tv": "play" }, t("play"))
      : h("p", { class: "over", "data-tv": campaign.state }, t(campaign.state === "closed" ? "closed_more" : "opens_soon")),
    h("p", { class: "how" }, t("landing_how")),
    h("p", { class: "brand" }, texts["brand"]),
  );
}

function ended(): HTMLElement {
  document.title ||= t("landing_unknown");
  return h(
    "section",
    { class: "invitation", "data-tv": "error" },
    h("div", { class: "face", "aria-hidden": "true" }, icon(FRIENDS)),
    h("h1", {}, t("landing_unknown")),
    h("p", { class: "tagline" }, t("landing_unknown_more")),
  );
}
