// The host page's localStorage, lent per endpoint: "tv.player" is stored as "tv.player@https://play.example". Falls back to memory.
const memory: Record<string, string> = {};

function localStore(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null; // sandboxed page or blocked cookies
  }
}

export function readAll(origin: string): Record<string, string> {
  const found: Record<string, string> = {};
  const take = (full: string | null, value?: string | null) => {
    const stored = parseKey(full);
    if (stored && stored.origin === origin && value != null) found[stored.key] = value;
  };
  for (const full in memory) take(full, memory[full]);
  const storage = localStore();
  if (storage) for (let at = 0; at < storage.length; at++) take(storage.key(at), storage.getItem(`${storage.key(at)}`));
  return found;
}

export function write(origin: string, key: string, value: string): void {
  const full = `${key}@${origin}`;
  if (!parseKey(full)) return;
  try {
    window.localStorage.setItem(full, value);
    delete memory[full];
  } catch {
    memory[full] = value; // blocked or full: it lasts as long as the page
  }
}

export function remove(origin: string, key: string): void {
  const full = `${key}@${origin}`;
  delete memory[full];
  if (parseKey(full)) localStore()?.removeItem(full);
}

/** The frame's key and its endpoint from a stored key; null for a key that is not ours. */
export function parseKey(full: string | null): { key: string; origin: string } | null {
  const parts = /^(tv\..*)@(.+)$/.exec(full ?? "");
  return parts && { key: parts[1] as string, origin: parts[2] as string };
}
