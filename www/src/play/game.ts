// The game module: its script, wasm and pictures are fetched side by side, then it is mounted behind the card.
import { reducedMotion } from "../kit/dom";
import type { Campaign } from "../kit/wire";
import type { Store } from "./store";

export type GameEvent =
  | { type: "ready" }
  | { type: "score"; score: number; rival: number | null; combo: number }
  | { type: "finish"; score: number; rival: number | null; won: boolean; ticks: number; trace: string }
  | { type: "failed"; message: string };

export interface Game {
  start(seed: string, dials: Record<string, number>): void;
  idle(): void;
  setMuted(muted: boolean): void;
  pause(): void;
  resume(): void;
  unmount(): void;
  /** Pictures of the labels, when they have come: {icon: svg}. */
  setIcons?(icons: Record<string, string>): void;
  free?(): void;
}

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
}

interface MountOptions {
  sprites: Record<string, string>;
  texts: Record<string, string>;
  theme: Campaign["theme"];
  muted: boolean;
  reducedMotion: boolean;
  labels?: { id: string; text: string; icon: string }[];
  on: (event: GameEvent) => void;
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

interface GameModule {
  default(init: { module_or_path: Promise<Response> }): Promise<unknown>;
  Game: { mount(host: HTMLElement, options: MountOptions): Game };
}

interface OutboxModule {
  default(init: { module_or_path: Promise<Response> }): Promise<unknown>;
  Outbox: new (options: OutboxOptions) => Outbox;
}

export interface Loaded {
  module: GameModule;
  sprites: Record<string, string>;
}

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/** The outbox is a module of its own, fetched when there is something to keep. */
export async function openOutbox(files: Campaign["module"]["outbox"], options: OutboxOptions): Promise<Outbox> {
  const module = (await import(/* @vite-ignore */ new URL(files.js, location.href).href)) as OutboxModule;
  await module.default({ module_or_path: fetched(files.wasm) });
  return new module.Outbox(options);
}

export async function loadGame(files: Campaign["module"]): Promise<Loaded> {
  const wasm = fetched(files.wasm);
  const sprites = fetched(files.sprites).then((response) => response.json() as Promise<Record<string, string>>);
  wasm.catch(() => undefined); // reported by the line that awaits it
  sprites.catch(() => undefined);
  const module = (await import(/* @vite-ignore */ new URL(files.js, location.href).href)) as GameModule;
  await module.default({ module_or_path: wasm });
  return { module, sprites: await sprites };
}

export function mountGame(
  loaded: Loaded,
  stage: HTMLElement,
  campaign: Campaign,
  muted: boolean,
  on: (event: GameEvent) => void,
): Game {
  const { sprites, module } = loaded;
  const { texts, theme, labels } = campaign;
  const options: MountOptions = { sprites, texts, theme, muted, reducedMotion: reducedMotion(), on };
  if (labels) options.labels = labels.list.map(({ id, text, icon }) => ({ id, text, icon }));
  return module.Game.mount(stage, options);
}

export function unmountGame(game: Game): void {
  game.unmount();
  game.free?.();
}
