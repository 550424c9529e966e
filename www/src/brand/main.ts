// The brand page's own script: one language at a time, told to the embedded game; a thank-you when a coupon is won.
type Language = "zh-CN" | "en";

const TITLES: Record<Language, string> = { "zh-CN": "果然 · 青果气泡", en: "Guoran · Green Sparkle" };

function speak(language: Language): void {
  document.documentElement.lang = language;
  document.title = TITLES[language];
  document.querySelector("tapvine-game")?.setAttribute("locale", language);
}

function wanted(): Language {
  return /^zh/i.test(new URLSearchParams(location.search).get("lang") ?? navigator.language) ? "zh-CN" : "en";
}

speak(wanted());

document.getElementById("lang")?.addEventListener("click", () => {
  const address = new URL(location.href);
  address.searchParams.set("lang", document.documentElement.lang === "en" ? "zh-CN" : "en");
  history.replaceState(null, "", address);
  speak(wanted());
});

document.addEventListener("tapvine:reward", () => {
  document.getElementById("thanks")?.removeAttribute("hidden");
});

// an invited friend came for the game
if (new URLSearchParams(location.search).has("tv_invite")) document.getElementById("play")?.scrollIntoView();
