// A small picture of a run's reactions: a dot each, over the band in which people's lie.
import type { Reaction } from "./data";
import type { ReviewTranslate } from "./words";

const NAMESPACE = "http://www.w3.org/2000/svg";
const WIDTH = 320;
const HEIGHT = 84;
const LONGEST_MS = 1_600;
/** Where most of people's reactions in a choice among things on a screen lie. */
const PEOPLE_MS = [320, 1_150] as const;
const MARKS_MS = [0, 400, 800, 1_200, 1_600];

export function reactionsPicture(t: ReviewTranslate, reactions: Reaction[]): SVGSVGElement {
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "reactions", role: "img", "aria-label": t("picture") });
  svg.append(element("rect", { class: "band", x: x(PEOPLE_MS[0]), y: 4, width: x(PEOPLE_MS[1]) - x(PEOPLE_MS[0]), height: 54, rx: 8 }));
  reactions.forEach(({ after_ms, foreseen, right }, at) => {
    const kind = right ? (foreseen ? "foreseen" : "") : "slip";
    svg.append(element("circle", { class: `dot ${kind}`, cx: x(Math.min(after_ms, LONGEST_MS)), cy: 12 + ((at * 17) % 40), r: 3.2 }));
  });
  for (const mark of MARKS_MS) {
    const text = element("text", { x: x(mark), y: HEIGHT - 8, "text-anchor": mark === 0 ? "start" : mark === LONGEST_MS ? "end" : "middle" });
    text.textContent = t("axis_ms", { n: mark });
    svg.append(text);
  }
  return svg as SVGSVGElement;
}

function x(ms: number): number {
  return 6 + (ms / LONGEST_MS) * (WIDTH - 12);
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const node = document.createElementNS(NAMESPACE, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, String(value)));
  return node;
}
