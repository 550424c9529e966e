// Insights: asks for the key and the campaign, then draws what the endpoint knows about it.
import { isChinese } from "../i18n/words";
import { ApiError } from "../kit/api";
import { h } from "../kit/dom";
import { findAccess, keepAccess } from "./access";
import { chainsView } from "./chains";
import { readInsights, type Access, type Insights } from "./data";
import { funnelView } from "./funnel";
import { LabelDesk } from "./labels/data";
import { tabs } from "./labels/tabs";
import { labelsWords } from "./labels/words";
import { overTimeView } from "./over-time";
import { clearCharts, panel } from "./panel";
import { scoresView } from "./scores";
import { tiles } from "./tiles";
import { insightsWords } from "./words";

const top = document.getElementById("top") as HTMLElement;
const main = document.getElementById("main") as HTMLElement;
let locale = new URLSearchParams(location.search).get("lang") ?? navigator.language;
let t = insightsWords(locale);
let access = findAccess();

function show(...nodes: HTMLElement[]): void {
  clearCharts();
  main.replaceChildren(...nodes);
}

function bar(): void {
  document.documentElement.lang = isChinese(locale) ? "zh-CN" : "en";
  document.title = `Tapvine · ${t("insights")}`;
  const other = isChinese(locale) ? "en" : "zh-CN";
  const turn = () => {
    locale = other;
    t = insightsWords(locale);
    bar();
    begin();
  };
  top.replaceChildren(
    h("p", { class: "mark" }, h("span", { class: "leaf", "aria-hidden": "true" }), "Tapvine", h("span", {}, t("insights"))),
    h("button", { type: "button", class: "plain", "data-tv": "language", click: turn }, t("language")),
  );
}

function form(problem = ""): void {
  const key = h("input", { type: "password", id: "key", name: "key", autocomplete: "current-password", required: true, value: access.key ?? "", "data-tv": "key" });
  const campaign = h("input", { type: "text", id: "campaign", name: "campaign", autocomplete: "off", autocapitalize: "off", spellcheck: "false", required: true, value: access.campaign ?? "", "data-tv": "campaign" });
  const submit = (event: Event) => {
    event.preventDefault();
    access = { key: key.value.trim(), campaign: campaign.value.trim() };
    keepAccess(access);
    begin();
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

function begin(): void {
  if (access.key && access.campaign) void load({ key: access.key, campaign: access.campaign });
  else form();
}

async function load(wanted: Access): Promise<void> {
  show(h("div", { class: "tiles waiting", role: "status", "aria-label": t("loading") }, ...Array.from({ length: 6 }, () => h("div", { class: "tile" }))), h("div", { class: "panel waiting" }));
  try {
    const insights = await readInsights(wanted, isChinese(locale) ? "zh-CN" : "en");
    draw(insights, wanted);
  } catch (error) {
    failed(error instanceof ApiError ? error : new ApiError("other", 0, null, String(error)));
  }
}

function failed({ tag, status }: ApiError): void {
  if (status === 401 || status === 403) return form(t("bad_key"));
  if (tag === "unknown_campaign" || status === 404) return form(t("unknown_campaign"));
  show(
    h(
      "section",
      { class: "panel message", role: "alert", "data-tv": "error" },
      h("p", {}, tag === "network" ? t("network") : t("other", { tag })),
      h("button", { type: "button", class: "go", "data-tv": "retry", click: begin }, t("retry")),
    ),
  );
}

function draw({ campaign, funnel, chains }: Insights, wanted: Access): void {
  const title = h(
    "div",
    { class: "title" },
    h("div", {},
      h("h1", {}, campaign.texts["title"] ?? campaign.id),
      h("p", {}, h("span", { class: `state ${campaign.state}` }, t(`state_${campaign.state}`)), campaign.id, " · ", t("updated", { time: new Date().toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" }) }))),
    h("div", { class: "tools" },
      h("button", { type: "button", "data-tv": "refresh", click: begin }, t("refresh")),
      h("button", { type: "button", "data-tv": "change", click: () => form() }, t("change"))),
  );
  const nothing = !funnel.opened && !funnel.started && !funnel.verified;
  const overview = () => (nothing ? nothingYet({ campaign, funnel, chains }) : drawn({ campaign, funnel, chains }));
  const context = { t, words: labelsWords(locale), locale, campaign, desk: new LabelDesk(wanted) };
  show(title, ...(campaign.labels ? tabs(context, overview) : overview()));
}

/** Where labels are stuck and nothing can be won, nobody wins or scores. */
function isContest({ prize, labels }: Insights["campaign"]): boolean {
  return prize !== null || !labels;
}

function nothingYet({ campaign, funnel }: Insights): HTMLElement[] {
  return [h("section", { class: "panel message", "data-tv": "empty" }, h("h2", {}, t("empty")), h("p", {}, t("empty_more"))), tiles(t, funnel, locale, isContest(campaign))];
}

function drawn({ campaign, funnel, chains }: Insights): HTMLElement[] {
  const contest = isContest(campaign);
  const views = [
    funnelView(t, funnel, locale, contest),
    overTimeView(t, funnel, locale, contest),
    ...(contest ? [scoresView(t, funnel)] : []),
    chainsView(t, chains),
  ];
  return [tiles(t, funnel, locale, contest), h("div", { class: "panels" }, ...views.map((view) => panel(t, campaign.id, view)))];
}

bar();
begin();
