import type { Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { oneLine } from "#src/lib/words.ts";

export const MOST_WORDS = 500;

/** Words of a person in one line, or null where there are none. Errors: `invalid_input`. */
export function wordsOf(text: string | undefined, what: string): string | null {
  if (text === undefined) return null;
  const line = oneLine(text, MOST_WORDS + 1);
  if (line.length > MOST_WORDS) throw invalid(`${what} has more than ${MOST_WORDS} characters.`, "Say it in a sentence.");
  return line === "" ? null : line;
}

/** The same where something has to be said. Errors: `invalid_input`. */
export function requireWords(text: string | undefined, what: string): string {
  const words = wordsOf(text, what);
  if (words === null) throw invalid(`${what} is needed.`, "Say in a sentence why.");
  return words;
}

export function invalid(message: string, next: string): AiCooError {
  return new AiCooError("invalid_input", `${message} Nothing was changed.`, { next });
}

/** What lets reminders go on is for people; holding them is for whoever may decide. `what` follows "Only a person can ". Errors: `forbidden`. */
export function requirePerson({ actor }: Context, what: string): void {
  if (actor.startsWith("user:")) return;
  throw new AiCooError("forbidden", `Only a person can ${what}; nothing was changed.`, { next: "Sign in and do it there." });
}
