// The funnel: how many went on at each step.
import { AXIS, COLOURS, TOOLTIP } from "./chart";
import type { Funnel } from "./data";
import type { View } from "./panel";
import type { InsightsTranslate } from "./words";

export function percent(part: number, whole: number): string {
  if (!whole) return "–";
  const share = (part / whole) * 100;
  return `${share < 10 && share % 1 ? share.toFixed(1) : Math.round(share)}%`;
}

export function funnelView(t: InsightsTranslate, funnel: Funnel, locale: string, contest: boolean): View {
  const steps = (["opened", "started", "finished", "verified"] as const).map((step) => ({ name: t(step), count: funnel[step] }));
  if (contest) steps.push({ name: t("winners"), count: funnel.winners });
  const share = (at: number) => (at ? percent(steps[at]?.count ?? 0, steps[at - 1]?.count ?? 0) : "");
  const most = Math.max(...steps.map(({ count }) => count), 1);
  return {
    id: "funnel",
    title: t(contest ? "funnel" : "funnel_plain"),
    note: t("funnel_note"),
    heightPx: 290,
    rows: [[t("step"), t("count"), t("share")], ...steps.map(({ name, count }, at) => [name, count, share(at)])],
    option: {
      tooltip: TOOLTIP,
      grid: { left: 4, right: 96, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: "value", show: false, max: most },
      yAxis: {
        type: "category", inverse: true, data: steps.map(({ name }) => name), ...AXIS,
        axisLine: { show: false }, axisLabel: { ...AXIS.axisLabel, color: COLOURS.ink, fontSize: 14 },
      },
      series: [{
        type: "bar",
        barWidth: "62%",
        showBackground: true,
        backgroundStyle: { color: "#f1f3ec", borderRadius: 10 },
        data: steps.map(({ count }, at) => ({
          value: count,
          itemStyle: { borderRadius: 10, color: contest && at === steps.length - 1 ? COLOURS.amber : COLOURS.vine, opacity: 1 - at * 0.07 },
        })),
        label: {
          show: true, position: "right", distance: 8,
          formatter: ({ dataIndex, value }) => `{count|${Number(value).toLocaleString(locale)}} {share|${share(dataIndex)}}`,
          rich: { count: { fontWeight: 700, fontSize: 14, color: COLOURS.ink }, share: { fontSize: 13, color: COLOURS.soft } },
        },
      }],
    },
  };
}
