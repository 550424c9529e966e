// Plays by hour, or by day once there are many hours.
import { AXIS, COLOURS, TOOLTIP } from "./chart";
import type { Funnel } from "./data";
import type { View } from "./panel";
import type { InsightsTranslate } from "./words";

const MAX_HOURS = 96;
type Hour = Funnel["by_hour"][number];

function byDay(hours: Hour[]): Hour[] {
  const days = new Map<number, Hour>();
  for (const { hour_ms, verified, won } of hours) {
    const start = new Date(hour_ms).setHours(0, 0, 0, 0);
    const day = days.get(start) ?? { hour_ms: start, verified: 0, won: 0 };
    days.set(start, { hour_ms: start, verified: day.verified + verified, won: day.won + won });
  }
  return [...days.values()];
}

export function overTimeView(t: InsightsTranslate, { by_hour }: Funnel, locale: string, contest: boolean): View {
  const daily = by_hour.length > MAX_HOURS;
  const points = daily ? byDay(by_hour) : by_hour;
  const name = (ms: number) =>
    new Date(ms).toLocaleString(locale, daily ? { month: "short", day: "numeric" } : { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
  const bars = { type: "bar" as const, stack: "plays", barMaxWidth: 36, barCategoryGap: "22%" };
  return {
    id: "over-time",
    title: t("time"),
    note: t(contest ? "time_note" : "time_note_plain"),
    heightPx: 260,
    rows: contest
      ? [[t("hour"), t("verified"), t("won")], ...points.map((point) => [name(point.hour_ms), point.verified, point.won])]
      : [[t("hour"), t("verified")], ...points.map((point) => [name(point.hour_ms), point.verified])],
    option: {
      tooltip: { ...TOOLTIP, trigger: "axis" },
      legend: { show: contest, top: 0, right: 0, icon: "circle", itemWidth: 10, itemHeight: 10, textStyle: { color: COLOURS.soft, fontSize: 12 } },
      grid: { left: 4, right: 8, top: 36, bottom: 4, containLabel: true },
      xAxis: { type: "category", data: points.map(({ hour_ms }) => name(hour_ms)), ...AXIS },
      yAxis: { type: "value", minInterval: 1, splitNumber: 3, ...AXIS },
      series: contest
        ? [
            { ...bars, name: t("won"), data: points.map(({ won }) => won), itemStyle: { color: COLOURS.amber } },
            { ...bars, name: t("not_won"), data: points.map(({ verified, won }) => verified - won), itemStyle: { color: COLOURS.vine, borderRadius: [4, 4, 0, 0] } },
          ]
        : [{ ...bars, name: t("verified"), data: points.map(({ verified }) => verified), itemStyle: { color: COLOURS.vine, borderRadius: [4, 4, 0, 0] } }],
    },
  };
}
