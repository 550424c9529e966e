// The page's surfaces: the stage under the dock, one card at a time, the live region, the toast.
import { h } from "../kit/dom";

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id} is missing from play.html`);
  return found;
}

export const stage = element("stage");
export const bar = element("bar");
export const panel = element("panel");
const dock = element("dock");
const live = element("live");
const toastBox = element("toast");
let toastTimer = 0;
const NO_TOUCH_MS = 600;

/** Shows a card in front of the idle game and moves the focus to its heading. */
export function showCard(card: HTMLElement, focus = true): void {
  if (panel.classList.contains("playing")) ignoreTouches(card);
  panel.classList.remove("playing");
  stage.setAttribute("inert", "");
  stage.setAttribute("aria-hidden", "true");
  dock.replaceChildren(card);
  if (focus) card.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
}

/** A thumb that still plays must not press a button that has just appeared under it. */
function ignoreTouches(card: HTMLElement): void {
  card.classList.add("settling");
  setTimeout(() => card.classList.remove("settling"), NO_TOUCH_MS);
}

/** Clears the dock: the stage has the whole panel and the keyboard. */
export function showStage(label: string): void {
  panel.classList.add("playing");
  stage.removeAttribute("inert");
  stage.removeAttribute("aria-hidden");
  stage.setAttribute("role", "group");
  stage.setAttribute("aria-label", label);
  dock.replaceChildren();
  toastBox.hidden = true;
  stage.tabIndex = -1;
  stage.focus({ preventScroll: true });
}

/** Lays a sheet over everything else; the card under it cannot be reached until it closes. Returns a function that closes it. */
export function openOverlay(sheet: HTMLElement): () => void {
  const focused = document.activeElement as HTMLElement | null;
  for (const under of [dock, bar]) under.setAttribute("inert", "");
  panel.append(sheet);
  return () => {
    for (const under of [dock, bar]) under.removeAttribute("inert");
    sheet.remove();
    focused?.focus({ preventScroll: true });
  };
}

/** For screen readers. */
export function announce(text: string): void {
  live.textContent = text;
}

export function toast(text: string, ms = 3500): void {
  toastBox.textContent = text;
  toastBox.hidden = false;
  announce(text);
  clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => (toastBox.hidden = true), ms);
}

export function heading(text: string): HTMLHeadingElement {
  return h("h1", { tabindex: -1 }, text);
}

/** Marks a button as working: it keeps its place and focus, takes no second tap, and shows the words. Returns a function that ends it. */
export function showBusy(button: HTMLElement, words: string): () => void {
  const before = [...button.childNodes];
  button.setAttribute("aria-disabled", "true");
  button.replaceChildren(h("span", { class: "spin" }), words);
  return () => {
    button.removeAttribute("aria-disabled");
    button.replaceChildren(...before);
  };
}
