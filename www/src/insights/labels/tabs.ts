// The tabs of a campaign with labels: overview, labels, segments and groups. A refresh keeps the chosen one.
import { h } from "../../kit/dom";
import { clearCharts } from "../panel";
import type { Context } from "./context";
import { renderLabelsTab } from "./labels-tab";
import { renderSegmentsTab } from "./segments-tab";

const TABS = ["overview", "labels", "segments"] as const;
type Tab = (typeof TABS)[number];

let chosen: Tab = "overview";

export function createTabs(context: Context, overview: () => HTMLElement[]): HTMLElement[] {
  const { words } = context;
  const box = h("div", { role: "tabpanel", id: "tab-panel", tabindex: -1 });
  const buttons = TABS.map((tab) =>
    h("button", { type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": "tab-panel", "data-tv": `tab-${tab}`, click: () => open(tab) }, words(`tab_${tab}`)),
  );
  const list = h("div", {
    class: "tabs", role: "tablist",
    keydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[(event as KeyboardEvent).key];
      if (!step) return;
      const at = (TABS.indexOf(chosen) + step + TABS.length) % TABS.length;
      open(TABS[at] as Tab);
      buttons[at]?.focus();
    },
  }, ...buttons);

  function open(tab: Tab): void {
    chosen = tab;
    buttons.forEach((button, at) => {
      const selected = TABS[at] === tab;
      button.setAttribute("aria-selected", String(selected));
      button.tabIndex = selected ? 0 : -1;
    });
    box.setAttribute("aria-labelledby", `tab-${tab}`);
    clearCharts();
    if (tab === "overview") box.replaceChildren(...overview());
    if (tab === "labels") void renderLabelsTab(context, box);
    if (tab === "segments") renderSegmentsTab(context, box);
  }
  queueMicrotask(() => open(chosen)); // once it is on the page
  return [list, box];
}
