// A sheet over the card: a dialog that takes the focus and closes by its button, by Escape, or by a tap beside it.
import { h, icon, loadStyle } from "../kit/dom";
import { CLOSE } from "../kit/icons";
import sheetStyle from "./sheet.css?url";
import { openOverlay } from "./view";

interface SheetOptions {
  /** `data-tv` of the dialog. */
  id: string;
  title: string;
  closeLabel: string;
  style: string;
  class?: string;
  content: HTMLElement[];
}

interface Sheet {
  title: HTMLElement;
  close(): void;
}

export async function openSheet(options: SheetOptions): Promise<Sheet> {
  await Promise.all([loadStyle(sheetStyle), loadStyle(options.style)]);
  const titleId = `${options.id}-title`;
  const title = h("h2", { tabindex: -1, id: titleId }, options.title);
  const veil: HTMLElement = h(
    "div",
    { class: "veil", click: (event) => event.target === veil && close() },
    h(
      "section",
      { class: `sheet ${options.class ?? ""}`, role: "dialog", "aria-modal": "true", "aria-labelledby": titleId, "data-tv": options.id },
      h("header", {}, title, h("button", { class: "close", type: "button", "data-tv": "close", "aria-label": options.closeLabel, click: () => close() }, icon(CLOSE))),
      ...options.content,
    ),
  );
  const closeOverlay = openOverlay(veil);
  function close(): void {
    removeEventListener("keydown", onKey);
    closeOverlay();
  }
  const onKey = (event: KeyboardEvent) => event.key === "Escape" && close();
  addEventListener("keydown", onKey);
  title.focus({ preventScroll: true });
  return { title, close };
}
