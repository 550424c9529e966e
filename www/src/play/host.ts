// Who holds our storage, consent and identity: this page itself (top window) or the loader in the page around it.
import { uuid } from "../kit/ids";
import type { ConsentState } from "../kit/wire";
import { utmOf } from "../kit/utm";
import { MemoryStore, ownStore, PortStore, type Store } from "./store";

export interface Identity {
  userId: string;
  traits: Record<string, unknown>;
}

export interface Host {
  store: Store;
  consent: ConsentState | null;
  identity: Identity | null;
  playerName: string;
  page: { path: string; url: string; title: string; referrer: string };
  utm: Record<string, string> | null;
  emit(name: string, detail: unknown): void;
  tellConsent(state: ConsentState): void;
  /** Set by whoever wants to know; called when the page around us speaks. */
  heard: {
    consent?: (state: ConsentState) => void;
    identify?: (identity: Identity) => void;
    locale?: (locale: string) => void;
    unmount?: () => void;
  };
}

const HELLO_EVERY_MS = 120;
const ANSWER_WITHIN_MS = 8_000; // a busy page still has the say over consent

export async function findHost(query: URLSearchParams, allowedOrigins: string[]): Promise<Host> {
  if (window.parent === window) return alone(ownStore(), query);
  if (!query.get("embed")) return alone(new MemoryStore(), query);
  const answer = await handshake(allowedOrigins);
  return answer ? lent(answer.data, answer.port) : alone(new MemoryStore(), query);
}

function alone(store: Store, query: URLSearchParams): Host {
  return {
    store,
    consent: null,
    identity: null,
    playerName: "",
    page: pageContext(location.href, document.title, document.referrer),
    utm: utmOf(query),
    emit: () => undefined,
    tellConsent: () => undefined,
    heard: {},
  };
}

interface PortAnswer {
  consent: ConsentState | null;
  identity: Identity | null;
  storage: Record<string, string>;
  playerName: string | null;
  pageUrl: string;
  title?: string;
  referrer: string;
  utm: Record<string, string> | null;
}

function lent(answer: PortAnswer, port: MessagePort): Host {
  const store = new PortStore(port, answer.storage ?? {});
  const host: Host = {
    store,
    consent: answer.consent,
    identity: answer.identity,
    playerName: answer.playerName ?? "",
    page: pageContext(answer.pageUrl, answer.title ?? "", answer.referrer),
    utm: answer.utm,
    emit: (name, detail) => port.postMessage({ type: "emit", name, detail }),
    tellConsent: (state) => port.postMessage({ type: "consent", state }),
    heard: {},
  };
  port.onmessage = ({ data }) => {
    if (data.type === "stored") store.heard(data.key, data.value);
    if (data.type === "consent") host.heard.consent?.((host.consent = data.state));
    if (data.type === "identify") host.heard.identify?.((host.identity = { userId: data.userId, traits: data.traits }));
    if (data.type === "locale") host.heard.locale?.(String(data.locale ?? ""));
    if (data.type === "unmount") host.heard.unmount?.();
  };
  return host;
}

function handshake(allowedOrigins: string[]): Promise<{ data: PortAnswer; port: MessagePort } | null> {
  return new Promise((resolve) => {
    const visit = uuid(); // the page around us may hear several calls at once, and answers a visit once
    const hello = () => window.parent.postMessage({ tapvine: 1, type: "hello", visit }, "*");
    const repeat = setInterval(hello, HELLO_EVERY_MS);
    const end = (answer: { data: PortAnswer; port: MessagePort } | null) => {
      clearInterval(repeat);
      clearTimeout(limit);
      removeEventListener("message", onMessage);
      resolve(answer);
    };
    const onMessage = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window.parent || event.data?.tapvine !== 1 || event.data.type !== "port" || !port) return;
      if (originAllowed(event.origin, allowedOrigins)) end({ data: event.data as PortAnswer, port });
    };
    const limit = setTimeout(() => end(null), ANSWER_WITHIN_MS);
    addEventListener("message", onMessage);
    hello();
  });
}

/** Entries are exact origins, or a loopback host with any port: "http://localhost:*". */
export function originAllowed(origin: string, allowed: string[]): boolean {
  if (origin === location.origin) return true;
  return allowed.some((entry) => {
    if (!entry.endsWith(":*")) return entry.replace(/\/$/, "") === origin;
    const base = entry.slice(0, -2);
    return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])$/.test(base) && (origin === base || origin.startsWith(`${base}:`));
  });
}

function pageContext(url: string, title: string, referrer: string): Host["page"] {
  return { path: new URL(url).pathname, url, title, referrer };
}
