// A style sheet that comes with a part loaded later; it is not part of what the first frame waits for.
import { h } from "./dom";

export function loadStyle(href: string): Promise<void> {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((resolve) => {
    document.head.append(h("link", { rel: "stylesheet", href, load: () => resolve(), error: () => resolve() }));
  });
}
