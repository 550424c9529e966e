// The outbox: a WebAssembly module of its own that queues events and sends them; fetched when there is something to store.
import type { Campaign } from "../kit/wire";
import { importModule } from "./module";
import type { Store } from "./store";

export interface Outbox {
  setPlayer(anonymousId: string, userId?: string): void;
  gameOpened(): void;
  gameStarted(runId: string): void;
  runFinished(runId: string, score: number, rival: number | undefined, ticks: number): void;
  inviteShared(method: "share" | "copy" | "poster"): void;
  identify(userId: string, traitsJson: string): void;
  flush(): void;
  hidden(): void;
  close(): void;
  /** Empties the queue, here and in storage, and closes. */
  forget(): void;
}

interface OutboxOptions {
  storage: Store;
  endpoint: string;
  writeKey: string;
  campaignId: string;
  gameId: string;
  clockOffsetMs: number;
  context: Record<string, unknown>;
}

interface OutboxModule {
  Outbox: new (options: OutboxOptions) => Outbox;
}

export async function openOutbox({ js, wasm }: Campaign["module"]["outbox"], options: OutboxOptions): Promise<Outbox> {
  const { Outbox } = await importModule<OutboxModule>(js, wasm);
  return new Outbox(options);
}
