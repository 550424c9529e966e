// The captcha a prize asks for in place of work: its service's script is loaded now and not before, and its widget shown in a sheet.
import { h, loadStyle } from "../kit/dom";
import type { CaptchaAnswer, CaptchaAsked } from "../kit/wire";
import sheetStyle from "../play/sheet.css?url";
import { openOverlay } from "../play/view";

type Service = keyof CaptchaAsked;

/** A script that is blocked or slow says nothing by itself. */
const LOAD_MS = 10_000;

const SCRIPTS: Record<Service, string> = {
  turnstile: "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit",
  hcaptcha: "https://js.hcaptcha.com/1/api.js?render=explicit",
  geetest: "https://static.geetest.com/v4/gt4.js",
};

interface Widget {
  render(at: HTMLElement, options: Record<string, unknown>): unknown;
}
interface GeetestCaptcha {
  appendTo(at: HTMLElement): GeetestCaptcha;
  onSuccess(then: () => void): GeetestCaptcha;
  onError(then: () => void): GeetestCaptcha;
  getValidate(): unknown;
}
type Globals = Partial<Record<"turnstile" | "hcaptcha", Widget>> & {
  initGeetest4?: (options: object, then: (captcha: GeetestCaptcha) => void) => void;
};

export interface CaptchaWords {
  title: string;
  unreachable: string;
  retry: string;
  leave: string;
}

/**
 * What the person's answer brought. Without one – the service cannot be reached – an empty answer: the endpoint asks the
 * service itself and, if it is down, asks for work instead. "none" leaves the prize.
 */
export async function askCaptcha(asked: CaptchaAsked, runId: string, words: CaptchaWords, mayRetry: boolean): Promise<CaptchaAnswer | "none"> {
  const service = Object.keys(asked)[0] as Service;
  const siteKey = asked[service]?.site_key ?? "";
  const place = h("div", {});
  const text = h("p", {}, words.title);
  const actions = h("div", { class: "actions" });
  await loadStyle(sheetStyle);
  const sheet = h("section", { class: "sheet", "data-tv": "captcha", role: "dialog", "aria-modal": "true", "aria-label": words.title }, text, place, actions);
  const close = openOverlay(h("div", { class: "veil" }, sheet));
  try {
    const leave = new Promise<"none">((resolve) => {
      actions.append(h("button", { class: "button quiet", type: "button", "data-tv": "captcha-leave", click: () => resolve("none") }, words.leave));
    });
    const answer = load(SCRIPTS[service]).then(() => answerOf(service, siteKey, runId, place));
    return await Promise.race([leave, answer.catch(() => unreachable(service, words, mayRetry, text, actions))]);
  } finally {
    close();
  }
}

/** The first time the endpoint is asked at once; after that a person decides whether to try again. */
function unreachable(service: Service, words: CaptchaWords, mayRetry: boolean, text: HTMLElement, actions: HTMLElement): Promise<CaptchaAnswer> {
  const empty = { [service]: service === "geetest" ? {} : "" } as unknown as CaptchaAnswer;
  if (!mayRetry) return Promise.resolve(empty);
  text.textContent = words.unreachable;
  return new Promise((resolve) => {
    actions.prepend(h("button", { class: "button", type: "button", "data-tv": "captcha-retry", click: () => resolve(empty) }, words.retry));
  });
}

function load(src: string): Promise<void> {
  if (document.querySelector(`script[src="${src}"][data-loaded]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => {
      script.remove();
      reject(new Error("blocked"));
    };
    const timer = setTimeout(fail, LOAD_MS);
    script.onerror = fail;
    script.onload = () => {
      clearTimeout(timer);
      script.dataset.loaded = "";
      resolve();
    };
    script.src = src;
    document.head.append(script);
  });
}

function answerOf(service: Service, siteKey: string, runId: string, place: HTMLElement): Promise<CaptchaAnswer> {
  const globals = window as unknown as Globals;
  return new Promise((resolve, reject) => {
    if (service === "geetest") {
      const { initGeetest4 } = globals;
      if (!initGeetest4) return reject(new Error("no script"));
      return initGeetest4({ captchaId: siteKey, product: "float" }, (captcha) => {
        captcha.appendTo(place).onSuccess(() => resolve({ geetest: captcha.getValidate() })).onError(reject);
      });
    }
    const widget = globals[service];
    if (!widget) return reject(new Error("no script"));
    widget.render(place, {
      sitekey: siteKey,
      cData: runId,
      callback: (token: string) => resolve({ [service]: token } as CaptchaAnswer),
      "error-callback": () => reject(new Error("refused")),
    });
  });
}
