// Giver activity: how many people gave how many labels.
import { AXIS, COLOURS, TOOLTIP } from "../chart";
import type { View } from "../panel";
import type { Context } from "./context";
import type { LabelInsights } from "./data";

/** With more bars than these, not each is named. */
const MAX_NAMED_BARS = 14;

export function giversView({ words }: Context, { givers }: LabelInsights): View {
  return {
    id: "givers",
    title: words("givers"),
    note: words("givers_note"),
    empty: givers.some(({ people }) => people > 0) ? null : words("givers_empty"),
    heightPx: 240,
    rows: [[words("labels_given"), words("people")], ...givers.map(({ labels_given, people }) => [labels_given, people])],
    option: {
      tooltip: { ...TOOLTIP, trigger: "axis" },
      grid: { left: 4, right: 8, top: 24, bottom: 4, containLabel: true },
      xAxis: { type: "category", data: givers.map(({ labels_given }) => `${labels_given}`), ...AXIS, axisLabel: { ...AXIS.axisLabel, interval: givers.length > MAX_NAMED_BARS ? "auto" : 0 } },
      yAxis: { type: "value", minInterval: 1, splitNumber: 3, ...AXIS },
      series: [{
        name: words("people"), type: "bar", barCategoryGap: "22%", barMaxWidth: 56, data: givers.map(({ people }) => people),
        itemStyle: { color: COLOURS.vine, borderRadius: [7, 7, 0, 0] },
      }],
    },
  };
}
