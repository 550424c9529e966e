// You against the rival: two bars on one scale.
import { h } from "../kit/dom";

function lane(name: string, score: number, most: number, side: string): HTMLElement {
  const bar = h("span", { class: "fill" });
  bar.style.setProperty("--part", String(most > 0 ? score / most : 0));
  return h(
    "p",
    { class: `lane ${side}` },
    h("span", { class: "who" }, name),
    h("span", { class: "track" }, bar),
    h("span", { class: "count" }, String(score)),
  );
}

export function duel(you: string, score: number, rivalName: string, rival: number | null): HTMLElement | null {
  if (rival === null) return null;
  const most = Math.max(score, rival, 1);
  return h("div", { class: "duel" }, lane(you, score, most, "you"), lane(rivalName, rival, most, "rival"));
}
