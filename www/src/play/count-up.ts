// A number that counts up to its value.
import { reducedMotion } from "../kit/dom";

const DURATION_MS = 900;

export function countUp(node: HTMLElement, value: number): void {
  if (reducedMotion() || document.hidden) {
    node.textContent = String(value);
    return;
  }
  const began = performance.now();
  const step = (now: number) => {
    const part = Math.min(1, (now - began) / DURATION_MS);
    node.textContent = String(Math.round(value * (1 - (1 - part) ** 3)));
    if (part < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
