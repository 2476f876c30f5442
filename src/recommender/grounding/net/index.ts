import { folded } from "../characters.ts";
import type { DraftLanguage } from "../types.ts";
import { CARE_NET } from "./care.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { EVERYDAY_NET } from "./everyday.ts";
import { STATE_NET } from "./state.ts";
import { OFFENCES, type Net, type Offence } from "./types.ts";

/**
 * The second net: what must not be said although every word of it might be honest. It reads folded text. The first net is
 * the vocabulary of the draft's language, in which most of these words, and all of another language, do not exist at all.
 */
interface Compiled {
  readonly code: Offence;
  readonly pattern: RegExp;
}

function compiled(language: DraftLanguage): readonly Compiled[] {
  const nets: readonly Partial<Net>[] = [NETS[language], EVERYDAY_NET[language], CARE_NET[language], STATE_NET[language]];
  return OFFENCES.map((code) => {
    const patterns = nets.flatMap((net) => net[code] ?? []);
    return { code, pattern: new RegExp(String.raw`\b(?:${patterns.join("|")})(?![\p{L}\p{N}])`, "u") };
  });
}

const NETS: Readonly<Record<DraftLanguage, Partial<Net>>> = { en, fr, de, es };
const PATTERNS = { en: compiled("en"), fr: compiled("fr"), de: compiled("de"), es: compiled("es") } as const satisfies Record<
  DraftLanguage,
  readonly Compiled[]
>;

/**
 * What a text in one of the languages, or in any, offends against, each once, with the words that do. Sentences are read
 * apart, so that what two of them say is not taken for one; or `across` each other, so that cutting one hides nothing.
 */
export function offencesIn(text: string, language?: DraftLanguage, across = false): { readonly code: Offence; readonly what: string }[] {
  const plain = ` ${folded(text)
    .replaceAll(/[.!?…;:](?![\p{L}\p{N}])/gu, across ? " " : " | ")
    .replaceAll(/[^\p{L}\p{N}|]+/gu, " ")
    .trim()} `;
  const found = new Map<Offence, string>();
  for (const { code, pattern } of language === undefined ? Object.values(PATTERNS).flat() : PATTERNS[language]) {
    const match = found.has(code) ? null : pattern.exec(plain);
    if (match !== null) found.set(code, match[0].trim());
  }
  return [...found].map(([code, what]) => ({ code, what }));
}
