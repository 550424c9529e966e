// The page that embeds the game, or this page itself when nothing embeds it: whoever holds storage, consent and identity.
import type { ConsentState, Identity } from "../kit/wire";
import { connect, type Connection } from "./handshake";
import { MemoryStore, browserStore, PortStore, type Store } from "./store";

/** What the page around us may send after the handshake. */
interface MessageHandlers {
  consent?: (state: ConsentState) => void;
  identify?: (identity: Identity) => void;
  locale?: (locale: string) => void;
  unmount?: () => void;
}

export interface Host {
  /** The page around us holds the storage, and can read it. */
  embedded: boolean;
  store: Store;
  consent: ConsentState | null;
  identity: Identity | null;
  playerName: string;
  /** Whole addresses: `eventContext` takes out of them what may travel. */
  page: { path: string; url: string; title: string; referrer: string };
  emit(name: string, detail: unknown): void;
  sendConsent(state: ConsentState): void;
  onMessage: MessageHandlers;
}

/** Without a list any page around us is answered to: it learns of an error and nothing else. */
export async function findHost(query: URLSearchParams, allowedOrigins: string[] | null): Promise<Host> {
  if (window.parent === window) return standalone(browserStore());
  if (!query.get("embed")) return standalone(new MemoryStore());
  const connection = await connect(allowedOrigins);
  return connection ? embedded(connection) : standalone(new MemoryStore());
}

function standalone(store: Store): Host {
  return {
    embedded: false,
    store,
    consent: null,
    identity: null,
    playerName: "",
    page: pageContext(location.href, document.title, document.referrer),
    emit: () => undefined,
    sendConsent: () => undefined,
    onMessage: {},
  };
}

function embedded({ message, port }: Connection): Host {
  const store = new PortStore(port, message.storage ?? {});
  const host: Host = {
    embedded: true,
    store,
    consent: message.consent,
    identity: message.identity,
    playerName: message.playerName ?? "",
    page: pageContext(message.pageUrl, message.title ?? "", message.referrer),
    emit: (name, detail) => port.postMessage({ type: "emit", name, detail }),
    sendConsent: (state) => port.postMessage({ type: "consent", state }),
    onMessage: {},
  };
  port.onmessage = ({ data }) => {
    if (data.type === "stored") store.update(data.key, data.value);
    if (data.type === "consent") host.onMessage.consent?.((host.consent = data.state));
    if (data.type === "identify") host.onMessage.identify?.((host.identity = data));
    if (data.type === "locale") host.onMessage.locale?.(String(data.locale ?? ""));
    if (data.type === "unmount") host.onMessage.unmount?.();
  };
  return host;
}

function pageContext(url: string, title: string, referrer: string): Host["page"] {
  return { path: new URL(url).pathname, url, title, referrer };
}
