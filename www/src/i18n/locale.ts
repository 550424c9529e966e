// Which language is wanted, and its words with their {placeholders} filled in.
type Words<W extends string> = Record<W, string>;
export type Translate<W extends string> = (word: W, values?: Record<string, string | number>) => string;

/** What the address asks for, else what the browser prefers. */
export function wantedLocale(parameter: "locale" | "lang"): string {
  return new URLSearchParams(location.search).get(parameter) ?? navigator.language;
}

export function isChinese(locale: string): boolean {
  return /^zh/i.test(locale);
}

/** The language in which the pages serve a locale. */
export function pageLanguage(locale: string): "zh-CN" | "en" {
  return isChinese(locale) ? "zh-CN" : "en";
}

export function translator<W extends string>(locale: string, words: { en: Words<W>; zh: Words<W> }): Translate<W> {
  const chosen = isChinese(locale) ? words.zh : words.en;
  return (word, values = {}) => chosen[word].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
