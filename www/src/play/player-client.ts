// The player of this browser and the calls made in its name: created once after consent; a refused token is replaced once.
import { ApiError, call, type CallOptions } from "../kit/api";
import type { Arrival, Me, Player } from "../kit/wire";
import type { Session } from "./session";

const KEY = "tv.player";

/** The player, and the consents (`campaign@version`) that the endpoint knows of. */
export type StoredPlayer = Player & { agreed?: string[] };

export class PlayerClient {
  private playerRequest: Promise<Player> | null = null;
  private arrivalRequest: Promise<void> | null = null;
  onPlayer: (player: Player) => void = () => undefined;

  /** The endpoint has nothing of this player any more, by their own will: erased, or the consent taken back elsewhere. */
  onGone: (tag: string) => void = () => undefined;

  constructor(private readonly session: Session) {}

  /** The player that the endpoint may know: stored, or on the way. */
  async known(): Promise<StoredPlayer | null> {
    const stored = this.session.loadJson<StoredPlayer>(KEY);
    return (await this.playerRequest?.catch(() => null)) ?? stored;
  }

  forget(): void {
    this.playerRequest = this.arrivalRequest = null;
  }

  /** Idempotent: the stored player, or a new one. */
  private ensurePlayer(): Promise<Player> {
    this.playerRequest ??= this.loadOrCreate().catch((error: unknown) => {
      this.playerRequest = null;
      throw error;
    });
    return this.playerRequest;
  }

  private async loadOrCreate(): Promise<Player> {
    const { session } = this;
    if (!session.mayStore) throw new ApiError("consent_withdrawn", 403);
    const stored = await this.loadRenewed();
    const consent = `${session.campaign.id}@${session.campaign.consent.version}`;
    const player = stored?.token && stored.agreed?.includes(consent) ? stored : await this.sendConsent(stored, consent);
    this.onPlayer(player);
    return player;
  }

  /** The stored player, with a fresh token when the one it has is old. */
  private async loadRenewed(): Promise<StoredPlayer | null> {
    const { session } = this;
    const stored = session.loadJson<StoredPlayer>(KEY);
    if (!stored?.token || stored.renew_at_ms! > session.nowMs) return stored;
    return (await import("./renew")).renewed(session, KEY, stored);
  }

  /** Tells the endpoint of the consent to this campaign, as the player we are or as a new one. */
  private async sendConsent(stored: StoredPlayer | null, consent: string): Promise<StoredPlayer> {
    const { campaign } = this.session;
    const create = (token?: string): Promise<Player> =>
      call<Player>("POST", "/v1/players", { body: { campaign: campaign.id, consent_version: campaign.consent.version }, token });
    const player = await create(stored?.token).catch((error: unknown) => {
      if (stored?.token && isLost(error)) return create();
      throw this.noteGone(error);
    });
    const before = player.player_id === stored?.player_id ? (stored?.agreed ?? []) : [];
    const agreed = [...before.filter((known) => !known.startsWith(`${campaign.id}@`)), consent];
    const created: StoredPlayer = { ...player, agreed };
    this.session.save(KEY, JSON.stringify(created));
    return created;
  }

  async call<T>(method: "GET" | "POST", path: string, options: CallOptions = {}): Promise<T> {
    if (!this.session.mayStore) throw new ApiError("consent_withdrawn", 403);
    const { token } = await this.ensurePlayer();
    try {
      return await call<T>(method, path, { ...options, token });
    } catch (error) {
      if (error instanceof ApiError && error.is("token_expired")) this.playerRequest = null; // it is renewed
      else if (isLost(error)) this.dropToken(token);
      else throw this.noteGone(error);
      const fresh = await this.ensurePlayer();
      return call<T>(method, path, { ...options, token: fresh.token });
    }
  }

  private noteGone(error: unknown): unknown {
    if (error instanceof ApiError && error.is("player_erased", "consent_withdrawn")) this.onGone(error.tag);
    return error;
  }

  /** The next call is made by another player. */
  dropToken(token: string): void {
    if (this.session.loadJson<Player>(KEY)?.token === token) this.session.host.store.remove(KEY);
    this.playerRequest = null;
  }

  /** Player first, then the arrival: a run started before it would not count for the inviter. Once a visit. */
  register(): Promise<void> {
    this.arrivalRequest ??= this.registerArrival().catch((error: unknown) => {
      this.arrivalRequest = null;
      throw error;
    });
    return this.arrivalRequest;
  }

  private async registerArrival(): Promise<void> {
    await this.ensurePlayer();
    const { invite } = this.session;
    if (invite) await this.arrive(invite);
  }

  /** An invite that cannot be used keeps nobody from playing. */
  private async arrive(code: string): Promise<void> {
    try {
      await this.call<Arrival>("POST", `/v1/invites/${encodeURIComponent(code)}/arrive`, { body: {} });
    } catch (error) {
      if (error instanceof ApiError && !error.retryable) return;
      throw error;
    }
  }

  me(): Promise<Me> {
    return this.call<Me>("GET", `/v1/me?campaign=${encodeURIComponent(this.session.campaign.id)}`);
  }
}

/** The endpoint does not know this player any more: erased, or its secret was changed. */
function isLost(error: unknown): boolean {
  return error instanceof ApiError && error.is("invalid_token", "unknown_player");
}
