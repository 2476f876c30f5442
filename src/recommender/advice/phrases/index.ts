import { longDate, money } from "../../format.ts";
import {
  checkDraft,
  DEFAULT_DRAFT_BOUNDS,
  languageOf,
  type AmountFact,
  type DocumentFact,
  type Draft,
  type DraftLanguage,
} from "../../grounding/index.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { ENTRIES, type PhraseId } from "./entries.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { purposesOf } from "./purposes.ts";
import type { Condition, Entry, Intent, MessageKind, Occasion, PhrasePart, PhraseTone, Place } from "./types.ts";

export { PHRASES_VERSION } from "./entries.ts";
export type { Intent, MessageKind, Occasion } from "./types.ts";

const TEXTS = { en, fr, de, es } as const satisfies Record<DraftLanguage, Readonly<Record<PhraseId, string>>>;

/** A sentence of the book with the facts of a candidate in it. */
export interface Phrase {
  /** By which the model chooses it, of this call alone. */
  readonly handle: string;
  readonly part: PhrasePart;
  readonly says: Intent;
  readonly tone: PhraseTone;
  readonly text: string;
  /** What it is there for, which a draft says once; a subject stands apart from that. */
  readonly purposes: readonly string[];
}

/** What the opening of a message has to say, so that the message still is what it is for. */
export const CORE = {
  reminder: ["open", "due"],
  confirmation: ["received"],
  deal: ["status"],
  sms: ["missing"],
} as const satisfies Record<MessageKind, readonly Intent[]>;

const TONES = {
  friendly: ["warm", "neutral"],
  firm: ["neutral", "firm"],
  final: ["neutral", "firm"],
} as const satisfies Record<NonNullable<Occasion["tone"]>, readonly PhraseTone[]>;

/**
 * The sentences that may be offered for a message: those whose facts its candidate has, that are true of it and fit its tone.
 * Each has passed the check that a draft has to pass; a greeting leaves room for what an SMS is for.
 */
export function phrasesFor(occasion: Occasion): Phrase[] {
  const sayable = filledPhrases(occasion).filter(({ text, part }) => isSayable(text, part, occasion));
  return withRoom(sayable, occasion).map(({ id: _id, ...phrase }, index) => ({ handle: `s${index + 1}`, ...phrase }));
}

/** Of an SMS, the greetings and the sentences that it is for that fit into one together, whichever of them are chosen. */
function withRoom<T extends Omit<Phrase, "handle">>(phrases: readonly T[], occasion: Occasion): T[] {
  const core: readonly Intent[] = CORE[occasion.kind];
  const fit = (greeting: T, phrase: T): boolean => isSayable(`${greeting.text} ${phrase.text}`, "opening", occasion);
  const [shortest] = phrases.filter(({ says }) => says === "greeting").toSorted((a, b) => a.text.length - b.text.length);
  if (shortest === undefined) return [...phrases];
  const cores = phrases.filter((phrase) => core.includes(phrase.says) && fit(shortest, phrase));
  return phrases.filter((phrase) => {
    if (core.includes(phrase.says)) return cores.length === 0 || cores.includes(phrase);
    return phrase.says !== "greeting" || (cores.length > 0 && cores.every((one) => fit(phrase, one)));
  });
}

/** As above, and not yet checked. */
export function filledPhrases(occasion: Occasion): (Omit<Phrase, "handle"> & { readonly id: PhraseId })[] {
  const { kind, facts } = occasion;
  const language = languageOf(facts.locale);
  if (language === undefined) return [];
  const [places, conditions] = [placesOf(occasion, language), conditionsOf(occasion)];
  const tones: readonly PhraseTone[] = occasion.tone === null ? ["warm", "neutral"] : TONES[occasion.tone];
  return (Object.entries(ENTRIES) as [PhraseId, Entry][]).flatMap(([id, { of, part, says, tone, when = [] }]) => {
    if (of !== kind || !tones.includes(tone) || !when.every((condition) => conditions.has(condition))) return [];
    const text = fill(TEXTS[language][id], places);
    return text === undefined ? [] : [{ id, part, says, tone, text, purposes: part === "subject" ? [] : purposesOf(id) }];
  });
}

/** The text with its facts; undefined where one is missing. */
function fill(text: string, places: Readonly<Partial<Record<Place, string>>>): string | undefined {
  let isWhole = true;
  const filled = text.replaceAll(/\{(\w+)\}/g, (_all, place: string) => {
    const fact = places[place as Place];
    isWhole &&= fact !== undefined;
    return fact ?? "";
  });
  return isWhole ? filled : undefined;
}

