// What the rows of the label lists do: ask the endpoint, and ask the person first where nothing can be taken back.
import { h } from "../kit/dom";
import type { LabelContext } from "./context";

/** Each resolves when the endpoint has answered and the sheet shows it. */
export interface ListActions {
  /** Posts to one path after the other, says what happened or the first failure, and reads everything again. */
  post(paths: string[], body: object, done: string): Promise<void>;
  showPicture(label: string, givers: number): void;
  editDeclared(declared: string[]): void;
}

/** A question in place of a row: one button does it, the other returns the row. */
export function confirmInRow({ t }: LabelContext, row: HTMLElement, question: string, yes: string, onConfirm: () => void): void {
  const before = [...row.childNodes];
  const focused = document.activeElement as HTMLElement | null;
  const cancel = () => {
    row.replaceChildren(...before);
    row.classList.remove("asking");
    focused?.focus({ preventScroll: true });
  };
  const no = h("button", { class: "small no", type: "button", "data-tv": "confirm-no", click: cancel }, t("cancel"));
  const go = h("button", { class: "small danger", type: "button", "data-tv": "confirm-yes", click: () => {
    go.setAttribute("disabled", "");
    onConfirm();
  } }, yes);
  row.classList.add("asking");
  row.replaceChildren(h("p", { role: "alert" }, question), h("div", { class: "decide" }, no, go));
  no.focus({ preventScroll: true });
}
