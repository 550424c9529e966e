// The host page's localStorage, lent per endpoint: "tv.player" is kept as "tv.player@https://play.example". Falls back to memory.
const memory = new Map<string, string>();

function local(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null; // sandboxed page or blocked cookies
  }
}

export function snapshot(origin: string): Record<string, string> {
  const suffix = `@${origin}`;
  const found: Record<string, string> = {};
  const take = (key: string, value: string | null) => {
    if (value !== null && key.startsWith("tv.") && key.endsWith(suffix)) found[key.slice(0, -suffix.length)] = value;
  };
  memory.forEach((value, key) => take(key, value));
  const storage = local();
  if (storage) for (const key of Object.keys(storage)) take(key, storage.getItem(key));
  return found;
}

export function keep(origin: string, key: string, value: string): void {
  if (!key.startsWith("tv.")) return;
  const full = `${key}@${origin}`;
  try {
    window.localStorage.setItem(full, value);
    memory.delete(full);
  } catch {
    memory.set(full, value); // blocked or full: this page visit still remembers
  }
}

export function drop(origin: string, key: string): void {
  const full = `${key}@${origin}`;
  memory.delete(full);
  if (key.startsWith("tv.")) local()?.removeItem(full);
}

/** Splits a stored key into the frame's key and its endpoint; null when it is not ours. */
export function ours(full: string | null): { key: string; origin: string } | null {
  const at = full?.lastIndexOf("@") ?? -1;
  return full && full.startsWith("tv.") && at > 0 ? { key: full.slice(0, at), origin: full.slice(at + 1) } : null;
}
