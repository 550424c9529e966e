// Which labels occur in the same people: a matrix of lifts among the most frequent labels.
import { AXIS, COLOURS, TOOLTIP } from "../chart";
import type { View } from "../panel";
import { labelText, type Context } from "./context";
import type { LabelInsights } from "./data";

const MAX_LABELS = 14;
const MAX_LABELS_ON_PHONE = 7;
const CELL_PX = 30;
const NAMES_PX = 126;
/** Slanted names and the legend under them. */
const AXIS_PX = 150;
/** Lifts beyond these look the same. */
const MAX_LOG2 = 1.5;
const SCALE = [COLOURS.coral, "#f3c0ad", "#fbfaf4", "#a8d3b4", COLOURS.vine];

export function associationView(context: Context, { carriers, pairs }: LabelInsights): View {
  const { words, campaign } = context;
  const inPairs = new Set(pairs.filter(({ both }) => both > 0).flatMap(({ a, b }) => [a, b]));
  const groups = [...new Set(campaign.labels?.list.map(({ group }) => group))];
  const groupOf = (id: string) => groups.indexOf(campaign.labels?.list.find((label) => label.id === id)?.group ?? "");
  const ids = [...carriers].sort((a, b) => b.people - a.people).map(({ label }) => label).filter((id) => inPairs.has(id)).slice(0, innerWidth < 600 ? MAX_LABELS_ON_PHONE : MAX_LABELS)
    .sort((a, b) => groupOf(a) - groupOf(b)); // labels of one group stand together
  const cells = pairs.flatMap(({ a, b, both, lift }) => {
    const [x, y] = [ids.indexOf(a), ids.indexOf(b)];
    if (x < 0 || y < 0) return [];
    const tone = Math.max(-MAX_LOG2, Math.min(MAX_LOG2, Math.log2(Math.max(lift, 0.01))));
    return [[x, y, tone, both, lift], [y, x, tone, both, lift]];
  });
  const unmeasured = ids.flatMap((_, x) => ids.map((_, y) => ({ value: [x, y, 0], visualMap: false, itemStyle: { color: x === y ? COLOURS.line : "#f6f6f1" } })))
    .filter(({ value }) => !cells.some(([x, y]) => x === value[0] && y === value[1]));
  const names = ids.map((id) => labelText(context, id));
  const axis = { type: "category" as const, data: names, ...AXIS, axisLine: { show: false }, splitLine: { show: false } };
  const name = { ...AXIS.axisLabel, color: COLOURS.ink, interval: 0, hideOverlap: false, width: NAMES_PX - 14, overflow: "truncate" as const };
  return {
    id: "together",
    title: words("association"),
    note: words("association_note"),
    empty: ids.length > 1 ? null : words("association_empty"),
    heightPx: ids.length * CELL_PX + AXIS_PX + 2,
    minWidthPx: ids.length * (CELL_PX - 6) + NAMES_PX,
    rows: [
      [words("label"), words("label"), words("both"), words("lift")],
      ...pairs.map(({ a, b, both, lift }) => [labelText(context, a), labelText(context, b), both, lift.toFixed(2)]),
    ],
    option: {
      tooltip: {
        ...TOOLTIP,
        formatter: (item: unknown) => {
          const [x, y, , both, lift] = (item as { value: number[] }).value as [number, number, number, number?, number?];
          return both === undefined || lift === undefined ? "" : `${names[x]} + ${names[y]}\n${words("both")} ${both} · ${words("lift")} ${lift.toFixed(2)}`;
        },
      },
      grid: { left: NAMES_PX, right: 2, top: 2, bottom: AXIS_PX },
      xAxis: { ...axis, axisLabel: { ...name, rotate: 55 } },
      yAxis: { ...axis, inverse: true, axisLabel: name },
      visualMap: {
        min: -MAX_LOG2, max: MAX_LOG2, dimension: 2, calculable: false, orient: "horizontal", left: 0, bottom: 0, itemWidth: 12, itemHeight: 110,
        inRange: { color: SCALE }, text: [`${words("likelier")} ×3`, `⅓ ${words("rarer")}`], textStyle: { color: COLOURS.soft, fontSize: 12 },
      },
      series: [{ type: "heatmap", data: [...unmeasured, ...cells], itemStyle: { borderRadius: 5, borderColor: "#fff", borderWidth: 2 }, emphasis: { itemStyle: { borderColor: COLOURS.ink } } }],
    },
  };
}
