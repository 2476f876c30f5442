import { wordKey } from "./wordKey.ts";

/** A sentence, and what it says as a code with its figures; without a code nobody knows it but as it stands. */
export interface Spoken {
  readonly sentence: string;
  readonly code?: string;
  readonly figures?: Readonly<Record<string, Figure>>;
}

interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Sentences within a sentence. */
interface Nested {
  readonly said: readonly Spoken[];
}

/** What stands in a sentence, by kind. */
interface Figures {
  /** A name, an address, or what else the server knows only as text. */
  readonly text: string;
  /** An address, a number: no word of a sentence. */
  readonly token: string;
  /** A name without a colon or an arrow, where the name before it may hold one. */
  readonly part: string;
  readonly int: number;
  readonly number: number;
  /** An amount whose currency the sentence does not name. */
  readonly amount: { readonly amount: number };
  readonly money: Money;
  /** An amount, and in brackets its value in the company's currency where that is another one. */
  readonly sum: Money & { readonly own?: Money };
  /** `YYYY-MM-DD` */
  readonly day: { readonly day: string };
  /** RFC 3339, UTC. */
  readonly moment: { readonly moment: string };
  /** Some names, and how many more there are. */
  readonly names: { readonly names: string; readonly more: number };
  /** A record of Odoo, with the word for its kind where there is one. */
  readonly record: { readonly record: string; readonly name: string };
  /** What a field holds: amounts, days, or what Odoo calls it. */
  readonly shown: { readonly shown: readonly (string | Money | { readonly day: string } | { readonly plain: "nothing" | "yes" | "no" })[] };
  /** One of the words that the template names, as a key. */
  readonly word: string;
  readonly said: Nested;
  readonly task: Nested;
  readonly note: Nested;
  readonly change: Nested;
  readonly draft: Nested;
  /** Several, with semicolons between. */
  readonly leftOut: Nested;
  /** Several, with commas between. */
  readonly parts: Nested;
}

export type FigureKind = keyof Figures;
export type FigureOf<K extends FigureKind> = Figures[K];
export type Figure = Figures[FigureKind];

/** The shelf on which a kind of sentence within a sentence stands. */
export const NESTED = {
  said: "sentence",
  task: "task",
  note: "note",
  change: "change",
  draft: "draft",
  leftOut: "leftOut",
  parts: "money",
} as const;

const MONEY = String.raw`-?\d[\d,]*(?:\.\d+)? [A-Z]{3}`;
const DAY = String.raw`\d{4}-\d\d-\d\d`;

/** How a figure of each kind is written in a sentence; null is any text. */
export const PATTERNS: Readonly<Record<FigureKind, string | null>> = {
  text: null,
  token: String.raw`\S+`,
  part: String.raw`[^:→]+`,
  int: String.raw`-?\d+`,
  number: String.raw`-?\d+(?:\.\d+)?`,
  amount: String.raw`-?\d[\d,]*(?:\.\d+)?`,
  money: MONEY,
  sum: String.raw`${MONEY}(?: \(${MONEY}\))?`,
  day: DAY,
  moment: String.raw`${DAY}T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z`,
  names: null,
  record: null,
  shown: null,
  word: null,
  said: null,
  task: null,
  note: null,
  change: null,
  draft: null,
  leftOut: null,
  parts: null,
};

const number = (text: string): number => Number(text.replaceAll(",", ""));

function money(text: string): Money {
  const [amount = "", currency = ""] = text.split(" ");
  return { amount: number(amount), currency };
}

function sum(text: string): FigureOf<"sum"> {
  const [total = "", own] = text.split(/ \(|\)$/);
  return own === undefined || own === "" ? money(total) : { ...money(total), own: money(own) };
}

function names(text: string): FigureOf<"names"> {
  const [, listed = text, more = "0"] = /^(.+) and (\d+) more$/s.exec(text) ?? [];
  return { names: listed, more: Number(more) };
}

function record(text: string): FigureOf<"record"> {
  const [, word, name] = /^(Invoice|Contact|Opportunity|Task|Project|Sales order) (?:number )?(.+)$/s.exec(text) ?? [];
  return word === undefined ? { record: "other", name: text } : { record: wordKey(word), name: name! };
}

function shown(text: string): FigureOf<"shown"> {
  return {
    shown: text.split(" or ").map((one) => {
      if (new RegExp(`^${MONEY}$`).test(one)) return money(one);
      if (new RegExp(`^${DAY}$`).test(one)) return { day: one };
      return one === "nothing" || one === "yes" || one === "no" ? { plain: one } : one;
    }),
  };
}

const nested = (text: string): Nested => ({ said: [{ sentence: text }] });
/** Each is quoted, and what is quoted may hold a semicolon too. */
const quotedList = (text: string): Nested => ({ said: text.split(/; (?=“|\d+ more$)/).map((sentence) => ({ sentence })) });
const listed = (text: string): Nested => ({ said: text.split(", ").map((sentence) => ({ sentence })) });

/** How a figure is read from how it is written. Sentences within the sentence are told apart here, and read by whoever has the book. */
export const READ: { readonly [K in FigureKind]: (text: string) => FigureOf<K> } = {
  text: (text) => text,
  token: (text) => text,
  part: (text) => text,
  int: number,
  number,
  amount: (text) => ({ amount: number(text) }),
  money,
  sum,
  day: (day) => ({ day }),
  moment: (moment) => ({ moment }),
  names,
  record,
  shown,
  word: wordKey,
  said: nested,
  task: nested,
  note: nested,
  change: nested,
  draft: nested,
  leftOut: quotedList,
  parts: listed,
};
