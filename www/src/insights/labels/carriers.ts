// How many people carry each label: bars with the 95 % interval as a whisker.
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn } from "echarts";
import { isChinese } from "../../i18n/locale";
import { AXIS, COLOURS, TOOLTIP } from "../chart";
import type { View } from "../panel";
import { asPercent, labelText, type Context } from "./context";
import type { LabelInsights } from "./data";

const MAX_LABELS = 20;
const ROW_PX = 27;
const CAP_PX = 4;
const AXIS_PX = 26;

/** Narrower charts are on a phone. */
const PHONE_PX = 480;
/** Room for the names. */
const namesPx = (widthPx: number) => (widthPx < PHONE_PX ? 132 : 168);

/** low ├──┤ high at one row. */
function whisker(_: unknown, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn {
  const row = api.value(0);
  const [fromX = 0, y = 0] = api.coord([api.value(1), row]);
  const [toX = 0] = api.coord([api.value(2), row]);
  const style = { stroke: COLOURS.ink, lineWidth: 1.5, fill: "none" };
  const line = (x1: number, y1: number, x2: number, y2: number) => ({ type: "line" as const, shape: { x1, y1, x2, y2 }, style });
  return { type: "group", children: [line(fromX, y, toX, y), line(fromX, y - CAP_PX, fromX, y + CAP_PX), line(toX, y - CAP_PX, toX, y + CAP_PX)] };
}

export function carriersView(context: Context, { carriers }: LabelInsights): View {
  const { words, locale } = context;
  const sorted = carriers.map((carrier) => ({ ...carrier, text: labelText(context, carrier.label) })).sort((a, b) => b.people - a.people);
  const shown = sorted.filter(({ people }) => people > 0).slice(0, MAX_LABELS);
  const notes = [words("carriers_note")];
  if (shown.length < sorted.length) notes.push(words("carriers_top", { n: shown.length, all: sorted.length }));
  const most = Math.ceil(Math.max(0.1, ...shown.map(({ high }) => high)) * 10) / 10;
  return {
    id: "carriers",
    title: words("carriers"),
    note: notes.join(isChinese(locale) ? "" : " "),
    empty: shown.length ? null : words("empty"),
    heightPx: shown.length * ROW_PX + 34,
    rows: [
      [words("label"), words("people"), words("share"), words("low"), words("high")],
      ...sorted.map(({ text, people, share, low, high }) => [text, people, asPercent(share), asPercent(low), asPercent(high)]),
    ],
    option: (widthPx) => ({
      tooltip: {
        ...TOOLTIP, trigger: "axis", axisPointer: { type: "shadow" },
        formatter: (items: unknown) => {
          const one = shown[(items as { dataIndex: number }[])[0]?.dataIndex ?? -1];
          return one ? `${one.text}\n${words("size", { n: one.people.toLocaleString(locale) })} · ${asPercent(one.share)}\n${words("interval", { low: asPercent(one.low), high: asPercent(one.high) })}` : "";
        },
      },
      animation: false, // else bars, whiskers and numbers part when the width changes
      grid: { left: namesPx(widthPx), right: 46, top: 4, bottom: AXIS_PX, containLabel: false },
      xAxis: { type: "value", min: 0, max: most, interval: widthPx < PHONE_PX ? most / 2 : most > 0.5 ? 0.2 : 0.1, ...AXIS, axisLabel: { ...AXIS.axisLabel, formatter: (value: number) => asPercent(value, 0) } },
      yAxis: {
        type: "category", inverse: true, data: shown.map(({ text }) => text), ...AXIS, axisLine: { show: false },
        axisLabel: { ...AXIS.axisLabel, color: COLOURS.ink, fontSize: widthPx < PHONE_PX ? 12 : 13, interval: 0, hideOverlap: false, width: namesPx(widthPx) - 10, overflow: "truncate" },
      },
      series: [
        {
          type: "bar", barWidth: "64%", data: shown.map(({ share }) => share), itemStyle: { color: COLOURS.lime, borderRadius: [0, 7, 7, 0] },
        },
        {
          type: "custom", renderItem: whisker, z: 5, silent: true, encode: { x: [1, 2], y: 0 },
          data: shown.map(({ low, high }, row) => [row, low, high]),
        },
        {
          // the number stands right of its whisker
          type: "bar", barWidth: "64%", barGap: "-100%", silent: true, data: shown.map(({ high }) => high), itemStyle: { color: "transparent" },
          label: { show: true, position: "right", distance: 7, color: COLOURS.ink, fontSize: 12, fontWeight: 700, formatter: ({ dataIndex }) => (shown[dataIndex]?.people ?? 0).toLocaleString(locale) },
        },
      ],
    }),
  };
}
