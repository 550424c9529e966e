// A label as a paper sticker: its picture, its words, the tint of its group, and a slight turn of its own.
import { h, svgAddress } from "../kit/dom";
import type { Party } from "./party";

const TURNS_DEG = [-2.2, 1.6, -0.9, 2.4, -1.5, 0.8];
const TINTS = 7;

/** Which of the tints in labels.css a label has. */
export function tintOf(party: Party, id: string): number {
  const groups = [...new Set(party.labels.list.map(({ group }) => group))];
  return Math.max(0, groups.indexOf(party.label(id).group)) % TINTS;
}

export function sticker(party: Party, id: string, after: string | null = null): HTMLElement {
  const { text, icon } = party.label(id);
  const picture = h("img", { class: "sticker-icon", alt: "", width: 26, height: 26, hidden: true });
  void party.icons.then((icons) => {
    const svg = icons[icon];
    if (!svg) return;
    picture.src = svgAddress(svg);
    picture.hidden = false;
  });
  const at = party.labels.list.findIndex((label) => label.id === id);
  const node = h("span", { class: `sticker tint-${tintOf(party, id)}`, "data-label": id }, picture, h("span", {}, text), after && h("small", {}, after));
  node.style.setProperty("--turn", `${TURNS_DEG[Math.max(0, at) % TURNS_DEG.length]}deg`);
  return node;
}
