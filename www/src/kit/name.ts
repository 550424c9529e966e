// Names people choose to show, by the rule of shared/src/name.rs; shared/tests/names.json holds both to one table.
import { MAX_PLAYER_NAME_SIGNS } from "./limits";

const MAX_SIGN_CHARS = 16;
const BLACK_FLAG = "\u{1f3f4}";
const UNSEEN =
  /[\0-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{16fe4}\u{1bca0}-\u{1bca3}\u{1d159}\u{1d173}-\u{1d17a}\u{e0000}-\u{e001f}\u{e0080}-\u{e00ff}\u{e01f0}-\u{e0fff}]/u;
const BLANK = /\p{White_Space}/u;
const MARK = /^\p{M}/u;
const JOINER = /^[\u200c\u200d]$/;
const SELECTOR = /^[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u180b-\u180d\u180f]$/u;
const TAG = /^[\u{e0020}-\u{e007f}]$/u;
const HALF_SIGN = /^[\ud800-\udfff]$/;

/** A name safe to show: one line, trimmed, cut between signs; "" when nothing of it can be seen. */
export function shownName(raw: string, most = MAX_PLAYER_NAME_SIGNS): string {
  const shown: string[] = [];
  for (const whole of signsOf(visible(raw))) {
    const chars = [...whole];
    const sign = chars.length > MAX_SIGN_CHARS ? chars.slice(0, MAX_SIGN_CHARS).join("").replace(/[\u200c\u200d]+$/, "") : whole;
    const followsBlank = !shown.length || shown[shown.length - 1] === " ";
    if (!sign || (followsBlank && (sign === " " || MARK.test(sign)))) continue; // a second blank; a mark with nothing under it
    if (shown.push(sign) > most) break;
  }
  return shown.slice(0, most).join("").trimEnd().replace(/(\P{M}|^)[\u200c\u200d]+$/u, "$1"); // what it joined was cut off
}

/** The first sign of a name, for a face. */
export function initialOf(name: string): string {
  const [first = ""] = signsOf(name);
  const upper = first.toUpperCase();
  return [...upper].length === [...first].length ? upper : first;
}

/** A name of a language that is written from the right keeps its place in a sentence that is not. */
export function nameInText(name: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(name) ? `\u2068${name}\u2069` : name;
}

function visible(raw: string): string {
  const chars = [...raw].filter((char) => BLANK.test(char) || !(UNSEEN.test(char) || HALF_SIGN.test(char)));
  let kept = "";
  let before = "";
  let inFlag = false;
  chars.forEach((char, at) => {
    inFlag = char === BLACK_FLAG || (inFlag && TAG.test(char));
    const keep = BLANK.test(char) ? " "
      : JOINER.test(char) ? joins(before, chars[at + 1] ?? "") && char
      : SELECTOR.test(char) ? before !== "" && before !== " " && !JOINER.test(before) && !SELECTOR.test(before) && char
      : TAG.test(char) ? inFlag && char
      : char;
    if (keep) kept += before = keep;
  });
  return kept;
}

function joins(before: string, after: string): boolean {
  return beyondAscii(before) && ((beyondAscii(after) && !SELECTOR.test(after) && !TAG.test(after)) || (MARK.test(before) && !SELECTOR.test(before)));
}

function beyondAscii(char: string): boolean {
  return char > "\x7f" && !BLANK.test(char) && !JOINER.test(char);
}

/** What a person sees as one letter or one emoji. */
export function signsOf(text: string): string[] {
  if (typeof Intl === "object" && "Segmenter" in Intl) return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return text.match(SIGN) ?? [];
}

/** For browsers without a segmenter: flags, Korean letters of parts, and a sign with its marks, tones, tags and what is joined to it. */
const SIGN =
  /(?:\p{RI}{2}|[\u1100-\u115f]+[\u1160-\u11a7]*[\u11a8-\u11ff]*|[^])(?:[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d]\u200d?\p{L}|\u200d\p{Extended_Pictographic}|[\p{M}\p{EMod}\u200c\u200d\u{e0020}-\u{e007f}])*/gu;

/** A field takes as many signs as will be shown; while a word is being composed it takes what it gets. */
export function limitName(event: InputEvent): void {
  const field = event.target as HTMLInputElement;
  const signs = signsOf(field.value);
  if (!event.isComposing && signs.length > MAX_PLAYER_NAME_SIGNS) field.value = signs.slice(0, MAX_PLAYER_NAME_SIGNS).join("");
}
