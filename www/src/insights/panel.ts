// One panel: a title, a chart, its numbers as a table, and downloads of both.
import type { ECharts } from "echarts/core";
import { h } from "../kit/dom";
import { createChart, type EChartsOption } from "./chart";
import { downloadCsv, downloadPicture } from "./download";
import type { InsightsTranslate } from "./words";

export interface View {
  id: string;
  title: string;
  note: string;
  heightPx: number;
  /** Where this is wider than the panel, it scrolls sideways. */
  minWidthPx?: number;
  maxWidthPx?: number;
  option: EChartsOption | ((widthPx: number) => EChartsOption);
  /** The first row is the heading. */
  rows: (string | number)[][];
  before?: HTMLElement | null;
  empty?: string | null;
}

const charts = new Map<ECharts, () => void>();
addEventListener("resize", () => charts.forEach((redraw) => redraw()));

export function clearCharts(): void {
  charts.forEach((_, chart) => chart.dispose());
  charts.clear();
}

export function panel(t: InsightsTranslate, campaign: string, view: View): HTMLElement {
  const box = h("div", { class: "chart", role: "img", "aria-label": `${view.title}. ${view.note}` });
  box.style.height = `${view.heightPx}px`;
  if (view.minWidthPx) box.style.minWidth = `${view.minWidthPx}px`;
  if (view.maxWidthPx) box.style.maxWidth = `${view.maxWidthPx}px`;
  const option = () => (typeof view.option === "function" ? view.option(box.clientWidth) : view.option);
  let chart: ECharts | null = null;
  const file = `${campaign}-${view.id}`;
  const tools = h(
    "div",
    { class: "tools" },
    h("button", { type: "button", "data-tv": `${view.id}-png`, click: () => chart && downloadPicture(file, chart) }, `↓ ${t("png")}`),
    h("button", { type: "button", "data-tv": `${view.id}-csv`, click: () => downloadCsv(file, view.rows) }, `↓ ${t("csv")}`),
  );
  const node = h(
    "section",
    { class: `panel ${view.id}`, "data-tv": view.id },
    h("header", {}, h("div", {}, h("h2", {}, view.title), h("p", {}, view.note)), view.empty ? null : tools),
    view.before,
    view.empty ? h("p", { class: "nothing" }, view.empty) : h("div", { class: "scroll" }, box),
    view.empty ? null : h("details", {}, h("summary", {}, t("table")), table(view.rows)),
  );
  if (!view.empty) {
    requestAnimationFrame(() => {
      if (!box.isConnected) return;
      const drawn = (chart = createChart(box, option()));
      charts.set(drawn, () => {
        drawn.resize();
        if (typeof view.option === "function") drawn.setOption(option());
      });
    });
  }
  return node;
}

function table(rows: View["rows"]): HTMLElement {
  const [head = [], ...body] = rows;
  return h(
    "div",
    { class: "scroll" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...head.map((cell) => h("th", { scope: "col" }, String(cell))))),
      h("tbody", {}, ...body.map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, String(cell)))))),
    ),
  );
}
