// Where the play page stores things: the browser's storage, the host page's (over the port), or memory.
export interface Store {
  get(key: string): string | null;
  /** False: it is in memory only. */
  set(key: string, value: string): boolean;
  remove(key: string): void;
  keys(): string[];
}

export class MemoryStore implements Store {
  protected readonly values = new Map<string, string>();
  get(key: string): string | null {
    return this.values.get(key) ?? null;
  }
  set(key: string, value: string): boolean {
    this.values.set(key, value);
    return false;
  }
  remove(key: string): void {
    this.values.delete(key);
  }
  keys(): string[] {
    return [...this.values.keys()];
  }
}

/** A copy of what the host page stores for us; every change is sent to it. */
export class PortStore extends MemoryStore {
  constructor(private readonly port: MessagePort, stored: Record<string, string>) {
    super();
    for (const [key, value] of Object.entries(stored)) this.values.set(key, value);
  }
  override set(key: string, value: string): boolean {
    this.values.set(key, value);
    this.port.postMessage({ type: "set", key, value });
    return true;
  }
  override remove(key: string): void {
    this.values.delete(key);
    this.port.postMessage({ type: "remove", key });
  }
  /** Another game or tab of the same site changed it. */
  update(key: string, value: string | null): void {
    if (value === null) this.values.delete(key);
    else this.values.set(key, value);
  }
}

class LocalStore implements Store {
  constructor(private readonly local: Storage, private readonly fallback = new MemoryStore()) {}
  get(key: string): string | null {
    try {
      return this.local.getItem(key) ?? this.fallback.get(key);
    } catch {
      return this.fallback.get(key);
    }
  }
  set(key: string, value: string): boolean {
    try {
      this.local.setItem(key, value);
      return true;
    } catch {
      return this.fallback.set(key, value); // full or blocked meanwhile
    }
  }
  remove(key: string): void {
    this.fallback.remove(key);
    try {
      this.local.removeItem(key);
    } catch {
      return; // blocked: nothing was stored there either
    }
  }
  keys(): string[] {
    try {
      return [...Object.keys(this.local), ...this.fallback.keys()];
    } catch {
      return this.fallback.keys();
    }
  }
}

export function browserStore(): Store {
  try {
    return new LocalStore(window.localStorage);
  } catch {
    return new MemoryStore(); // sandboxed frame, blocked cookies
  }
}
