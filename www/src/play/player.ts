// The player of this browser: made once after consent, its token kept; a refused token is replaced once.
import { ApiError, call, type CallOptions } from "../kit/api";
import type { Arrival, Me, Player } from "../kit/wire";
import type { Session } from "./session";
import { toast } from "./view";

const KEY = "tv.player";
/** The endpoint does not know this player any more: erased, or its secret was changed. */
const LOST = ["invalid_token", "unknown_player"];

/** The player, and the campaigns with their consent versions that the endpoint knows to be agreed to. */
type Kept = Player & { agreed?: string[] };

export class PlayerClient {
  private making: Promise<Player> | null = null;
  private joining: Promise<void> | null = null;
  onPlayer: (player: Player) => void = () => undefined;

  constructor(private readonly session: Session) {}

  /** Idempotent: the kept player, or a new one. */
  player(): Promise<Player> {
    this.making ??= this.findOrMake().catch((error: unknown) => {
      this.making = null;
      throw error;
    });
    return this.making;
  }

  private async findOrMake(): Promise<Player> {
    const { session } = this;
    if (!session.mayKeep) throw new ApiError("consent_required", 403, null, "Consent comes first.");
    const kept = session.keptJson<Kept>(KEY);
    const agreement = `${session.campaign.id}@${session.campaign.consent.version}`;
    const player = kept?.token && kept.agreed?.includes(agreement) ? kept : await this.agree(kept, agreement);
    this.onPlayer(player);
    return player;
  }

  /** Tells the endpoint of the consent to this campaign, as the player we are or as a new one. */
  private async agree(kept: Kept | null, agreement: string): Promise<Kept> {
    const { id, consent } = this.session.campaign;
    const make = (token?: string): Promise<Player> =>
      call<Player>("POST", "/v1/players", { body: { campaign: id, consent_version: consent.version }, token });
    const player = await make(kept?.token).catch((error: unknown) => {
      if (kept?.token && error instanceof ApiError && LOST.includes(error.tag)) return make();
      throw error;
    });
    const before = player.player_id === kept?.player_id ? (kept?.agreed ?? []) : [];
    const agreed = [...before.filter((known) => !known.startsWith(`${id}@`)), agreement];
    const known: Kept = { ...player, agreed };
    this.session.keep(KEY, JSON.stringify(known));
    return known;
  }

  async call<T>(method: "GET" | "POST", path: string, options: CallOptions = {}): Promise<T> {
    const { token } = await this.player();
    try {
      return await call<T>(method, path, { ...options, token });
    } catch (error) {
      if (!(error instanceof ApiError) || !LOST.includes(error.tag)) throw error;
      this.forgetToken(token);
      const fresh = await this.player();
      return call<T>(method, path, { ...options, token: fresh.token });
    }
  }

  private forgetToken(token: string): void {
    if (this.session.keptJson<Player>(KEY)?.token === token) this.session.host.store.remove(KEY);
    this.making = null;
  }

  /** Player first, then the arrival: a run started before it would not count for the inviter. Once a visit. */
  joined(): Promise<void> {
    this.joining ??= this.join().catch((error: unknown) => {
      this.joining = null;
      throw error;
    });
    return this.joining;
  }

  private async join(): Promise<void> {
    await this.player();
    const { t, campaign, query } = this.session;
    const code = query.get("invite");
    const arrival = code ? await this.arrive(code) : null;
    if (arrival?.campaign !== campaign.id || arrival.reason === "own_invite" || campaign.labels) return; // a party's card says it
    toast(t("invited_by", { name: arrival.inviter_name ?? t("a_friend") }));
  }

  /** Who invited this player, if the visit came by an invite link; an unusable invite is nobody. */
  private async arrive(code: string): Promise<Arrival | null> {
    try {
      return await this.call<Arrival>("POST", `/v1/invites/${encodeURIComponent(code)}/arrive`, { body: {} });
    } catch (error) {
      if (error instanceof ApiError && !error.passing) return null;
      throw error;
    }
  }

  me(): Promise<Me> {
    return this.call<Me>("GET", `/v1/me?campaign=${encodeURIComponent(this.session.campaign.id)}`);
  }
}
