// The host page's localStorage, lent per endpoint: "tv.player" is stored as "tv.player@https://play.example". Falls back to memory.
const memory = new Map<string, string>();

function localStore(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null; // sandboxed page or blocked cookies
  }
}

export function readAll(origin: string): Record<string, string> {
  const suffix = `@${origin}`;
  const found: Record<string, string> = {};
  const take = (key: string, value: string | null) => {
    if (value !== null && key.startsWith("tv.") && key.endsWith(suffix)) found[key.slice(0, -suffix.length)] = value;
  };
  memory.forEach((value, key) => take(key, value));
  const storage = localStore();
  if (storage) for (const key of Object.keys(storage)) take(key, storage.getItem(key));
  return found;
}

export function write(origin: string, key: string, value: string): void {
  if (!key.startsWith("tv.")) return;
  const full = `${key}@${origin}`;
  try {
    window.localStorage.setItem(full, value);
    memory.delete(full);
  } catch {
    memory.set(full, value); // blocked or full: it lasts as long as the page
  }
}

export function remove(origin: string, key: string): void {
  const full = `${key}@${origin}`;
  memory.delete(full);
  if (key.startsWith("tv.")) localStore()?.removeItem(full);
}

/** The frame's key and its endpoint from a stored key; null for a key that is not ours. */
export function parseKey(full: string | null): { key: string; origin: string } | null {
  const at = full?.lastIndexOf("@") ?? -1;
  return full && full.startsWith("tv.") && at > 0 ? { key: full.slice(0, at), origin: full.slice(at + 1) } : null;
}
