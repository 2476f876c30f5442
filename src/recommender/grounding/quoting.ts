import { VOCABULARIES } from "./lexicon/index.ts";
import type { DraftLanguage } from "./types.ts";

/** What stands in the place of something that may not be repeated. */
const GONE = "…";
const PIECES = /[\p{L}\p{M}'’-]+|[ ,.;:!?]+|[^\p{L}\p{M}'’ ,.;:!?-]+/gu;

/**
 * What may be repeated, beside an action, of words that were refused: those that drafts may use. A number, an address, a link, a
 * name or whatever else the check does not know is not shown to whoever approves either, because no fact holds it.
 */
export function quotable(text: string, language: DraftLanguage): string {
  const pieces = (text.match(PIECES) ?? []).map((piece) => (/^[ ,.;:!?]+$/.test(piece) || isKnown(piece, language) ? piece : GONE));
  // a colon or a full stop inside what is gone would join what stands around it to a link
  const joined = pieces.join("").replaceAll(/(?:…[ ,.;:!?]*)+…/g, GONE);
  return joined.trim() === "" ? GONE : joined.trim();
}

const isKnown = (word: string, language: DraftLanguage): boolean => VOCABULARIES[language].knows(word.replaceAll("’", "'"), true);
