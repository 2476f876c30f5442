import type { DraftProblem, DraftProblemCode } from "./types.ts";

/** The sentences that a card shows. They repeat what was written only shortened, and nothing invisible of it. */

/** What is repeated of a draft, at most. */
const SHOWN = 60;

const REASONS = {
  empty: "is empty",
  too_long: "is longer than it may be",
  unfinished: "does not end like a sentence",
  shouting: "shouts",
  hidden_characters: "holds invisible or control characters",
  disguised_letters: "has letters that look like others",
  markup: "holds markup or a placeholder where only plain text is allowed",
  symbols: "holds characters that a plain sentence does not have",
  language: "is not in the recipient's language",
  amount: "names an amount that is not among the facts",
  number: "names a number that is not among the facts",
  percent: "names a percentage",
  date: "names a date or a time that is not among the facts",
  phone: "names a phone number that is not among the facts",
  mail_address: "names a mail address that is not among the facts",
  link: "names a link or a host that is not among the facts",
  account: "names an account, a card or a wallet",
  name: "names somebody or something that is not among the facts",
  unknown_word: "uses a word that drafts may not use",
  out_of_place: "uses a fact as something that it is not",
  mixed_up: "puts facts together that do not belong to each other",
  open_act: "asks for or promises something that drafts may not",
  claim: "says what was said or agreed, which is not among the facts",
  instruction: "speaks of instructions or of the program that wrote it",
  threat: "threatens",
  cost: "speaks of interest, fees or other costs",
  promise: "promises something on the company's behalf",
  payment_details: "speaks of where or how to pay",
  credentials: "asks for something secret or of value",
  secrecy: "asks to keep something from others",
  others: "speaks of other customers or of people",
} as const satisfies Record<DraftProblemCode, string>;

const PARTS: Readonly<Record<string, string>> = { subject: "subject", opening: "opening", closing: "closing", body: "text", draft: "text" };

/** The problem with its sentence. `text` is the offending part as it was written, hostile or not. */
export function problem(code: DraftProblemCode, where: string, text = ""): DraftProblem {
  const what = shown(text);
  const part = PARTS[where.split(".")[0] ?? ""] ?? "text";
  const quoted = what === "" ? "" : `: “${what}”`;
  return { code, where, what, sentence: `The model's draft was replaced because its ${part} ${REASONS[code]}${quoted}.` };
}

/**
 * The same for a sentence that was left out of a draft: what is wrong with it. It stands beside the action, so it repeats nothing
 * of what was written: even one word that was not known may be another customer's.
 */
export const reasonOf = ({ code }: Pick<DraftProblem, "code">): string => `it ${REASONS[code]}`;

/** One short line of visible characters. */
export function shown(text: string): string {
  // longer than what is shown by far, so that cleaning takes no time whatever was written
  const visible = text
    .slice(0, 4 * SHOWN)
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, " ")
    .replaceAll(/ {2,}/g, " ")
    .trim();
  if (visible.length <= SHOWN && text.length <= 4 * SHOWN) return visible;
  const cut = visible.slice(0, SHOWN - 1);
  return `${(cut.isWellFormed() ? cut : cut.slice(0, -1)).trimEnd()}…`;
}
