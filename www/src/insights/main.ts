// Insights: asks for the key and the campaign, then draws what the endpoint knows about it.
import { pageLanguage, wantedLocale } from "../i18n/locale";
import { ApiError } from "../kit/api";
import { h } from "../kit/dom";
import { readAccess, saveAccess } from "./access";
import { chainsView } from "./chains";
import { fetchInsights, type Access, type Insights } from "./data";
import { funnelView } from "./funnel";
import { errorText } from "./labels/error-words";
import { LabelsClient } from "./labels/data";
import { createTabs } from "./labels/tabs";
import { labelsWords } from "./labels/words";
import { overTimeView } from "./over-time";
import { clearCharts, panel } from "./panel";
import { reviewsPanel } from "./reviews/panel";
import { scoresView } from "./scores";
import { tiles } from "./tiles";
import { insightsWords } from "./words";

const top = document.getElementById("top") as HTMLElement;
const main = document.getElementById("main") as HTMLElement;
let locale = wantedLocale("lang");
let t = insightsWords(locale);
let access = readAccess();

function show(...nodes: HTMLElement[]): void {
  clearCharts();
  main.replaceChildren(...nodes);
}

function renderBar(): void {
  document.documentElement.lang = pageLanguage(locale);
  document.title = `Tapvine · ${t("insights")}`;
  const switchLanguage = () => {
    locale = pageLanguage(locale) === "en" ? "zh-CN" : "en";
    t = insightsWords(locale);
    renderBar();
    start();
  };
  top.replaceChildren(
    h("p", { class: "mark" }, h("span", { class: "leaf", "aria-hidden": "true" }), "Tapvine", h("span", {}, t("insights"))),
    h("button", { type: "button", class: "plain", "data-tv": "language", click: switchLanguage }, t("language")),
  );
}

function renderSignIn(problem = ""): void {
  const key = h("input", { type: "password", id: "key", name: "key", autocomplete: "current-password", required: true, value: access.key ?? "", "data-tv": "key" });
  const campaign = h("input", { type: "text", id: "campaign", name: "campaign", autocomplete: "off", autocapitalize: "off", spellcheck: "false", required: true, value: access.campaign ?? "", "data-tv": "campaign" });
  const submit = (event: Event) => {
    event.preventDefault();
    access = { key: key.value.trim(), campaign: campaign.value.trim() };
    saveAccess(access);
    start();
  };
  show(
    h(
      "form",
      { class: "form", submit },
      h("h1", {}, t("sign_in")),
      h("label", { for: "campaign" }, t("campaign")), campaign,
      h("label", { for: "key" }, t("key")), key,
      problem ? h("p", { class: "problem", role: "alert", "data-tv": "error" }, problem) : null,
      h("button", { type: "submit", class: "go", "data-tv": "open" }, t("open")),
      h("p", { class: "small" }, t("sign_in_more")),
    ),
  );
  (access.campaign ? key : campaign).focus();
}

function start(): void {
  if (access.key && access.campaign) void load({ key: access.key, campaign: access.campaign });
  else renderSignIn();
}

async function load(chosen: Access): Promise<void> {
  show(h("div", { class: "tiles waiting", role: "status", "aria-label": t("loading") }, ...Array.from({ length: 6 }, () => h("div", { class: "tile" }))), h("div", { class: "panel waiting" }));
  try {
    const insights = await fetchInsights(chosen, pageLanguage(locale));
    render(insights, chosen);
  } catch (error) {
    renderFailure(error instanceof ApiError ? error : new ApiError("other", 0));
  }
}

function renderFailure({ tag, status }: ApiError): void {
  if (status === 403 || status === 429) return renderSignIn(errorText(locale, tag)); // the sentence says which key, or how long
  if (status === 401) return renderSignIn(t("bad_key"));
  if (tag === "unknown_campaign" || status === 404) return renderSignIn(t("unknown_campaign"));
  show(
    h(
      "section",
      { class: "panel message", role: "alert", "data-tv": "error" },
      h("p", {}, tag === "network" ? t("network") : t("other", { tag })),
      h("button", { type: "button", class: "go", "data-tv": "retry", click: start }, t("retry")),
    ),
  );
}

function render(insights: Insights, chosen: Access): void {
  const { campaign, funnel } = insights;
  const title = h(
    "div",
    { class: "title" },
    h("div", {},
      h("h1", {}, campaign.texts["title"] ?? campaign.id),
      h("p", {}, h("span", { class: `state ${campaign.state}` }, t(`state_${campaign.state}`)), campaign.id, " · ", t("updated", { time: new Date().toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" }) }))),
    h("div", { class: "tools" },
      h("button", { type: "button", "data-tv": "refresh", click: start }, t("refresh")),
      h("button", { type: "button", "data-tv": "change", click: () => renderSignIn() }, t("change"))),
  );
  const nothing = !funnel.opened && !funnel.started && !funnel.verified;
  const overview = () => (nothing ? emptyOverview(insights) : chartOverview(insights, chosen));
  const context = { t, words: labelsWords(locale), locale, campaign, client: new LabelsClient(chosen) };
  show(title, ...(campaign.labels ? createTabs(context, overview) : overview()));
}

/** A campaign with labels and no prize has no winners and no scores. */
function isContest({ prize, labels }: Insights["campaign"]): boolean {
  return prize !== null || !labels;
}

function emptyOverview({ campaign, funnel }: Insights): HTMLElement[] {
  return [h("section", { class: "panel message", "data-tv": "empty" }, h("h2", {}, t("empty")), h("p", {}, t("empty_more"))), tiles(t, funnel, locale, isContest(campaign))];
}

function chartOverview({ campaign, funnel, chains }: Insights, access: Access): HTMLElement[] {
  const contest = isContest(campaign);
  const views = [
    funnelView(t, funnel, locale, contest),
    overTimeView(t, funnel, locale, contest),
    ...(contest ? [scoresView(t, funnel)] : []),
    chainsView(t, chains),
  ];
  const reviews = campaign.prize ? [reviewsPanel(access, locale)] : [];
  return [tiles(t, funnel, locale, contest), ...reviews, h("div", { class: "panels" }, ...views.map((view) => panel(t, campaign.id, view)))];
}

renderBar();
start();
