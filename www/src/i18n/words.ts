// Picks the words for a locale and fills in their {placeholders}.
type Words<W extends string> = Record<W, string>;
export type Translate<W extends string> = (word: W, values?: Record<string, string | number>) => string;

export function isChinese(locale: string): boolean {
  return /^zh/i.test(locale);
}

export function translator<W extends string>(locale: string, words: { en: Words<W>; zh: Words<W> }): Translate<W> {
  const chosen = isChinese(locale) ? words.zh : words.en;
  return (word, values = {}) => chosen[word].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
