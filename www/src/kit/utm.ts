// The utm_* parameters of an address, under the names the event context uses.
const NAMES: [parameter: string, name: string][] = [
  ["utm_source", "source"],
  ["utm_medium", "medium"],
  ["utm_campaign", "name"],
  ["utm_term", "term"],
  ["utm_content", "content"],
];

export function utmOf(query: URLSearchParams): Record<string, string> | null {
  const utm: Record<string, string> = {};
  for (const [parameter, name] of NAMES) {
    const value = query.get(parameter);
    if (value) utm[name] = value;
  }
  return Object.keys(utm).length ? utm : null;
}
