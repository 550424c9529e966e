// A short burst of paper over the panel when a coupon is won; gone after two seconds.
import { h, reducedMotion } from "../kit/dom";

const PIECES = 36;
const COLOURS = ["var(--primary)", "var(--accent)", "var(--on-primary)", "var(--primary-deep)"];

export function confetti(over: HTMLElement): void {
  if (reducedMotion()) return;
  const burst = h("div", { class: "confetti", "aria-hidden": "true" });
  for (let at = 0; at < PIECES; at += 1) {
    const piece = h("i");
    const angle = Math.PI * (1 + (at + Math.random()) / PIECES);
    const far = 120 + Math.random() * 220;
    piece.style.setProperty("--x", `${Math.round(Math.cos(angle) * far)}px`);
    piece.style.setProperty("--y", `${Math.round(Math.sin(angle) * far)}px`);
    piece.style.setProperty("--spin", `${Math.round(Math.random() * 900 - 450)}deg`);
    piece.style.background = COLOURS[at % COLOURS.length] ?? "";
    piece.style.animationDelay = `${Math.round(Math.random() * 120)}ms`;
    burst.append(piece);
  }
  over.append(burst);
  setTimeout(() => burst.remove(), 2200);
}
