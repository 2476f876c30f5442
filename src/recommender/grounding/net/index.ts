import { folded } from "../characters.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { OFFENCES, type Net, type Offence } from "./types.ts";

/**
 * The second net: what must not be said although every word of it might be honest. It reads all four languages whatever
 * the draft's, in folded text. The first net is the vocabulary, in which most of these words do not exist at all.
 */
const NETS: readonly Net[] = [en, fr, de, es];

interface Compiled {
  readonly code: Offence;
  readonly pattern: RegExp;
}

const PATTERNS: readonly Compiled[] = OFFENCES.flatMap((code) =>
  NETS.map((net): Compiled => ({ code, pattern: new RegExp(String.raw`\b(?:${net[code].join("|")})\b`) })),
);

/** What a text offends against, each once, with the words that do. */
export function offencesIn(text: string): { readonly code: Offence; readonly what: string }[] {
  const plain = ` ${folded(text)
    .replaceAll(/[.!?…;:]+(?= |$)/g, " | ")
    .replaceAll(/[^\p{L}\p{N}|]+/gu, " ")} `;
  const found = new Map<Offence, string>();
  for (const { code, pattern } of PATTERNS) {
    if (found.has(code)) continue;
    const match = pattern.exec(plain);
    if (match !== null) found.set(code, match[0].trim());
  }
  return [...found].map(([code, what]) => ({ code, what }));
}
