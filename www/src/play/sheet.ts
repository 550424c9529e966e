// A sheet over the card: a dialog that takes the focus and closes by its button, by Escape, or by a tap beside it.
import { h, icon } from "../kit/dom";
import { loadStyle } from "../kit/style";
import { CLOSE } from "./icons";
import sheetStyle from "./sheet.css?url";
import { overlay } from "./view";

export interface SheetParts {
  /** `data-tv` of the dialog. */
  id: string;
  title: string;
  closeWords: string;
  style: string;
  class?: string;
  content: HTMLElement[];
}

export interface Sheet {
  title: HTMLElement;
  close(): void;
}

export async function openSheet(parts: SheetParts): Promise<Sheet> {
  await Promise.all([loadStyle(sheetStyle), loadStyle(parts.style)]);
  const titleId = `${parts.id}-title`;
  const title = h("h2", { tabindex: -1, id: titleId }, parts.title);
  const veil: HTMLElement = h(
    "div",
    { class: "veil", click: (event) => event.target === veil && close() },
    h(
      "section",
      { class: `sheet ${parts.class ?? ""}`, role: "dialog", "aria-modal": "true", "aria-labelledby": titleId, "data-tv": parts.id },
      h("header", {}, title, h("button", { class: "close", type: "button", "data-tv": "close", "aria-label": parts.closeWords, click: () => close() }, icon(CLOSE))),
      ...parts.content,
    ),
  );
  const uncover = overlay(veil);
  function close(): void {
    removeEventListener("keydown", onKey);
    uncover();
  }
  const onKey = (event: KeyboardEvent) => event.key === "Escape" && close();
  addEventListener("keydown", onKey);
  title.focus({ preventScroll: true });
  return { title, close };
}
