// tapvine.js: defines <tapvine-game> and drains window.tapvine. Loading it twice changes nothing.
// A page may call before the script arrives: window.tapvine = window.tapvine || []; tapvine.push(["identify", id, traits]).
// A script that arrives after the first paint cannot reserve room. A page that wants no layout shift sizes the element itself:
// <tapvine-game … style="display:block;max-width:480px;aspect-ratio:9/16">
import type { Identity } from "../kit/wire";
import { defineElement } from "./element";
import { setConsent, setIdentity } from "./page";

type Call = [name: string, ...rest: unknown[]];
interface Tapvine {
  identify(userId: string, traits?: Record<string, unknown>, proof?: Pick<Identity, "signature" | "keyId">): void;
  consent(state: string): void;
  push(...calls: Call[]): number;
}

const page = window as unknown as { tapvine?: Tapvine | Call[] };
const script = document.currentScript as HTMLScriptElement | null;

if (!customElements.get("tapvine-game")) {
  const waiting = Array.isArray(page.tapvine) ? page.tapvine : [];
  const api: Tapvine = {
    identify: (userId, traits, proof) =>
      setIdentity({ userId: String(userId), traits: traits ?? {}, signature: proof?.signature, keyId: proof?.keyId }),
    consent: (state) => {
      if (state === "granted" || state === "denied" || state === "pending") setConsent(state);
    },
    push: (...calls) => {
      for (const [name, ...rest] of calls) {
        if (name === "identify") api.identify(...(rest as [string]));
        if (name === "consent") api.consent(rest[0] as string);
      }
      return 0;
    },
  };
  page.tapvine = api;
  api.push(...waiting);
  defineElement(script ? new URL(script.src).origin : location.origin);
}
