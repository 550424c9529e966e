// A label as a paper sticker: its picture, its words, the tint of its group, and a slight turn of its own.
import { h, svgDataUrl } from "../kit/dom";
import type { LabelContext } from "./context";

const TURNS_DEG = [-2.2, 1.6, -0.9, 2.4, -1.5, 0.8];
const TINTS = 7;

/** Which tint of labels.css: one for each group. */
function tintOf(context: LabelContext, id: string): number {
  const groups = [...new Set(context.labels.list.map(({ group }) => group))];
  return Math.max(0, groups.indexOf(context.label(id).group)) % TINTS;
}

export function sticker(context: LabelContext, id: string): HTMLElement {
  const { text, icon } = context.label(id);
  const picture = h("img", { class: "sticker-icon", alt: "", width: 26, height: 26, hidden: true });
  void context.icons.then((icons) => {
    const svg = icons[icon];
    if (!svg) return;
    picture.src = svgDataUrl(svg);
    picture.hidden = false;
  });
  const at = context.labels.list.findIndex((label) => label.id === id);
  const node = h("span", { class: `sticker tint-${tintOf(context, id)}`, "data-label": id }, picture, h("span", {}, text));
  node.style.setProperty("--turn", `${TURNS_DEG[Math.max(0, at) % TURNS_DEG.length]}deg`);
  return node;
}
