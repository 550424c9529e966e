// What one visit knows: campaign, host, words, and the consent that decides whether anything may be stored or sent.
import { translator } from "../i18n/locale";
import { playWords, type PlayTranslate } from "../i18n/play-words";
import { inviteCode } from "../kit/invite-code";
import type { Campaign } from "../kit/wire";
import type { Host } from "./host";

/** When the page that carries the campaign began to arrive. */
function responseStartMs(): number {
  const page = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  return page?.responseStart ? performance.timeOrigin + page.responseStart : Date.now();
}

type Permission = "granted" | "denied" | "ask";

export class Session {
  t: PlayTranslate;
  private knownPermission: Permission;

  constructor(
    public campaign: Campaign,
    readonly host: Host,
    readonly query: URLSearchParams,
  ) {
    this.t = translator(campaign.locale, playWords);
    this.clockOffsetMs = Math.round(campaign.server_time_ms - responseStartMs());
    this.knownPermission = this.permission;
    this.invite = inviteCode(query.get("invite"));
  }

  /** The code of the invite that the visit came by. */
  readonly invite: string | null;

  /** The same campaign in another language, or read again. */
  setCampaign(campaign: Campaign): void {
    this.campaign = campaign;
    this.t = translator(campaign.locale, playWords);
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
    const stored = this.loadJson<{ version: string; state: string }>(this.consentKey);
    if (this.host.consent === "pending" || stored?.state === "denied") return "ask"; // in every mode
    if (this.host.consent === "granted" || this.campaign.consent.mode === "basic") return "granted";
    return stored?.state === "granted" && stored.version === this.campaign.consent.version ? "granted" : "ask";
  }

  /** There is a prize, and it cannot be won now. */
  get prizeGone(): boolean {
    const state = this.campaign.prize?.state;
    return state === "sold_out" || state === "sold_out_today";
  }

  get mayStore(): boolean {
    return this.permission === "granted";
  }

  /** True once after the permission was changed from outside this page. */
  takePermissionChange(): boolean {
    const before = this.knownPermission;
    this.knownPermission = this.permission;
    return before !== this.knownPermission;
  }

  grantConsent(): void {
    this.knownPermission = "granted";
    this.host.consent = "granted";
    this.host.store.set(this.consentKey, JSON.stringify({ version: this.campaign.consent.version, state: "granted" }));
    if (this.typedName) this.save("tv.name", this.typedName); // typed before it might be stored
    this.host.sendConsent("granted");
  }

  /** The person had agreed to an older notice: consent is asked again. */
  resetConsent(): void {
    this.host.consent = null;
    this.host.store.remove(this.consentKey);
  }

  /** The person said no here: that much is remembered, and nothing that tells who they are. */
  rememberNo(): void {
    this.host.consent = "pending";
    this.knownPermission = "ask";
    this.host.store.set(this.consentKey, JSON.stringify({ state: "denied" }));
    this.host.sendConsent("pending");
  }

  /** Removes all this page has stored; a withdrawn consent covers all of it. */
  clear(): void {
    for (const key of this.host.store.keys()) if (key.startsWith("tv.")) this.host.store.remove(key);
  }

  save(key: string, value: string): void {
    if (this.mayStore) this.host.store.set(key, value);
  }

  loadJson<T>(key: string): T | null {
    const text = this.host.store.get(key);
    if (!text) return null;
    try {
      return JSON.parse(text) as T;
    } catch {
      return null; // not ours: the same as absent
    }
  }

  get best(): number {
    return Number(this.host.store.get(this.bestKey)) || 0;
  }

  /** True when it beats an earlier best. */
  recordScore(score: number): boolean {
    const before = this.best;
    if (score <= before) return false;
    this.save(this.bestKey, String(score));
    return before > 0;
  }

  get muted(): boolean {
    return this.chosenMuted ?? this.host.store.get("tv.muted") === "1";
  }
  set muted(muted: boolean) {
    this.chosenMuted = muted;
    this.save("tv.muted", muted ? "1" : "0");
  }
  private chosenMuted: boolean | null = null;

  /** The first name a person chose to show, if any; as long as they like: `shownName` cuts it where it is shown. */
  get name(): string {
    return (this.typedName ?? this.host.store.get("tv.name") ?? this.host.playerName).trim();
  }
  set name(name: string) {
    this.typedName = name;
    this.save("tv.name", name);
  }
  private typedName: string | null = null;

  private get consentKey(): string {
    return `tv.consent.${this.campaign.id}`;
  }
  private get bestKey(): string {
    return `tv.best.${this.campaign.id}`;
  }
}
