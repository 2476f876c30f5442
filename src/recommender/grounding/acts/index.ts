import { folded } from "../characters.ts";
import type { Token } from "../tokens.ts";
import type { DraftLanguage } from "../types.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es, spanishInfinitiveOf } from "./es.ts";
import { fr } from "./fr.ts";
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

function baseOf(word: string, { bases }: Acts, language: DraftLanguage): string | undefined {
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
