// Picks the words for a locale and fills in their {placeholders}.
import { en, type Word } from "./en";
import { zh } from "./zh";

export type { Word };
export type Translate = (word: Word, values?: Record<string, string | number>) => string;

export function isChinese(locale: string): boolean {
  return /^zh/i.test(locale);
}

export function translator(locale: string): Translate {
  const words = isChinese(locale) ? zh : en;
  return (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** A sentence for an error tag; an unknown tag gets the general one. */
export function errorText(t: Translate, tag: string): string {
  const word = `error_${tag}`;
  return t(word in en ? (word as Word) : "error_other");
}
