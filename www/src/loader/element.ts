// <tapvine-game>: an iframe in a shadow root, sized before it loads; one origin-checked handshake, then a MessagePort.
import type { ConsentState, PortMessage } from "../kit/wire";
import { addFrame, broadcast, pageState } from "./page";
import { parseKey, readAll, remove, write } from "./storage";
import { applyStyle } from "./style";

const EVENTS: Record<string, unknown> = { ready: 1, finish: 1, invite: 1, label: 1, reward: 1, error: 1, identify: 1 };
/** A frame that has not said hello by then is not there, or not ours. */
const HELLO_WITHIN_MS = 9_000;

/** "" for what is no address. */
export function originOf(address: string): string {
  const link = document.createElement("a");
  if (address) link.href = address;
  return link.origin;
}

export function defineElement(scriptOrigin: string): void {
  class TapvineGame extends HTMLElement {
    static observedAttributes = ["consent", "locale", "campaign", "endpoint"];
    private connected = false;
    private unmount: (() => void) | null = null;
    private port: MessagePort | null = null;

    connectedCallback(): void {
      this.disconnectedCallback();
      this.connected = true;
      const campaign = this.getAttribute("campaign");
      if (campaign) this.mount(campaign);
    }

    disconnectedCallback(): void {
      this.connected = false;
      this.unmount?.();
      this.unmount = null;
    }

    attributeChangedCallback(name: string, before: string | null, after: string | null): void {
      if (!this.connected || before === after) return; // read when it connects
      if (name === "consent") this.port?.postMessage({ type: "consent", state: after });
      else if (name === "locale" && this.port) this.port.postMessage({ type: "locale", locale: after });
      else this.connectedCallback();
    }

    private mount(campaign: string): void {
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      const endpoint = this.getAttribute("endpoint") || scriptOrigin;
      const origin = originOf(endpoint);
      const locale = this.getAttribute("locale");
      const invite = /[?&]tv_invite=([^&]*)/.exec(location.search);
      const play = `${origin}/play?campaign=${encodeURIComponent(campaign)}${locale ? `&locale=${encodeURIComponent(locale)}` : ""}`;
      const frame = document.createElement("iframe");
      /** The host's own children, else a sentence and the way to the game's own page. */
      const fail = (tag: string, message: string) => {
        console.error("tapvine:", tag, message);
        frame.hidden = true; // a late hello shows it again
        const slot = document.createElement("slot");
        const link = document.createElement("a");
        link.textContent = origin ? "游戏没能在这里打开，点此打开。 The game could not open here. Open it." : message;
        if (origin) link.href = play;
        link.target = "_blank";
        slot.append(link);
        root.replaceChildren(frame, slot);
        this.emit("error", { tag, message });
      };
      applyStyle(root);
      if (!origin) {
        return fail("no_endpoint", "<tapvine-game> needs the attribute endpoint");
      }
      frame.title = "Tapvine";
      frame.allow = `${"share" in navigator ? "web-share; " : ""}clipboard-write; autoplay`;
      frame.src = `${play}&embed=1${invite ? `&invite=${invite[1]}` : ""}`;
      root.replaceChildren(document.createElement("div"), frame);

      let removeFrame: (() => void) | null = null;
      let visit: unknown = null;
      const onNothing = () => frame.hidden || fail("frame_blocked", "check endpoint, frame-src, allowed_origins");
      const limit = setTimeout(onNothing, HELLO_WITHIN_MS);
      const close = () => {
        removeFrame?.();
        this.port?.postMessage({ type: "unmount" });
        this.port?.close();
        this.port = removeFrame = null;
      };
      const onMessage = (event: MessageEvent) => {
        if (event.source !== frame.contentWindow || event.origin !== origin) return;
        if (event.data?.tapvine !== 1 || event.data.type !== "hello") return;
        if (event.data.visit === visit) return; // it has our answer, or will have
        visit = event.data.visit;
        clearTimeout(limit);
        if (frame.hidden) frame.nextSibling?.remove();
        frame.hidden = false;
        close(); // the frame has loaded again
        const { port1, port2 } = new MessageChannel();
        this.port = port1;
        removeFrame = addFrame({ origin, port: port1 });
        port1.onmessage = ({ data }) => this.onFrameMessage(origin, port1, data);
        const answer: PortMessage & { tapvine: 1; type: "port" } = {
          tapvine: 1,
          type: "port",
          consent: pageState.consent ?? (this.getAttribute("consent") as ConsentState | null),
          identity: pageState.identity,
          storage: readAll(origin),
          playerName: this.getAttribute("player-name"),
          pageUrl: location.origin + location.pathname + location.search,
          title: document.title,
          referrer: document.referrer,
        };
        frame.contentWindow?.postMessage(answer, origin, [port2]);
      };
      const onStorage = (event: StorageEvent) => {
        const stored = parseKey(event.key);
        if (stored?.origin === origin) this.port?.postMessage({ type: "stored", key: stored.key, value: event.newValue });
      };
      const onBlocked = (event: SecurityPolicyViolationEvent) => {
        if (event.effectiveDirective !== "frame-src" || event.blockedURI.indexOf(origin)) return;
        clearTimeout(limit);
        onNothing();
      };
      window.addEventListener("message", onMessage);
      window.addEventListener("storage", onStorage);
      document.addEventListener("securitypolicyviolation", onBlocked);
      this.unmount = () => {
        clearTimeout(limit);
        window.removeEventListener("message", onMessage);
        window.removeEventListener("storage", onStorage);
        document.removeEventListener("securitypolicyviolation", onBlocked);
        close();
        root.replaceChildren();
      };
    }

    private onFrameMessage(origin: string, port: MessagePort, data: { type: string; [key: string]: unknown }): void {
      const { type } = data;
      const key = `${data["key"]}`;
      if (type === "set" || type === "remove") {
        const value = type === "set" ? `${data["value"]}` : null;
        if (value === null) remove(origin, key);
        else write(origin, key, value);
        broadcast({ type: "stored", key, value }, origin, port);
      } else if (type === "consent") {
        pageState.consent &&= data["state"] as ConsentState; // the person has the last word
        this.setAttribute("consent", `${data["state"]}`);
      } else if (type === "emit" && EVENTS[`${data["name"]}`] === 1) {
        this.emit(`${data["name"]}`, data["detail"]);
      }
    }

    private emit(name: string, detail: unknown): void {
      this.dispatchEvent(new CustomEvent(`tapvine:${name}`, { bubbles: true, composed: true, detail }));
    }
  }
  customElements.define("tapvine-game", TapvineGame);
}
