// The buttons that open "my labels", and the count of undecided ones on each of them.
import type { LabelTranslate } from "../i18n/label-words";
import { h, icon } from "../kit/dom";

const TAG = "M3.5 4.5v7L13 21l8-8-9.5-9.5h-7a1 1 0 0 0-1 1zM8 8.2v.1";

export class PendingBadge {
  private pending = 0;
  private readonly buttons = new Set<HTMLElement>();

  constructor(private readonly translate: () => LabelTranslate, private readonly onOpen: () => void) {}

  set count(pending: number) {
    this.pending = pending;
    for (const button of this.buttons) {
      if (button.isConnected) this.render(button);
      else this.buttons.delete(button);
    }
  }

  createButton(): HTMLElement {
    const button = h("button", { class: "chip my-labels", type: "button", "data-tv": "my-labels", click: this.onOpen });
    this.render(button);
    queueMicrotask(() => this.buttons.add(button));
    return button;
  }

  private render(button: HTMLElement): void {
    const t = this.translate();
    const { pending } = this;
    button.replaceChildren(icon(TAG), t("my_labels"), pending ? h("b", { class: "count", "data-tv": "pending-count" }, String(pending)) : "");
    button.setAttribute("aria-label", pending ? t("my_labels_new", { n: pending }) : t("my_labels"));
  }
}
