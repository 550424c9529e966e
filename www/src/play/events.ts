// The page's events: the outbox is loaded and opened once there is consent; events before that wait for it.
import type { Player } from "../kit/wire";
import { openOutbox, type Outbox } from "./outbox";
import type { Session } from "./session";

type Send = (outbox: Outbox) => void;

export class EventTracker {
  private outbox: Outbox | null = null;
  private opening = false;
  player: Player | null = null;
  private waiting: Send[] = [];
  private readonly onVisibility = () => {
    if (document.visibilityState === "hidden") this.outbox?.hidden();
    else this.outbox?.flush();
  };

  constructor(private readonly session: Session) {
    document.addEventListener("visibilitychange", this.onVisibility);
  }

  /** Sends now, or when the outbox opens; without consent it never opens. */
  track(send: Send): void {
    if (this.outbox) send(this.outbox);
    else this.waiting.push(send);
    if (this.player) void this.open(this.player);
  }

  /** Opens the outbox once. A failed attempt is repeated at the next event. */
  async open(player: Player): Promise<void> {
    this.player = player;
    if (this.opening || !this.session.mayStore) return;
    this.opening = true;
    try {
      const outbox = await this.fetchOutbox();
      if (this.opening && this.session.mayStore) this.start(outbox, player);
      else outbox.close();
    } catch {
      this.opening = false; // offline: the events go on waiting
    }
  }

  private async fetchOutbox(): Promise<Outbox> {
    const { campaign, host } = this.session;
    return openOutbox(campaign.module.outbox, {
      storage: host.store,
      endpoint: location.origin,
      writeKey: campaign.write_key,
      campaignId: campaign.id,
      gameId: campaign.game,
      clockOffsetMs: this.session.clockOffsetMs,
      context: (await import("./event-context")).eventContext(this.session),
    });
  }

  private start(outbox: Outbox, player: Player): void {
    this.outbox = outbox;
    outbox.setPlayer(player.player_id);
    this.identify();
    outbox.gameOpened();
    for (const send of this.waiting.splice(0)) send(outbox);
  }

  /** Who the visitor is, as the page says it, or as the endpoint has found it signed. */
  identify(): void {
    const { identity } = this.session.host;
    if (identity && (!identity.signature || identity.verified)) this.outbox?.identify(identity.userId, JSON.stringify(identity.traits));
  }

  close(): void {
    this.waiting = [];
    this.opening = false;
    this.outbox?.close();
    this.outbox = null;
  }

  /** The person took consent back: nothing that waits is sent or kept. */
  forget(): void {
    this.outbox?.forget();
    this.player = null;
    this.close();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.onVisibility);
    this.outbox?.hidden();
    this.close();
  }
}
