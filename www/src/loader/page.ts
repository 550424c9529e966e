// What all games on one host page share: identity, consent, and the open ports they are told through.
import type { ConsentState } from "../kit/wire";

export interface Identity {
  userId: string;
  traits: Record<string, unknown>;
}

interface Frame {
  origin: string;
  port: MessagePort;
}

const frames = new Set<Frame>();
export const shared: { identity: Identity | null; consent: ConsentState | null } = { identity: null, consent: null };

export function joined(frame: Frame): () => void {
  frames.add(frame);
  return () => frames.delete(frame);
}

export function pageIdentity(identity: Identity): void {
  shared.identity = identity;
  for (const { port } of frames) port.postMessage({ type: "identify", ...identity });
}

export function pageConsent(state: ConsentState): void {
  shared.consent = state;
  for (const { port } of frames) port.postMessage({ type: "consent", state });
}

/** The other games of the same endpoint see what one of them stored. */
export function storedElsewhere(origin: string, key: string, value: string | null, except?: MessagePort): void {
  for (const frame of frames) {
    if (frame.origin === origin && frame.port !== except) frame.port.postMessage({ type: "stored", key, value });
  }
}
