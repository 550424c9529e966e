// Words of the play page, both languages at once: switching needs no network.
import { en } from "./en";
import { zh } from "./zh";
import type { Translate } from "./words";

export const playWords = { en, zh };
export type Word = keyof typeof en;
export type PlayTranslate = Translate<Word>;

/** Words that came later; every translator knows them at once. */
export function learn(more: { en: object; zh: object }): void {
  Object.assign(en, more.en);
  Object.assign(zh, more.zh);
}

/** A sentence for an error tag; an unknown tag gets the general one. */
export function errorText(t: PlayTranslate, tag: string): string {
  const word = `error_${tag}`;
  return t(word in en ? (word as Word) : "error_other");
}
