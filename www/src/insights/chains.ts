// Who brought whom: every chain as a tree, the largest first, left to right.
import { h } from "../kit/dom";
import { COLOURS, DEPTHS, TOOLTIP } from "./chart";
import type { ChainNode, Chains } from "./data";
import type { View } from "./panel";
import type { InsightsTranslate } from "./words";

const MAX_NODES = 180;
const ROW_PX = 26;
const COLUMN_PX = { min: 96, max: 230 };
const LABEL_PX = 76;
const ROOT_PX = 14;

interface Branch {
  node: ChainNode;
  children: Branch[];
  size: number;
  leaves: number;
}

function buildTrees(chains: Chains): Branch[] {
  const branches = new Map(chains.nodes.map((node) => [node.id, { node, children: [], size: 1, leaves: 1 } as Branch]));
  const invited = new Set<string>();
  for (const { from, to } of chains.edges) {
    const child = branches.get(to);
    const parent = branches.get(from);
    if (!child || !parent) continue;
    parent.children.push(child);
    invited.add(to);
  }
  const measure = (branch: Branch): Branch => {
    branch.children.forEach(measure);
    branch.size = 1 + branch.children.reduce((sum, child) => sum + child.size, 0);
    branch.leaves = Math.max(1, branch.children.reduce((sum, child) => sum + child.leaves, 0));
    return branch;
  };
  const roots = [...branches.values()].filter(({ node, children }) => !invited.has(node.id) && children.length > 0);
  return roots.map(measure).sort((a, b) => b.size - a.size);
}

/** The largest chains, as many as can be read; the first one always. */
function selectReadable(trees: Branch[]): Branch[] {
  let drawn = 0;
  return trees.filter(({ size }, at) => at === 0 || (drawn += size) <= MAX_NODES);
}

function depthOf(branches: Branch[]): number {
  return branches.reduce((most, { children }) => Math.max(most, 1 + depthOf(children)), 0);
}

function nameOf({ name, id }: ChainNode): string {
  return name ?? `#${id.replace(/\W/g, "").slice(-4)}`;
}

function seriesNode(t: InsightsTranslate, { node, children }: Branch, depth: number): object {
  const colour = DEPTHS[depth % DEPTHS.length];
  return {
    name: nameOf(node),
    value: `${t("invited")} ${node.invited} · ${t("plays")} ${node.plays} · ${t("best")} ${node.best ?? "–"}`,
    symbolSize: 9 + Math.sqrt(node.invited) * 5,
    itemStyle: { color: colour, borderWidth: 0 },
    lineStyle: { color: colour },
    label: { fontWeight: node.root || depth === 0 ? 700 : 400 },
    children: children.map((child) => seriesNode(t, child, depth + 1)),
  };
}

export function chainsView(t: InsightsTranslate, chains: Chains): View {
  const trees = buildTrees(chains);
  const drawn = selectReadable(trees);
  const leaves = drawn.reduce((sum, tree) => sum + tree.leaves, 0);
  const hiddenRoot = { name: "", symbolSize: 0, label: { show: false }, lineStyle: { opacity: 0 } };
  const columns = Math.max(1, depthOf(drawn) - 1);
  const named = new Map(chains.nodes.map((node) => [node.id, nameOf(node)]));
  const notes = [t("chains_note")];
  if (drawn.length < trees.length) notes.push(t("chains_shown", { shown: drawn.length, all: trees.length }));
  if (chains.truncated) notes.push(t("chains_truncated"));
  return {
    id: "chains",
    title: t("chains"),
    note: notes.join(" "),
    before: statsList(t, chains),
    empty: trees.length ? null : t("chains_empty"),
    heightPx: Math.max(160, leaves * ROW_PX + 20),
    minWidthPx: columns * COLUMN_PX.min + LABEL_PX,
    maxWidthPx: columns * COLUMN_PX.max + LABEL_PX,
    rows: [
      [t("inviter"), t("player"), t("hour")],
      ...chains.edges.map(({ from, to, at_ms }) => [named.get(from) ?? from, named.get(to) ?? to, new Date(at_ms).toISOString()]),
    ],
    // the hidden root that holds all chains lies one column left of the edge
    option: (widthPx) => ({
      tooltip: { ...TOOLTIP, formatter: (item: unknown) => { const { name, value } = item as { name: string; value: string }; return name ? `${name}\n${value}` : ""; } },
      series: [{
        type: "tree",
        data: [{ ...hiddenRoot, children: drawn.map((tree) => ({ ...seriesNode(t, tree, 0), lineStyle: { opacity: 0 } })) }],
        left: ROOT_PX - (widthPx - ROOT_PX - LABEL_PX) / columns, right: LABEL_PX, top: 4, bottom: 4,
        orient: "LR",
        expandAndCollapse: false,
        symbol: "circle",
        edgeShape: "curve",
        emphasis: { focus: "relative" },
        lineStyle: { width: 2, curveness: 0.55, opacity: 0.55 },
        label: { position: "right", distance: 5, fontSize: 12, color: COLOURS.ink, overflow: "truncate", width: 64, textBorderColor: "#fff", textBorderWidth: 3 },
      }],
    }),
  };
}

function statsList(t: InsightsTranslate, { stats }: Chains): HTMLElement {
  const number = (words: string, value: number | string) => h("div", {}, h("dt", {}, words), h("dd", {}, String(value)));
  return h(
    "div",
    {},
    h(
      "dl",
      { class: "stats" },
      number(t("referrals"), stats.hops),
      number(t("depth"), stats.max_depth),
      number(t("largest"), stats.largest),
      number(t("virality"), stats.structural_virality ? stats.structural_virality.toFixed(2) : "–"),
    ),
    h("p", { class: "meaning" }, t("virality_meaning")),
  );
}
