// The brand has signed who the visitor is: the endpoint is told, and a win that waited for it is claimed. Loaded when that happens.
import { claimWords } from "../i18n/claim-words";
import { ApiError, errorTag } from "../kit/api";
import type { Claim, Identity } from "../kit/wire";
import { showClaimed } from "./result-card";
import { toast } from "./view";
import type { Visit } from "./visit";

/** Which player each identity was sent for. */
const sent = new WeakMap<Identity, string>();

export async function identify(visit: Visit): Promise<void> {
  const { session, client, events } = visit;
  const { identity } = session.host;
  if (!identity?.signature || !session.mayStore || !events.player || sent.get(identity) === events.player.player_id) return;
  sent.set(identity, events.player.player_id);
  const { userId, signature, keyId } = identity;
  try {
    const body = { campaign: session.campaign.id, user_id: userId, signature, ...(keyId ? { key_id: keyId } : {}) };
    const claim = await client.call<Claim>("POST", "/v1/me/identity", { body });
    if (session.host.identity !== identity) return; // another visitor meanwhile
    identity.verified = true;
    events.identify();
    showClaim(visit, claim);
  } catch (error) {
    if (error instanceof ApiError && error.is("other_user")) return beSomebodyElse(visit);
    if (error instanceof ApiError && error.retryable) sent.delete(identity); // the next player or visit tries again
    visit.emitError(errorTag(error));
  }
}

/** Another user has come to this browser: another player, who is identified when there is one. */
async function beSomebodyElse({ events, client, player }: Visit): Promise<void> {
  events.close();
  player.clear();
  if (events.player) client.dropToken(events.player.token);
  await player.fetch().catch(() => undefined);
}

function showClaim({ session, player }: Visit, { prize, coupon, run_id }: Claim): void {
  if (player.me) player.me.claim_until_ms = null;
  player.addCoupon(coupon);
  if (!run_id) return; // no win waited
  const t = claimWords(session.campaign.locale);
  const isGone = prize === "sold_out" || prize === "sold_out_today";
  const words = t(coupon ? "claim_won" : isGone ? "claim_sold_out" : "claim_later");
  document.querySelector(".start .claim")?.remove();
  if (!showClaimed(prize, coupon)) toast(words);
  if (prize !== "won" || !coupon) return;
  session.host.emit("reward", { run_id, code: coupon.code });
}
