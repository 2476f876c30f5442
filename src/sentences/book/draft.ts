const PROBLEM =
  "{problem:is empty|is longer than it may be|does not end like a sentence|shouts|holds invisible or control characters|has letters that look like others|holds markup or a placeholder where only plain text is allowed|holds characters that a plain sentence does not have|is not in the recipient's language|names an amount that is not among the facts|names a number that is not among the facts|names a percentage|names a date or a time that is not among the facts|names a phone number that is not among the facts|names a mail address that is not among the facts|names a link or a host that is not among the facts|names an account, a card or a wallet|names somebody or something that is not among the facts|uses a word that drafts may not use|uses a fact as something that it is not|puts facts together that do not belong to each other|asks for or promises something that drafts may not|says what was said or agreed, which is not among the facts|speaks of instructions or of the program that wrote it|threatens|speaks of interest, fees or other costs|promises something on the company's behalf|speaks of where or how to pay|asks for something secret or of value|asks to keep something from others|speaks of other customers or of people}";

/** What is wrong with a draft of a model's, or with a sentence of one; it goes on after “because”. */
export const draft = {
  problemWith: `it ${PROBLEM}: “{what}”`,
  problem: `it ${PROBLEM}`,
  notOffered: "no such sentence was offered",
  again: "it says again what another sentence says",
  belongs: "it belongs to a sentence that was left out",
  oneLine: "a subject is one line",
  tooLong: "the message would be too long",
  pointless: "it does not say what the message is for",
} as const;

/** What of a draft was left out. */
export const leftOut = {
  because: "“{text}” because {why:draft}",
  more: "{count:int} more",
} as const;
