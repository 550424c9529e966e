// The page's events: the outbox is fetched and opened once there is consent; what happens before waits for it.
import type { Player } from "../kit/wire";
import { openOutbox, type Outbox } from "./game";
import type { Session } from "./session";

type Tell = (outbox: Outbox) => void;

export class Events {
  private outbox: Outbox | null = null;
  private opening = false;
  private player: Player | null = null;
  private waiting: Tell[] = [];
  private readonly onVisibility = () => {
    if (document.visibilityState === "hidden") this.outbox?.hidden();
    else this.outbox?.flush();
  };

  constructor(private readonly session: Session) {
    document.addEventListener("visibilitychange", this.onVisibility);
  }

  /** Told at once, or when the outbox opens; never opened means never told. */
  tell(tell: Tell): void {
    if (this.outbox) tell(this.outbox);
    else this.waiting.push(tell);
    if (this.player) void this.open(this.player);
  }

  /** Once; a failed fetch is tried again when the next thing happens. */
  async open(player: Player): Promise<void> {
    this.player = player;
    if (this.opening || !this.session.mayKeep) return;
    this.opening = true;
    try {
      const outbox = await this.fetchOutbox();
      if (this.opening && this.session.mayKeep) this.begin(outbox, player);
      else outbox.close();
    } catch {
      this.opening = false; // offline: what happened goes on waiting
    }
  }

  private fetchOutbox(): Promise<Outbox> {
    const { campaign, host } = this.session;
    return openOutbox(campaign.module.outbox, {
      storage: host.store,
      endpoint: location.origin,
      writeKey: campaign.write_key,
      campaignId: campaign.id,
      gameId: campaign.game,
      clockOffsetMs: this.session.clockOffsetMs,
      context: this.context(),
    });
  }

  private begin(outbox: Outbox, player: Player): void {
    const { identity } = this.session.host;
    this.outbox = outbox;
    outbox.setPlayer(player.player_id, identity?.userId);
    if (identity) outbox.identify(identity.userId, JSON.stringify(identity.traits ?? {}));
    outbox.gameOpened();
    for (const tell of this.waiting.splice(0)) tell(outbox);
  }

  close(): void {
    this.waiting = [];
    this.opening = false;
    this.outbox?.close();
    this.outbox = null;
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.onVisibility);
    this.outbox?.hidden();
    this.close();
  }

  private context(): Record<string, unknown> {
    const { campaign, host, query } = this.session;
    const invite = query.get("invite");
    return {
      locale: campaign.locale,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      page: host.page,
      ...(host.utm ? { campaign: host.utm } : {}),
      ...(invite ? { referrer: { type: "invite", id: invite } } : {}),
      consent: { version: campaign.consent.version },
    };
  }
}