/** Whether a draft may hold the sentence, by the check that a draft has to pass. */
export function isSayable(text: string, part: PhrasePart, { kind, facts, reserved }: Occasion): boolean {
  const draft: Draft =
    kind === "sms"
      ? { body: text }
      : part === "subject"
        ? { subject: text, opening: [HOST[languageOf(facts.locale) ?? "en"]], closing: [] }
        : { opening: [text], closing: [] };
  return checkDraft(draft, facts, { ...DEFAULT_DRAFT_BOUNDS, smsReserved: reserved }).ok;
}

/** A subject is judged in a draft that has an opening too. */
const HOST = { en: en.deal_thanks, fr: fr.deal_thanks, de: de.deal_thanks, es: es.deal_thanks } as const satisfies Record<
  DraftLanguage,
  string
>;

function conditionsOf({ facts, tone, wasAsked, deal }: Occasion): ReadonlySet<Condition> {
  const documents = facts.documents?.length ?? 0;
  // the customer may have more invoices than the message lists
  const counted = facts.counts.find(({ of }) => of === "invoice")?.value ?? documents;
  const conditions: [Condition, boolean][] = [
    ["one", documents === 1 && counted === 1],
    ["many", documents > 1],
    ["second", facts.reminderLevel === 2],
    ["third", facts.reminderLevel === 3],
    ["final", tone === "final"],
    ["asked", wasAsked],
    ["first", !wasAsked],
    ["unnamed", deal === null],
  ];
  return new Set(conditions.flatMap(([condition, holds]) => (holds ? [condition] : [])));
}

function placesOf(occasion: Occasion, language: DraftLanguage): Partial<Record<Place, string>> {
  const { facts, recipient, customer, company, seller, deal, remindedOn, promise } = occasion;
  const { documents = [], locale } = facts;
  const day = (value: string | null | undefined): string | null => (value === null || value === undefined ? null : longDate(value, locale));
  const only = documents.length === 1 ? documents[0] : undefined;
  const oldest = documents.toSorted((a, b) => (b.daysOverdue ?? 0) - (a.daysOverdue ?? 0))[0];
  const paidOn = new Set(documents.map((document) => document.paidOn));
  const counted = facts.counts.find(({ of }) => of === "invoice")?.value;
  const places: Readonly<Record<Place, string | null>> = {
    number: only?.identifiers[0] ?? null,
    amount: only === undefined ? null : amountOf(only, occasion),
    total: written(facts.totals?.[0], facts.amounts, locale),
    count: counted === undefined ? null : String(counted),
    dueDate: day(only?.dueOn),
    date: day(only?.issuedOn),
    days: daysIn(only, language, "days"),
    daysSince: daysIn(only, language, "daysSince"),
    oldestDays: daysIn(oldest, language, "days"),
    oldestDaysSince: daysIn(oldest, language, "daysSince"),
    remindedOn: day(remindedOn),
    promisedOn: day(promise?.promisedOn),
    until: day(promise?.until),
    paidOn: paidOn.size === 1 ? day([...paidOn][0]) : null,
    recipient,
    customer,
    company,
    seller,
    phone: facts.phones[0] ?? null,
    deal,
  };
  return Object.fromEntries(Object.entries(places).filter(([, fact]) => fact !== null));
}

/** What is due of an invoice; none where that is only a part of what is open. */
function amountOf({ amounts }: DocumentFact, { facts }: Occasion): string | null {
  return new Set(amounts).size === 1 ? written(amounts[0], facts.amounts, facts.locale) : null;
}

function written(value: number | undefined, amounts: readonly AmountFact[], locale: string): string | null {
  const amount = amounts.find((one) => one.value === value);
  if (amount === undefined) return null;
  return amount.alsoWritten?.[0] ?? money(amount.value, { id: 0, code: amount.currency, decimals: amount.decimals }, locale);
}

const DAYS = {
  en: { days: ["day", "days"], daysSince: ["day", "days"] },
  fr: { days: ["jour", "jours"], daysSince: ["jour", "jours"] },
  de: { days: ["Tag", "Tage"], daysSince: ["Tag", "Tagen"] },
  es: { days: ["día", "días"], daysSince: ["día", "días"] },
} as const satisfies Record<DraftLanguage, Record<"days" | "daysSince", readonly [string, string]>>;

function daysIn(document: DocumentFact | undefined, language: DraftLanguage, form: "days" | "daysSince"): string | null {
  const days = document?.daysOverdue;
  if (days === undefined || days === null) return null;
  const [one, many] = DAYS[language][form];
  // “seit 1 Tag” and “seit 1 Tage” are both wrong, “seit einem Tag” is no figure: an only day is not said
  return days === 1 && language === "de" && form === "daysSince" ? null : `${days} ${days === 1 ? one : many}`;
}
