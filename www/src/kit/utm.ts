// What of an address may travel with events and links: where somebody comes from, never who. Values are read as chats leave them.
const NAMES: [parameter: string, name: string][] = [
  ["utm_source", "source"],
  ["utm_medium", "medium"],
  ["utm_campaign", "name"],
  ["utm_term", "term"],
  ["utm_content", "content"],
];
/** Ids of a click, such as gclid, are one person's: they are not in this list. */
const OTHERS = ["campaign", "locale"];
const MAX_CHARS = 100;
const GLUED = /[\s.,;:!?)>\]}"'*…。，、；：！？）」』》”’\u200b-\u200f\ufeff]+$/;

/** The value without what chats glue to a link; "" for what could be an e-mail address. */
function value(query: URLSearchParams, parameter: string): string {
  const text = (query.get(parameter) ?? "").trim().replace(GLUED, "");
  return text.includes("@") ? "" : [...text].slice(0, MAX_CHARS).join("");
}

/** The utm_* parameters under the names the event context uses. */
export function utmOf(query: URLSearchParams): Record<string, string> | null {
  const utm: Record<string, string> = {};
  for (const [parameter, name] of NAMES) {
    const text = value(query, parameter);
    if (text) utm[name] = text;
  }
  return Object.keys(utm).length ? utm : null;
}

/** Carries the utm_* parameters on to a link. */
export function carryUtm(query: URLSearchParams, to: URL): void {
  for (const [parameter] of NAMES) {
    const text = value(query, parameter);
    if (text) to.searchParams.set(parameter, text);
  }
}

/** An address as events may have it: without user, fragment, and any parameter that is not in the list; "" for none. */
export function publicUrl(address: string): string {
  try {
    const url = new URL(address);
    const kept = new URL(url.origin + url.pathname);
    carryUtm(url.searchParams, kept);
    for (const parameter of OTHERS) {
      const text = value(url.searchParams, parameter);
      if (text) kept.searchParams.set(parameter, text);
    }
    return kept.href;
  } catch {
    return ""; // no page, or one without an origin
  }
}
