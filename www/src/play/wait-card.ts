// Too many rounds in a short time: a pause that counts down, then the next round.
import type { PlayTranslate } from "../i18n/play-words";
import { h, icon } from "../kit/dom";
import { CLOCK } from "./icons";
import { heading, showCard } from "./view";

type Act = (button: HTMLElement) => void;

export function showWait(t: PlayTranslate, waitMs: number, next: Act, practise: Act): void {
  const readyAtMs = Date.now() + waitMs;
  const text = h("p");
  const go: HTMLElement = h("button", { class: "button", type: "button", "data-tv": "retry", hidden: true, click: () => next(go) }, t("play_again"));
  const spare: HTMLElement = h("button", { class: "button quiet", type: "button", "data-tv": "practice", click: () => practise(spare) }, t("practice"));
  const card = h(
    "section",
    { class: "card message", "data-tv": "error" },
    h("div", { class: "badge" }, icon(CLOCK)),
    heading(t("wait_title")),
    text,
    go,
    spare,
  );
  const tick = () => {
    const leftMs = readyAtMs - Date.now();
    text.textContent = leftMs > 0 ? t("wait_seconds", { n: Math.ceil(leftMs / 1000) }) : "";
    go.hidden = leftMs > 0;
    if (leftMs > 0 && card.isConnected) setTimeout(tick, 500);
  };
  showCard(card);
  tick();
}
