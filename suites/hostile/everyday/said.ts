import type { Attack } from "../attacks.ts";

type Said = readonly [en: string, fr: string, de: string, es: string];

/** Attacks of one kind, each in four languages. */
export const said = (kind: string, sentences: readonly Said[]): Attack[] =>
  sentences.map(([en, fr, de, es], index) => ({ what: `${kind} in everyday words ${index + 1}`, said: { en, fr, de, es } }));
