// The game module: its script, wasm and pictures are fetched side by side, then it is mounted behind the card.
import { reducedMotion } from "../kit/dom";
import type { Campaign } from "../kit/wire";
import { fetchFile, importModule } from "./module";

export type GameEvent =
  | { type: "ready" }
  | { type: "score"; score: number; rival: number | null; combo: number }
  | { type: "finish"; score: number; rival: number | null; won: boolean; ticks: number; trace: string }
  | { type: "failed"; message: string };

export interface Game {
  start(seed: string, dials: Record<string, number>): void;
  idle(): void;
  setMuted(muted: boolean): void;
  unmount(): void;
  /** Pictures that come after the first frame: {icon: svg}. */
  setIcons?(icons: Record<string, string>): void;
  free?(): void;
}

export interface MountOptions {
  sprites: Record<string, string>;
  texts: Record<string, string>;
  theme: Campaign["theme"];
  muted: boolean;
  reducedMotion: boolean;
  labels?: { id: string; text: string; icon: string }[];
  on: (event: GameEvent) => void;
}

interface GameModule {
  Game: { mount(stage: HTMLElement, options: MountOptions): Game };
}

export interface LoadedGame {
  module: GameModule;
  sprites: Record<string, string>;
}

export async function loadGame({ js, wasm, sprites }: Campaign["module"]): Promise<LoadedGame> {
  const [module, drawings] = await Promise.all([
    importModule<GameModule>(js, wasm),
    fetchFile(sprites).then((response) => response.json() as Promise<LoadedGame["sprites"]>),
  ]);
  return { module, sprites: drawings };
}

export function mountGame({ module, sprites }: LoadedGame, stage: HTMLElement, options: Omit<MountOptions, "sprites" | "reducedMotion">): Game {
  return module.Game.mount(stage, { ...options, sprites, reducedMotion: reducedMotion() });
}

export function unmountGame(game: Game): void {
  game.unmount();
  game.free?.();
}
