// A question in place of a row, for what cannot be taken back: one button does it, the other returns the row.
import { h } from "../kit/dom";
import type { Party } from "./party";

export function askFirst(party: Party, row: HTMLElement, question: string, yes: string, act: () => void): void {
  const { t } = party;
  const before = [...row.childNodes];
  const asker = document.activeElement as HTMLElement | null;
  const back = () => {
    row.replaceChildren(...before);
    row.classList.remove("asking");
    asker?.focus({ preventScroll: true });
  };
  const no = h("button", { class: "small no", type: "button", "data-tv": "confirm-no", click: back }, t("cancel"));
  const go = h("button", { class: "small danger", type: "button", "data-tv": "confirm-yes", click: () => {
    go.setAttribute("disabled", "");
    act();
  } }, yes);
  row.classList.add("asking");
  row.replaceChildren(h("p", { role: "alert" }, question), h("div", { class: "decide" }, no, go));
  no.focus({ preventScroll: true });
}
