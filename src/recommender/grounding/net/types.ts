import type { DraftProblemCode } from "../types.ts";

/** What the second net tells apart. */
export const OFFENCES = [
  "instruction",
  "threat",
  "cost",
  "promise",
  "payment_details",
  "credentials",
  "secrecy",
  "others",
] as const satisfies readonly DraftProblemCode[];
export type Offence = (typeof OFFENCES)[number];

/**
 * Patterns of one language over folded words that are apart by one space: no accents, no punctuation but ` | ` between
 * sentences, facts as `qname`, `qamount` and so on. Gaps are bounded, so that no text takes long.
 */
export type Net = Readonly<Record<Exclude<Offence, "others">, readonly string[]>> & { readonly others?: readonly string[] };

/** A few words of one sentence. */
export const GAP = "(?: [a-z]+){0,3}";
