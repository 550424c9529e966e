// Consent taken back: this page forgets at once, and the endpoint is told – now, or on the next visit when it cannot be reached.
import { ApiError, call } from "../kit/api";
import type { Session } from "./session";
import type { Visit } from "./visit";

/** What the endpoint has not been told yet. It is kept for that alone, and removed when it is told. */
const UNTOLD = "tv.untold";

interface Untold {
  token: string;
  campaigns: string[];
}

/** `everywhere`: the page around us said no, to every campaign of this player. True once the endpoint knows. */
export async function withdraw(visit: Visit, everywhere: boolean): Promise<boolean> {
  const { session, client } = visit;
  const { id } = session.campaign;
  const known = client.known(); // before it is forgotten; it may be on its way
  const stored = session.loadJson<{ agreed?: string[] }>("tv.player");
  const agreed = stored?.agreed ?? [];
  const others = agreed.filter((consent) => !consent.startsWith(`${id}@`));
  visit.forget();
  if (everywhere || !others.length) session.clear();
  else forgetCampaign(session, { ...stored, agreed: others });
  if (!everywhere) session.rememberNo();
  const player = await known;
  if (!player?.token) return true; // the endpoint has never heard of this browser
  const campaigns = [id, ...(everywhere ? others.map((consent) => consent.slice(0, consent.lastIndexOf("@"))) : [])];
  return tell(session, { token: player.token, campaigns });
}

/** The player stays in the campaigns they still agree to. */
function forgetCampaign({ campaign, host }: Session, player: object): void {
  for (const key of host.store.keys()) {
    const isOurs = key === `tv.best.${campaign.id}` || key.startsWith("tv.outbox.") || (key.startsWith("tv.finish.") && host.store.get(key)?.includes(`"campaign":"${campaign.id}"`));
    if (isOurs) host.store.remove(key);
  }
  host.store.set("tv.player", JSON.stringify(player));
}

export async function tellAgain(session: Session): Promise<void> {
  const untold = session.loadJson<Untold>(UNTOLD);
  if (untold) await tell(session, untold);
}

async function tell({ host }: Session, { token, campaigns }: Untold): Promise<boolean> {
  const left: string[] = [];
  for (const campaign of campaigns) {
    await call("DELETE", `/v1/consents/${encodeURIComponent(campaign)}`, { token }).catch((error: unknown) => {
      if (error instanceof ApiError && error.retryable) left.push(campaign); // otherwise there is nobody to forget
    });
  }
  if (left.length) host.store.set(UNTOLD, JSON.stringify({ token, campaigns: left }));
  else host.store.remove(UNTOLD);
  return !left.length;
}
