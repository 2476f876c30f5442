import type { Said, Spoken } from "#src/api/type.ts";

/** What the server has said of its sentences so far, by where they stand and by the sentence; the same everywhere on the page. */
const learned = new Map<string, readonly Spoken[]>();

const keyOf = (shelf: string, sentence: string): string => `${shelf}\n${sentence}`;

/** Keeps what an answer says of its sentences. */
export function learn(said: Said): void {
  for (const [shelf, sentences] of Object.entries(said)) {
    for (const [sentence, spoken] of Object.entries(sentences)) learned.set(keyOf(shelf, sentence), spoken);
  }
}

/** What a sentence says; undefined where the server has said nothing of it. */
export const spokenOf = (shelf: string, sentence: string): readonly Spoken[] | undefined => learned.get(keyOf(shelf, sentence));
