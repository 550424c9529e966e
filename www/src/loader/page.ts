// What all games on one host page share: identity, consent, and the ports that carry changes of them.
import type { ConsentState, Identity } from "../kit/wire";

interface Frame {
  origin: string;
  port: MessagePort;
}

const frames = new Set<Frame>();
export const pageState: { identity: Identity | null; consent: ConsentState | null } = { identity: null, consent: null };

/** Returns a function that removes it. */
export function addFrame(frame: Frame): () => void {
  frames.add(frame);
  return () => frames.delete(frame);
}

export function setIdentity(identity: Identity): void {
  pageState.identity = identity;
  for (const { port } of frames) port.postMessage({ type: "identify", ...identity });
}

export function setConsent(state: ConsentState): void {
  pageState.consent = state;
  for (const { port } of frames) port.postMessage({ type: "consent", state });
}

/** Sends what one game has stored to the other games of the same endpoint. */
export function broadcastStored(origin: string, key: string, value: string | null, except?: MessagePort): void {
  for (const frame of frames) {
    if (frame.origin === origin && frame.port !== except) frame.port.postMessage({ type: "stored", key, value });
  }
}
