// The brand page's own script: one language at a time, passed to the embedded game; a thank-you when a coupon is won.
import { pageLanguage, wantedLocale } from "../i18n/locale";

const TITLES = { "zh-CN": "果然 · 青果气泡", en: "Guoran · Green Sparkle" };

function applyLanguage(): void {
  const language = pageLanguage(wantedLocale("lang"));
  document.documentElement.lang = language;
  document.title = TITLES[language];
  document.querySelector("tapvine-game")?.setAttribute("locale", language);
}

applyLanguage();

document.getElementById("lang")?.addEventListener("click", () => {
  const address = new URL(location.href);
  address.searchParams.set("lang", document.documentElement.lang === "en" ? "zh-CN" : "en");
  history.replaceState(null, "", address);
  applyLanguage();
});

document.addEventListener("tapvine:reward", () => {
  document.getElementById("thanks")?.removeAttribute("hidden");
});

// an invited friend comes for the game
if (new URLSearchParams(location.search).has("tv_invite")) document.getElementById("play")?.scrollIntoView();
