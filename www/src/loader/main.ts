// tapvine.js: defines <tapvine-game> and drains window.tapvine. Loading it twice changes nothing.
// A page may call before the script arrives: window.tapvine = window.tapvine || []; tapvine.push(["identify", id, traits]).
// A script that arrives after the first paint cannot reserve room. A page that wants no layout shift sizes the element itself:
// <tapvine-game … style="display:block;max-width:480px;aspect-ratio:9/16">
// Host pages replace built-ins with their own: the loader uses plain loops and as few methods as it can.
import type { Identity } from "../kit/wire";
import { defineElement, originOf } from "./element";
import { setConsent, setIdentity } from "./page";

interface Tapvine {
  identify(userId: string, traits?: Record<string, unknown>, proof?: Pick<Identity, "signature" | "keyId">): void;
  consent(state: string): void;
  push(...calls: unknown[][]): number;
}

const page = window as unknown as { tapvine?: Tapvine | unknown[][] };

/** Where the script came from; unknown ("") when its text was evaluated or is part of another script. */
function scriptOrigin(): string {
  const own = document.currentScript as HTMLScriptElement | null; // null for a module
  const isOwn = own && /tapvine\.js/.test(own.src);
  const tag = isOwn ? own : document.querySelector<HTMLScriptElement>('script[src*="tapvine.js"]');
  return originOf(tag ? tag.src : "");
}

if (!customElements.get("tapvine-game")) {
  const waiting = page.tapvine as unknown[][] | undefined;
  const api: Tapvine = {
    identify: (userId, traits, proof) =>
      setIdentity({ userId: `${userId}`, traits: traits ?? {}, signature: proof?.signature, keyId: proof?.keyId }),
    consent: (state) => {
      if (state === "granted" || state === "denied" || state === "pending") setConsent(state);
    },
    push(...calls) {
      for (let at = 0; at < calls.length; at++) {
        const call = calls[at] as unknown[];
        if (call[0] === "identify") api.identify(call[1] as string, call[2] as Record<string, unknown>, call[3] as Identity);
        if (call[0] === "consent") api.consent(call[1] as string);
      }
      return 0;
    },
  };
  page.tapvine = api;
  if (waiting) for (let at = 0; at < waiting.length; at++) api.push(waiting[at] as unknown[]);
  defineElement(scriptOrigin());
}
