import { HIDDEN, MARKUP, ODD_SPACE } from "./characters.ts";
import type { Finding } from "./words.ts";

/** What can be said of a text without understanding it. */

/** Characters that no part may hold, facts included, however they are written. */
export function judgeCharacters(text: string): Finding[] {
  if (HIDDEN.test(text) || ODD_SPACE.test(text)) return [{ code: "hidden_characters", what: text }];
  return [];
}

/** Markup outside of the facts, even where it touches no word. */
export function judgeMarkup(rest: string): Finding[] {
  const at = rest.search(MARKUP);
  return at === -1 ? [] : [{ code: "markup", what: rest.slice(Math.max(0, at - 10), at + 40) }];
}

/** A paragraph ends as a sentence does; an SMS, which is signed, with a name as well. */
export function judgeEnding(rest: string, signed: boolean): Finding[] {
  if (/[.!?…:][)"”»’'“]?$/u.test(rest) || (signed && /\ue000\)?$/u.test(rest))) return [];
  return [{ code: "unfinished", what: rest.slice(-40) }];
}

/** Loud: many exclamation marks, or more capitals than a sentence has. */
export function judgeLoudness(texts: readonly string[], exclamationMarks: number): Finding[] {
  const all = texts.join(" ");
  if (all.split("!").length - 1 > exclamationMarks) return [{ code: "shouting", what: "!!" }];
  if (/[!?]{2}/.test(all))
    return [{ code: "shouting", what: all.slice(Math.max(0, all.search(/[!?]{2}/) - 20), all.search(/[!?]{2}/) + 5) }];
  return [];
}
