import { folded } from "../characters.ts";
import type { Token } from "../tokens.ts";
import type { DraftLanguage } from "../types.ts";
import { claimIn } from "./claims.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es, spanishInfinitiveOf } from "./es.ts";
import { fr } from "./fr.ts";
import { OBJECTS } from "./objects.ts";
import type { Acts } from "./types.ts";

const ACTS = { en, fr, de, es } as const satisfies Record<DraftLanguage, Acts>;

/** Words before a verb that are looked at, so that no text takes long. */
const MOST_BEFORE = 20;

/** The verbs with which a text asks for something, or promises it, that a draft may neither ask for nor promise. */
export function openActsIn(tokens: readonly Token[], language: DraftLanguage): string[] {
  const acts = ACTS[language];
  const found: string[] = [];
  for (const sentence of Map.groupBy(tokens, ({ sentence }) => sentence).values()) {
    const words = wordsOf(sentence);
    const asks = acts.trigger.test(` ${words.join(" ")} `);
    for (const [index, word] of words.entries()) {
      const bound = acts.bindingForm?.(word, words.slice(Math.max(0, index - MOST_BEFORE), index));
      const base = bound ?? (asks ? baseOf(word, acts, language) : undefined);
      if (base !== undefined && !acts.allowed.has(base) && !acts.allowed.has(word)) found.push(word === "sie" ? `${base} sie` : word);
    }
  }
  return found;
}

/** What the text says of the reader's own words, and of agreements, that no fact holds. */
export function claimsIn(tokens: readonly Token[], language: DraftLanguage, hasPromise: boolean): string[] {
  return [...Map.groupBy(tokens, ({ sentence }) => sentence).values()].flatMap((sentence) => {
    const words = sentence.map(({ kind, text }) => (kind === "word" ? folded(text).replaceAll(/['-]/g, " ") : "q")).join(" ");
    return claimIn(words, language, hasPromise) ?? [];
  });
}

/**
 * The things of a sentence that asks or promises which it may not ask for or promise: what can be asked of a customer is a payment,
 * an answer, a look at what concerns the message, and whatever else `objects` lists.
 */
export function openThingsIn(tokens: readonly Token[], language: DraftLanguage): string[] {
  const acts = ACTS[language];
  const { isThing, asked, turns } = OBJECTS[language];
  return [...Map.groupBy(tokens, ({ sentence }) => sentence).values()].flatMap((sentence) => {
    const words = wordsOf(sentence);
    const asks =
      acts.trigger.test(` ${words.join(" ")} `) ||
      words.some((word, index) => acts.bindingForm?.(word, words.slice(Math.max(0, index - MOST_BEFORE), index)) !== undefined);
    if (!asks) return [];
    const plain = sentence.map(({ kind, text }) => (kind === "word" ? folded(text) : "q")).join(" ");
    return ` ${plain} `
      .replaceAll(turns, "q")
      .split(/[ '-]/)
      .filter((word) => isThing(word) && !asked.has(word));
  });
}

function baseOf(word: string, { bases }: Acts, language: DraftLanguage): string | undefined {
  if (language === "fr" && /^(?:d|l|n|s|m|t)'/.test(word)) return baseOf(word.slice(2), { bases } as Acts, language);
  if (bases.has(word)) return language === "de" && /zu(?=\p{L}{4})/u.test(word) ? word.replace("zu", "") : word;
  return language === "es" ? spanishInfinitiveOf(word) : undefined;
}

/** Folded words, facts as `q`, and `,` where punctuation stands between two. German nouns are left out: they are no verbs. */
function wordsOf(sentence: readonly Token[]): string[] {
  return sentence.flatMap(({ kind, text, touches }, index) => [
    ...(index > 0 && !touches ? [","] : []),
    kind === "word" ? (index > 0 && /^\p{Lu}\p{Ll}/u.test(text) && text !== "Sie" ? "Q" : folded(text)) : "q",
  ]);
}
