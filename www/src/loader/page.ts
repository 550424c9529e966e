// What all games on one host page share: identity, consent, and the ports that carry changes of them.
import type { ConsentState, Identity } from "../kit/wire";

interface Frame {
  origin: string;
  port: MessagePort;
}

const frames: Record<number, Frame> = {};
let count = 0;
export const pageState: { identity: Identity | null; consent: ConsentState | null } = { identity: null, consent: null };

/** Returns a function that removes it. */
export function addFrame(frame: Frame): () => void {
  const at = count++;
  frames[at] = frame;
  return () => delete frames[at];
}

export function setIdentity(identity: Identity): void {
  pageState.identity = identity;
  broadcast({ type: "identify", userId: identity.userId, traits: identity.traits });
}

export function setConsent(state: ConsentState): void {
  pageState.consent = state;
  broadcast({ type: "consent", state });
}

/** Sends to every game, or to those of one endpoint but the one it came from. */
export function broadcast(message: object, origin?: string, except?: MessagePort): void {
  for (let at = 0; at < count; at++) {
    const frame = frames[at];
    if (frame && frame.port !== except && (!origin || frame.origin === origin)) frame.port.postMessage(message);
  }
}
