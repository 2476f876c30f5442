/** The languages that a draft may be written in. */
export type DraftLanguage = "en" | "fr" | "de" | "es";

/**
 * The words of a mail that a model may write. Greeting, table of facts, how to pay and signature are written by code.
 * Plain text: every paragraph is one line.
 */
export interface MailDraft {
  readonly subject?: string;
  readonly opening: readonly string[];
  readonly closing: readonly string[];
}

/** An SMS is drafted as a whole. */
export interface SmsDraft {
  readonly body: string;
}

export type Draft = MailDraft | SmsDraft;

export interface AmountFact {
  /** In the currency's major unit. */
  readonly value: number;
  /** ISO 4217. */
  readonly currency: string;
  /** The currency's decimal places. */
  readonly decimals: number;
  /** Further ways to write it, taken letter for letter: what the code itself writes in the message. */
  readonly alsoWritten?: readonly string[];
}

/** What a count counts: a number is only good before the noun that it belongs to. */
export type Counted = "invoice" | "order" | "quotation" | "project" | "task" | "payment" | "delivery";

export interface NameFact {
  readonly text: string;
  /** A person may be called by one of the names, a company without its legal form, a deal or project only as it is written. */
  readonly kind: "person" | "company" | "deal";
}

/** One invoice, and what belongs to it. */
export interface DocumentFact {
  /** Its number and its payment reference. */
  readonly identifiers: readonly string[];
  /** What is due of it; where that is a part, what is open of it in all. */
  readonly amounts: readonly number[];
  readonly issuedOn: string | null;
  readonly dueOn: string | null;
  readonly paidOn: string | null;
  readonly daysOverdue: number | null;
}

/**
 * All that a draft may say of its candidate; whatever looks like a fact and is not among these is a problem. The texts
 * come from Odoo and are untrusted: those that could say more than they are (a name that is a link) are left out.
 */
export interface DraftFacts {
  /** BCP 47, with the conventions in which numbers and days are written: `fr-BE`. Its language is the draft's. */
  readonly locale: string;
  readonly amounts: readonly AmountFact[];
  /** Numbers of invoices and orders, payment references. Only those with a digit in them. */
  readonly identifiers: readonly string[];
  /** Calendar days, `YYYY-MM-DD`. */
  readonly dates: readonly string[];
  /** Days that something is or was to happen by: only these may follow “by” or “until”. */
  readonly deadlines: readonly string[];
  readonly counts: readonly { readonly value: number; readonly of: Counted }[];
  /** Days that something is overdue or past. Never a deadline. */
  readonly daysOverdue: readonly number[];
  /**
   * Which of the amounts, days and numbers above belong together. Absent where a draft is about no documents, or names
   * none of them.
   */
  readonly documents?: readonly DocumentFact[];
  /** What the documents come to; only these may be called a total. */
  readonly totals?: readonly number[];
  /** The how many-th reminder this is; allows “second reminder”. */
  readonly reminderLevel?: number;
  readonly names: readonly NameFact[];
  /** Hosts that may be named. Without a path: a path could lead on to somewhere else. */
  readonly hosts: readonly string[];
  readonly mailAddresses: readonly string[];
  readonly phones: readonly string[];
}

/** The facts of a candidate of which nothing may be said: a draft has words alone. */
export const NO_FACTS: Omit<DraftFacts, "locale"> = {
  amounts: [],
  identifiers: [],
  dates: [],
  deadlines: [],
  counts: [],
  daysOverdue: [],
  names: [],
  hosts: [],
  mailAddresses: [],
  phones: [],
};

/** How much a draft may say. Lengths in UTF-16 units. */
export interface DraftBounds {
  readonly subjectLength: number;
  readonly paragraphLength: number;
  readonly openingParagraphs: number;
  readonly closingParagraphs: number;
  /** All parts together. */
  readonly totalLength: number;
  readonly exclamationMarks: number;
  readonly smsSegments: number;
  /** Characters that the code adds to an SMS after the draft. */
  readonly smsReserved: number;
}

export const DEFAULT_DRAFT_BOUNDS: DraftBounds = {
  subjectLength: 120,
  paragraphLength: 700,
  openingParagraphs: 4,
  closingParagraphs: 3,
  totalLength: 2_400,
  exclamationMarks: 1,
  smsSegments: 2,
  smsReserved: 8,
};

/** Everything that can be wrong with a draft. */
export const DRAFT_PROBLEMS = [
  "empty",
  "too_long",
  "unfinished",
  "shouting",
  "hidden_characters",
  "disguised_letters",
  "markup",
  "symbols",
  "language",
  "amount",
  "number",
  "percent",
  "date",
  "phone",
  "mail_address",
  "link",
  "account",
  "name",
  "unknown_word",
  "out_of_place",
  "mixed_up",
  "open_act",
  "claim",
  "instruction",
  "threat",
  "cost",
  "promise",
  "payment_details",
  "credentials",
  "secrecy",
  "others",
] as const;
export type DraftProblemCode = (typeof DRAFT_PROBLEMS)[number];

export interface DraftProblem {
  readonly code: DraftProblemCode;
  /** The part: `subject`, `opening.0`, `closing.1`, `body`. */
  readonly where: string;
  /** The offending words, shortened and without anything invisible; empty when it is the whole part. */
  readonly what: string;
  /** For people, complete: why the draft was replaced. */
  readonly sentence: string;
}

export type DraftVerdict = { readonly ok: true } | { readonly ok: false; readonly problems: readonly DraftProblem[] };
