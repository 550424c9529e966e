// How scores are spread.
import { AXIS, COLOURS, TOOLTIP } from "./chart";
import type { Funnel } from "./data";
import type { View } from "./panel";
import type { InsightsTranslate } from "./words";

export function scoresView(t: InsightsTranslate, { scores }: Funnel): View {
  return {
    id: "scores",
    title: t("scores"),
    note: t("scores_note"),
    heightPx: 260,
    rows: [[t("from"), t("to"), t("runs")], ...scores.map(({ from, to, count }) => [from, to, count])],
    option: {
      tooltip: { ...TOOLTIP, trigger: "axis" },
      grid: { left: 4, right: 8, top: 16, bottom: 4, containLabel: true },
      xAxis: { type: "category", data: scores.map(({ from, to }) => (to - from <= 1 ? `${from}` : `${from}–${to - 1}`)), ...AXIS },
      yAxis: { type: "value", minInterval: 1, splitNumber: 3, ...AXIS },
      series: [{
        name: t("runs"), type: "bar", barCategoryGap: "18%", data: scores.map(({ count }) => count),
        itemStyle: { color: COLOURS.lime, borderRadius: [6, 6, 0, 0] },
      }],
    },
  };
}
