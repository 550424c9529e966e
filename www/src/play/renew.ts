// A player whose token is old or has expired: it is exchanged for a fresh one.
import { call } from "../kit/api";
import type { Player } from "../kit/wire";
import type { Session } from "./session";

/** The player with a fresh token, kept under this key; or as before when there is none to have, and the next call says why. */
export async function renewed<P extends Player>(session: Session, key: string, player: P): Promise<P> {
  const fresh = await call<Player>("POST", "/v1/me/token", { token: player.token }).catch(() => null);
  if (!fresh) return player;
  const kept = { ...player, ...fresh };
  session.save(key, JSON.stringify(kept));
  return kept;
}
