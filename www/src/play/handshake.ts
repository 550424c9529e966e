// Asks the page around this frame for a MessagePort; only a page of an allowed origin is believed.
import { uuid } from "../kit/random";
import type { PortMessage } from "../kit/wire";

const HELLO_EVERY_MS = 120;
const ANSWER_WITHIN_MS = 8_000; // long, because a busy page still decides about consent

export interface Connection {
  message: PortMessage;
  port: MessagePort;
}

export function connect(allowedOrigins: string[] | null): Promise<Connection | null> {
  return new Promise((resolve) => {
    const visit = uuid(); // the page around us may get several calls at once; it answers each visit once
    const hello = () => window.parent.postMessage({ tapvine: 1, type: "hello", visit }, "*");
    const repeat = setInterval(hello, HELLO_EVERY_MS);
    const end = (connection: Connection | null) => {
      clearInterval(repeat);
      clearTimeout(limit);
      removeEventListener("message", onMessage);
      resolve(connection);
    };
    const onMessage = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window.parent || event.data?.tapvine !== 1 || event.data.type !== "port" || !port) return;
      if (!allowedOrigins || originAllowed(event.origin, allowedOrigins)) end({ message: event.data as PortMessage, port });
    };
    const limit = setTimeout(() => end(null), ANSWER_WITHIN_MS);
    addEventListener("message", onMessage);
    hello();
  });
}

/** Entries are exact origins, or a loopback host with any port: "http://localhost:*". */
function originAllowed(origin: string, allowed: string[]): boolean {
  if (origin === location.origin) return true;
  return allowed.some((entry) => {
    if (!entry.endsWith(":*")) return entry.replace(/\/$/, "") === origin;
    const base = entry.slice(0, -2);
    return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])$/.test(base) && (origin === base || origin.startsWith(`${base}:`));
  });
}
