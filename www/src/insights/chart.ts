// The parts of ECharts this page draws with, and the look they share.
import { BarChart, CustomChart, HeatmapChart, LineChart, TreeChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use, type ECharts } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { EChartsOption } from "echarts/types/dist/shared";
import { reducedMotion } from "../kit/dom";

use([
  BarChart, CustomChart, HeatmapChart, LineChart, TreeChart,
  GridComponent, LegendComponent, TooltipComponent, VisualMapComponent, CanvasRenderer,
]);

export type { EChartsOption };
export const COLOURS = { ink: "#15241b", soft: "#66756c", line: "#e3e6dd", vine: "#17754a", lime: "#9ccb4b", amber: "#f2a93b", coral: "#e4572e" };
export const DEPTHS = [COLOURS.vine, "#4fa36b", COLOURS.lime, COLOURS.amber, COLOURS.coral, "#b8457a"];
const FONT = 'system-ui, -apple-system, "PingFang SC", "HarmonyOS Sans SC", "Noto Sans CJK SC", sans-serif';

/** Tooltips are drawn on the canvas: no markup, no inline styles, nothing a page policy forbids. */
export const TOOLTIP = {
  renderMode: "richText" as const,
  backgroundColor: COLOURS.ink,
  borderWidth: 0,
  padding: 10,
  confine: true,
  textStyle: { color: "#fff", fontSize: 13, fontFamily: FONT },
};
export const AXIS = {
  axisLine: { lineStyle: { color: COLOURS.line } },
  axisTick: { show: false },
  axisLabel: { color: COLOURS.soft, fontSize: 12, fontFamily: FONT, hideOverlap: true },
  splitLine: { lineStyle: { color: COLOURS.line } },
};

export function createChart(box: HTMLElement, option: EChartsOption): ECharts {
  const chart = init(box, null, { devicePixelRatio: Math.max(2, window.devicePixelRatio) });
  chart.setOption({ animation: !reducedMotion(), textStyle: { fontFamily: FONT }, ...option });
  return chart;
}
