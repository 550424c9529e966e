// <tapvine-game>: an iframe in a shadow root, sized before it loads; one origin-checked handshake, then a MessagePort.
import { utmOf } from "../kit/utm";
import type { ConsentState, PortMessage } from "../kit/wire";
import { addFrame, broadcastStored, pageState } from "./page";
import { parseKey, readAll, remove, write } from "./storage";

const EVENTS = ["ready", "finish", "invite", "label", "reward", "error", "identify"];
const STYLE =
  ":host{display:block;position:relative;width:100%;max-width:480px;aspect-ratio:9/16;min-height:560px;margin-inline:auto;contain:layout paint}" +
  ":host([hidden]){display:none}iframe{position:absolute;inset:0;width:100%;height:100%;border:0;border-radius:inherit;color-scheme:light}";

/** A constructed sheet is allowed by every style policy of a host page; a <style> is for browsers without them. */
function applyStyle(root: ShadowRoot): void {
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } else {
    const style = document.createElement("style");
    style.textContent = STYLE;
    root.prepend(style);
  }
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
      const origin = new URL(this.getAttribute("endpoint") || scriptOrigin, location.href).origin;
      const query = new URLSearchParams(location.search);
      const address = new URLSearchParams({ campaign });
      const locale = this.getAttribute("locale");
      if (locale) address.set("locale", locale);
      address.set("embed", "1");
      const invite = query.get("tv_invite");
      if (invite) address.set("invite", invite);

      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      const frame = document.createElement("iframe");
      frame.title = "Tapvine";
      frame.allow = `${"share" in navigator ? "web-share; " : ""}clipboard-write; autoplay`;
      frame.src = `${origin}/play?${address}`;
      root.replaceChildren(frame);
      applyStyle(root);

      let removeFrame: (() => void) | null = null;
      let visit: unknown = null;
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
          pageUrl: location.href,
          title: document.title,
          referrer: document.referrer,
          utm: utmOf(query),
        };
        frame.contentWindow?.postMessage(answer, origin, [port2]);
      };
      const onStorage = (event: StorageEvent) => {
        const stored = parseKey(event.key);
        if (stored?.origin === origin) this.port?.postMessage({ type: "stored", key: stored.key, value: event.newValue });
      };
      window.addEventListener("message", onMessage);
      window.addEventListener("storage", onStorage);
      this.unmount = () => {
        window.removeEventListener("message", onMessage);
        window.removeEventListener("storage", onStorage);
        close();
        root.replaceChildren();
      };
    }

    private onFrameMessage(origin: string, port: MessagePort, data: { type: string; [key: string]: unknown }): void {
      const key = String(data["key"]);
      if (data.type === "set") {
        write(origin, key, String(data["value"]));
        broadcastStored(origin, key, String(data["value"]), port);
      } else if (data.type === "remove") {
        remove(origin, key);
        broadcastStored(origin, key, null, port);
      } else if (data.type === "consent") {
        pageState.consent &&= data["state"] as ConsentState; // the person has the last word
        this.setAttribute("consent", String(data["state"]));
      } else if (data.type === "emit" && EVENTS.includes(String(data["name"]))) {
        const event = new CustomEvent(`tapvine:${data["name"]}`, { bubbles: true, composed: true, detail: data["detail"] });
        this.dispatchEvent(event);
      }
    }
  }
  customElements.define("tapvine-game", TapvineGame);
}
