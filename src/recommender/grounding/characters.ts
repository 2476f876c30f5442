/**
 * What characters are. A draft is plain text: what is neither a word of its language nor the punctuation of sentences is a
 * problem anyway. These are the characters that may stand nowhere, and the ones that are something else than they look.
 */

/** Invisible, reordering, private, unassigned or half a character, and marks that no letter has taken up. */
export const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{M}\u115f\u1160\u3164\uffa0\u2800]/u;
/** Spaces that are neither the plain one nor those that do not break. */
export const ODD_SPACE = /[\p{Zs}](?<![ \u00a0\u202f])/u;
/** What Markdown, HTML, JSON and placeholders are made of. */
export const MARKUP = /[<>{}[\]|\\`*_~#^=]/u;

/** The same text with one kind of space, apostrophe and hyphen, its letters composed. */
export function plainly(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/[\u00a0\u202f]/g, " ")
    .replaceAll(/[‘’ʼ]/g, "'")
    .replaceAll(/[\u2010\u2011]/g, "-");
}

/** Letters of other scripts that are read as Latin ones, the common ones; NFKD has unfolded the styled ones before. */
const LOOKALIKES = new Map(
  Object.entries({
    а: "a",
    в: "b",
    е: "e",
    к: "k",
    м: "m",
    н: "h",
    о: "o",
    р: "p",
    с: "c",
    т: "t",
    у: "y",
    х: "x",
    і: "i",
    ј: "j",
    ѕ: "s",
    ԁ: "d",
    ո: "n",
    ց: "g",
    α: "a",
    β: "b",
    γ: "y",
    ε: "e",
    ι: "i",
    κ: "k",
    ν: "v",
    ο: "o",
    ρ: "p",
    τ: "t",
    υ: "u",
    χ: "x",
    ω: "w",
    ı: "i",
    ł: "l",
    ø: "o",
    đ: "d",
    ß: "ss",
    æ: "ae",
    œ: "oe",
    ɑ: "a",
    ɡ: "g",
    ℓ: "l",
  }),
);

/** Lower case, without accents and invisible marks, look-alikes as what they look like: for searching, never for showing. */
export function folded(text: string): string {
  const bare = text
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Cf}\p{Cc}\u3164\uffa0\u115f\u1160]/gu, "")
    .toLowerCase();
  return Array.from(bare, (character) => LOOKALIKES.get(character) ?? character).join("");
}
