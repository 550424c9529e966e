// Do inviters and the friends they brought share interests more than chance? Observed, against pairs shuffled at random.
import { h } from "../../kit/dom";
import { AXIS, COLOURS, TOOLTIP } from "../chart";
import type { View } from "../panel";
import { asPercent, type Context } from "./context";
import type { LabelInsights } from "./data";

const CURVE_STEPS = 60;
const RANGE_SD = 3.6;
const SIGNIFICANT_P = 0.05;

interface PermutationTest {
  observed: number;
  expected: number;
  /** Spread of the shuffled averages. */
  sd: number;
}

function testOf({ observed, expected, z }: LabelInsights["chains"]): PermutationTest | null {
  if (observed === null || expected === null) return null;
  const sd = z ? Math.abs((observed - expected) / z) : 0;
  return { observed, expected, sd: sd || Math.max(expected * 0.05, 0.001) };
}

function statement({ words, locale }: Context, chains: LabelInsights["chains"], { observed, expected }: PermutationTest): HTMLElement {
  const significant = chains.p_value !== null && chains.p_value < SIGNIFICANT_P;
  const word = !significant ? "similarity_unclear" : observed > expected ? "similarity_yes" : "similarity_less";
  const p = chains.p_value === null ? "–" : chains.p_value < 0.002 ? "< 0.002" : `= ${chains.p_value.toFixed(3)}`;
  const times = expected > 0 ? (observed / expected).toFixed(1) : "–";
  return h(
    "div",
    { class: "verdict", "data-tv": "alike-statement" },
    h("p", { class: "statement" }, words(word, { observed: asPercent(observed), expected: asPercent(expected), times })),
    h("p", { class: "meaning" }, words("similarity_test", { pairs: chains.hops.toLocaleString(locale), permutations: chains.permutations.toLocaleString(locale), z: chains.z?.toFixed(1) ?? "–", p })),
  );
}

export function similarityView(context: Context, { chains }: LabelInsights): View {
  const { words } = context;
  const test = chains.hops ? testOf(chains) : null;
  const { observed, expected, sd } = test ?? { observed: 0, expected: 0, sd: 1 };
  const from = Math.min(observed - sd, expected - RANGE_SD * sd);
  const to = Math.max(observed + sd, expected + RANGE_SD * sd);
  const curve = Array.from({ length: CURVE_STEPS * 2 + 1 }, (_, at) => {
    const x = expected + ((at - CURVE_STEPS) / CURVE_STEPS) * RANGE_SD * sd;
    return [x, Math.exp(-(((x - expected) / sd) ** 2) / 2)];
  });
  const note = (text: string, colour: string) => ({ show: true, formatter: text, position: "top" as const, color: colour, fontWeight: 700 as const, fontSize: 13, distance: 6, textBorderColor: "#fff", textBorderWidth: 4 });
  const line = (x: number, height: number, colour: string, text: string) => ({
    type: "line" as const, silent: true, symbol: "circle", symbolSize: 9, lineStyle: { color: colour, width: 3 }, itemStyle: { color: colour },
    data: [{ value: [x, 0], symbolSize: 0 }, { value: [x, height], label: note(text, colour) }],
  });
  return {
    id: "alike",
    title: words("similarity"),
    note: words("similarity_note"),
    before: test ? statement(context, chains, test) : null,
    empty: test ? null : words("similarity_empty"),
    heightPx: 210,
    rows: [
      [words("overlap"), words("share")],
      [words("friends"), observed.toFixed(4)],
      [words("random"), expected.toFixed(4)],
      ["z", chains.z ?? ""],
      ["p", chains.p_value ?? ""],
    ],
    option: {
      tooltip: { ...TOOLTIP, show: false },
      grid: { left: 50, right: 50, top: 34, bottom: 4, containLabel: true },
      xAxis: { type: "value", min: from, max: to, splitNumber: 4, ...AXIS, splitLine: { show: false }, axisLabel: { ...AXIS.axisLabel, showMinLabel: false, showMaxLabel: false, formatter: (value: number) => asPercent(value, to - from < 0.05 ? 1 : 0) } },
      yAxis: { type: "value", show: false, min: 0, max: 1.05 },
      series: [
        { type: "line", data: curve, symbol: "none", smooth: true, lineStyle: { color: COLOURS.amber, width: 2 }, areaStyle: { color: COLOURS.amber, opacity: 0.28 }, silent: true },
        line(expected, 1, "#a96300", `${words("random")} ${asPercent(expected)}`),
        line(observed, Math.abs(observed - expected) < 3 * sd ? 0.62 : 0.86, COLOURS.vine, `${words("friends")} ${asPercent(observed)}`),
      ],
    },
  };
}
