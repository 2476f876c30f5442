import { cleanLine, cleanName } from "./clean.ts";
import { looksLikeMore } from "./grounding/factForms.ts";

/**
 * Texts of Odoo's for a message that leaves the house. Anybody who fills in a contact form can name a deal, and our mail
 * carries it to whoever they say they are: what says more than a name or a reference does is left out.
 */

const MOST_WORDS = 8;
/** A year, a house number: more figures are an amount, an account or a phone number. */
const MOST_FIGURES = 4;
/** Names in scripts whose harm nobody here can read stay short. */
const FOREIGN = { characters: 20, words: 3 };
const HOST = /[\p{L}\p{N}-]{2,}\.\p{L}{2,}/u;

/** Whether it holds what is not seen: somebody hides from a search what a reader still reads. */
const isDisguised = (value: string | null): boolean => value !== null && /\p{Cf}/u.test(value);

/** A name of a person, company or deal as it stands in Odoo, or null where it may not be repeated. */
export function outwardName(value: string | null, max = 80): string | null {
  const name = isDisguised(value) ? null : cleanName(value, max);
  // letters and figures in another dress are read as what they stand for; a name that was cut is none
  if (name === null || name !== name.normalize("NFKC") || name.endsWith("…")) return null;
  const words = name.split(" ").length;
  const figures = name.match(/\p{Nd}/gu)?.length ?? 0;
  if (words > MOST_WORDS || figures > MOST_FIGURES || HOST.test(name) || looksLikeMore(name)) return null;
  const isLatin = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u.test(name);
  return isLatin || (name.length <= FOREIGN.characters && words <= FOREIGN.words && figures === 0) ? name : null;
}

/** A reference: one with figures in it, and hardly a word besides. */
export function outwardReference(value: string | null): string | null {
  const reference = isDisguised(value) ? null : cleanName(value, 60);
  if (reference === null || !/^[A-Za-z0-9][A-Za-z0-9 ._/#+-]{0,34}$/.test(reference) || !/\d/.test(reference)) return null;
  const words = reference.match(/\b[A-Za-z]{3,}\b/g)?.length ?? 0;
  return words > 2 || HOST.test(reference) || looksLikeMore(reference) ? null : reference;
}

/**
 * The number of an invoice as a message names it. Who keeps the books may number by hand, and write something else there: what is
 * no number does not go out, and Odoo's own stands for it.
 */
export function outwardNumber({ id, number }: { readonly id: number; readonly number: string }): string {
  const foreign = isDisguised(number) ? null : cleanName(number, 20);
  const isForeign = foreign !== null && /^[\p{L}\p{N} ./-]+$/u.test(foreign) && /\p{Nd}/u.test(foreign) && !/[A-Za-z]/.test(foreign);
  return outwardReference(number) ?? (isForeign ? foreign : `number ${id}`);
}

/** A number and an extension, and no words besides. */
const PHONE = /^(?:tel\.?:? ?)?[+()\d ./-]{5,30}(?: ?(?:ext|x)\.? ?\d{1,6})?$/i;

/** The company's phone number as a message names it; null where the field holds something else, or more than `max` characters. */
export function outwardPhone(value: string | null, max = 40): string | null {
  const phone = value === null ? "" : cleanLine(value, 60);
  return phone.length <= max && PHONE.test(phone) ? phone : null;
}
