// The element's own style. What keeps the game inside its box is !important: a host's `* { all: unset }` may take sizes, not that.
const STYLE =
  ":host{display:block!important;position:relative!important;contain:layout paint!important;width:100%;max-width:480px;aspect-ratio:9/16;min-height:560px;margin-inline:auto}" +
  ":host([hidden]),[hidden]{display:none!important}" +
  "div{max-width:480px;aspect-ratio:9/16}" + // gives the box a height when the host has taken its own
  "iframe{position:absolute;inset:0;width:100%;height:100%;border:0;border-radius:inherit;color-scheme:light}" +
  "a{display:block;padding:30% 10%;font:16px/1.5 system-ui;color:inherit}";

/** A constructed sheet is allowed by every style policy of a host page; a <style> is for browsers without them. */
export function applyStyle(root: ShadowRoot): void {
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } else {
    const style = document.createElement("style");
    style.textContent = STYLE;
    root.prepend(style);
  }
}
