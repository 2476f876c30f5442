import type { Shelf } from "./book/index.ts";
import type { Spoken } from "./figures.ts";
import { recognise } from "./recognise.ts";

/** What an answer's sentences say, by where they stand and by the sentence itself. */
export type Said = Partial<Record<Shelf, Record<string, readonly Spoken[]>>>;

/** The members of answers that hold what the server writes; all others hold data, or words of people. */
const SHELF_OF: ReadonlyMap<string, Shelf> = new Map([
  ["sentence", "sentence"],
  ["sentences", "sentence"],
  ["reason", "sentence"],
  ["reasons", "sentence"],
  ["riskReasons", "sentence"],
  ["why", "sentence"],
  ["error", "sentence"],
  ["message", "sentence"],
  ["next", "sentence"],
  ["held", "sentence"],
  ["waitsFor", "sentence"],
  ["statusReason", "sentence"],
  ["holdReason", "sentence"],
  ["reasoning", "sentence"],
  ["expected_effect", "sentence"],
  ["label", "label"],
  ["value", "value"],
  ["human_label", "change"],
  ["description", "description"],
  ["title", "title"],
] as const);

/** Finds the sentences of the book in an answer. What is not in the book is not in it, and is shown as it stands. */
export function saidIn(answer: unknown): Said {
  const said: Said = {};
  const look = (shelf: Shelf | undefined, value: unknown): void => {
    if (typeof value === "string") {
      if (shelf === undefined) return;
      const spoken = recognise(shelf, value);
      if (spoken.some(({ code }) => code !== undefined)) (said[shelf] ??= {})[value] = spoken;
    } else if (Array.isArray(value)) {
      for (const one of value) look(shelf, one);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, one] of Object.entries(value)) look(SHELF_OF.get(key), one);
    }
  };
  look(undefined, answer);
  return said;
}
