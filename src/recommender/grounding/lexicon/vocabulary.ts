/** The words that a draft in one language may be made of. */
export interface Vocabulary {
  /** Whether the word, as it is written, is an honest word of the language. `opensSentence`: its capital may be the sentence's. */
  readonly knows: (word: string, opensSentence: boolean) => boolean;
  /** As above whatever the case: to tell what language a text is in. */
  readonly reads: (word: string) => boolean;
}

export const listed = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

interface Rules {
  /** Whether a word may not be said whatever list it stands in. */
  readonly never: (word: string) => boolean;
  /** Taken off the front, with the apostrophe: `l'`, `qu'`. */
  readonly elisions?: ReadonlySet<string>;
  /** May stand between two hyphens or after one although they are no words alone: `a-t-il`. */
  readonly infixes?: ReadonlySet<string>;
  /** Whether `'s` may follow a word. */
  readonly possessive?: boolean;
  /** Words that are written with a capital everywhere: nouns, in German. */
  readonly capitalised?: ReadonlySet<string>;
  /** Whether a capitalised word is put together from known ones. */
  readonly compound?: (word: string) => boolean;
}

/** No honest word is longer. */
const LONGEST_WORD = 50;

/** A vocabulary of lower-case words (and capitalised ones) with the rules by which the language puts them together. */
export function vocabulary(words: ReadonlySet<string>, rules: Rules): Vocabulary {
  const { never, elisions, infixes, possessive = false, capitalised, compound } = rules;
  const capital = (word: string): boolean => capitalised?.has(word) === true || compound?.(word) === true;

  const single = (word: string, opensSentence: boolean): boolean => {
    if (never(word)) return false;
    if (words.has(word) || capital(word)) return true;
    const small = word.charAt(0).toLowerCase() + word.slice(1);
    if (opensSentence && small !== word && words.has(small)) return true;
    const cut = word.indexOf("'");
    if (cut <= 0) return false;
    const [front, back] = [word.slice(0, cut), word.slice(cut + 1)];
    if (elisions !== undefined && !back.includes("'")) {
      const elided = elisions.has(front) || (opensSentence && elisions.has(front.toLowerCase()));
      // alone before a fact: `d'` and a name
      if (elided) return back === "" || single(back, false);
    }
    return possessive && (back === "s" || (back === "" && front.endsWith("s"))) && single(front, opensSentence);
  };

  const knows = (word: string, opensSentence: boolean): boolean => {
    if (word.length > LONGEST_WORD) return false;
    if (single(word, opensSentence)) return true;
    if (!word.includes("-")) return false;
    const parts = word.split("-");
    return (
      parts.length <= 4 &&
      parts.every((part, index) => (infixes?.has(part) === true && index > 0) || single(part, opensSentence && index === 0))
    );
  };

  return {
    knows,
    reads: (word) =>
      knows(word.toLowerCase(), true) ||
      (capitalised !== undefined && knows(word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(), true)),
  };
}
