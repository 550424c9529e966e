// A number that counts up to its value, for the eye alone: the value itself stands beside it, unseen.
import { reducedMotion } from "../kit/dom";

const DURATION_MS = 900;

export function countUp(node: HTMLElement, value: number): void {
  if (reducedMotion() || document.hidden) {
    node.textContent = String(value);
    return;
  }
  node.textContent = value > 0 ? "1" : String(value);
  const began = performance.now();
  const step = (now: number) => {
    const part = Math.min(1, (now - began) / DURATION_MS);
    node.textContent = String(Math.ceil(value * (1 - (1 - part) ** 3)));
    if (part < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
