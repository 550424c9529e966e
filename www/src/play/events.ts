// The page's events: an outbox is opened once there is consent and the game module that carries it.
import type { Player } from "../kit/wire";
import type { Loaded, Outbox } from "./game";
import type { Session } from "./session";

type Tell = (outbox: Outbox) => void;

export class Events {
  private outbox: Outbox | null = null;
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
  }

  open({ module }: Loaded, player: Player): void {
    if (this.outbox || !this.session.mayKeep) return;
    const { campaign, host } = this.session;
    this.outbox = new module.Outbox({
      storage: host.store,
      endpoint: location.origin,
      writeKey: campaign.write_key,
      campaignId: campaign.id,
      gameId: campaign.game,
      clockOffsetMs: this.session.clockOffsetMs,
      context: this.context(),
    });
    this.outbox.setPlayer(player.player_id, host.identity?.userId);
    if (host.identity) this.outbox.identify(host.identity.userId, JSON.stringify(host.identity.traits ?? {}));
    this.outbox.gameOpened();
    for (const tell of this.waiting.splice(0)) tell(this.outbox);
  }

  close(): void {
    this.waiting = [];
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
