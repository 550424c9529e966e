// The buttons that open "my labels", and the count of undecided ones on each of them.
import type { LabelTranslate } from "../i18n/label-words";
import { h, icon } from "../kit/dom";
import { TAG } from "./icons";

export class Badge {
  private pending = 0;
  private readonly buttons = new Set<HTMLElement>();

  constructor(private readonly words: () => LabelTranslate) {}

  set count(pending: number) {
    this.pending = pending;
    for (const button of this.buttons) {
      if (button.isConnected) this.show(button);
      else this.buttons.delete(button);
    }
  }

  button(open: () => void): HTMLElement {
    const button = h("button", { class: "chip my-labels", type: "button", "data-tv": "my-labels", click: open });
    this.show(button);
    queueMicrotask(() => this.buttons.add(button));
    return button;
  }

  private show(button: HTMLElement): void {
    const t = this.words();
    const { pending } = this;
    button.replaceChildren(icon(TAG), t("my_labels"), pending ? h("b", { class: "count", "data-tv": "pending-count" }, String(pending)) : "");
    button.setAttribute("aria-label", pending ? t("my_labels_new", { n: pending }) : t("my_labels"));
  }
}
