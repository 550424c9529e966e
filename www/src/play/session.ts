// What one visit knows: campaign, host, words, and the consent that decides whether anything may be kept or sent.
import { playWords, type PlayTranslate } from "../i18n/play-words";
import { translator } from "../i18n/words";
import type { Campaign } from "../kit/wire";
import type { Host } from "./host";

/** When the page that carries the campaign began to arrive. */
function answeredAtMs(): number {
  const page = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  return page?.responseStart ? performance.timeOrigin + page.responseStart : Date.now();
}

export const NAME_MOST = 24;

export type Permission = "granted" | "denied" | "ask";

export class Session {
  t: PlayTranslate;
  practice = false;

  constructor(
    public campaign: Campaign,
    readonly host: Host,
    readonly query: URLSearchParams,
  ) {
    this.t = translator(campaign.locale, playWords);
    this.clockOffsetMs = Math.round(campaign.server_time_ms - answeredAtMs());
  }

  /** Server clock minus ours. */
  readonly clockOffsetMs: number;

  get nowMs(): number {
    return Date.now() + this.clockOffsetMs;
  }

  text(key: string): string {
    return this.campaign.texts[key] ?? "";
  }

  get rivalName(): string {
    return this.text("rival_name") || this.t("rival");
  }

  get permission(): Permission {
    if (this.host.consent === "denied") return "denied";
    if (this.host.consent === "granted") return "granted";
    if (this.campaign.consent.mode === "basic") return "granted";
    const kept = this.keptJson<{ version: string; state: string }>(this.consentKey);
    return kept?.state === "granted" && kept.version === this.campaign.consent.version ? "granted" : "ask";
  }

  get mayKeep(): boolean {
    return this.permission === "granted";
  }

  agree(): void {
    this.host.consent = "granted";
    this.keep(this.consentKey, JSON.stringify({ version: this.campaign.consent.version, state: "granted" }));
    if (this.nameNow) this.keep("tv.name", this.nameNow); // typed before there was a permission to keep it
    this.host.tellConsent("granted");
  }

  /** Asks again: the notice changed under a person who had agreed to an older one. */
  askAgain(): void {
    this.host.consent = null;
    this.host.store.remove(this.consentKey);
  }

  /** Forgets what this page kept; a withdrawn consent covers all of it. */
  forget(): void {
    for (const key of this.host.store.keys()) if (key.startsWith("tv.")) this.host.store.remove(key);
  }

  keep(key: string, value: string): void {
    if (this.mayKeep) this.host.store.set(key, value);
  }

  keptJson<T>(key: string): T | null {
    const text = this.host.store.get(key);
    if (!text) return null;
    try {
      return JSON.parse(text) as T;
    } catch {
      return null; // somebody else's value under our key counts as none
    }
  }

  get best(): number {
    return Number(this.host.store.get(this.bestKey)) || 0;
  }

  /** True when it is a new best. */
  noteScore(score: number): boolean {
    const before = this.best;
    if (score <= before) return false;
    this.keep(this.bestKey, String(score));
    return before > 0;
  }

  get muted(): boolean {
    return this.mutedNow ?? this.host.store.get("tv.muted") === "1";
  }
  set muted(muted: boolean) {
    this.mutedNow = muted;
    this.keep("tv.muted", muted ? "1" : "0");
  }
  private mutedNow: boolean | null = null;

  /** The first name a person chose to show, if any. */
  get name(): string {
    return (this.nameNow ?? this.host.store.get("tv.name") ?? this.host.playerName).trim().slice(0, NAME_MOST);
  }
  set name(name: string) {
    this.nameNow = name;
    this.keep("tv.name", name);
  }
  private nameNow: string | null = null;

  private get consentKey(): string {
    return `tv.consent.${this.campaign.id}`;
  }
  private get bestKey(): string {
    return `tv.best.${this.campaign.id}`;
  }
}
