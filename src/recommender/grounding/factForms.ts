import { amountForms } from "./amountForms.ts";
import { HIDDEN, plainly } from "./characters.ts";
import { dateForms } from "./dateForms.ts";
import { offencesIn } from "./net/index.ts";
import { numberInWords, ordinalForms } from "./numberWords.ts";
import type { Counted, DraftFacts, DraftLanguage, NameFact } from "./types.ts";

export type FactKind = "amount" | "identifier" | "date" | "days" | "count" | "ordinal" | "name" | "host" | "mail" | "phone";

/** One way in which one fact may be written. */
export interface FactForm {
  readonly text: string;
  readonly kind: FactKind;
  /** Of a date: it may be one that something is to happen by. */
  readonly deadline?: boolean;
  /** Of days: their unit stands behind them, and not behind the next. */
  readonly isWhole?: boolean;
  /** Of a count: what it counts. */
  readonly of?: readonly Counted[];
  /** The fact itself: the amount, the day, the number of days, the identifier. Several where several are written alike. */
  readonly values: readonly (string | number)[];
}

const LANGUAGES: readonly string[] = ["en", "fr", "de", "es"] satisfies DraftLanguage[];

/** The language of the facts' locale; undefined when drafts are not written in it, or it is no locale at all. */
export function languageOf(locale: string): DraftLanguage | undefined {
  const language = locale.split("-")[0] ?? "";
  try {
    Intl.getCanonicalLocales(locale);
  } catch {
    return undefined;
  }
  return LANGUAGES.includes(language) ? (language as DraftLanguage) : undefined;
}

/** Every way in which a fact may stand in the draft. Facts that say more than they are give none. */
export function factForms(facts: DraftFacts, language: DraftLanguage): FactForm[] {
  const { locale } = facts;
  const written = (kind: FactKind, value: string | number, texts: readonly string[], more: Partial<FactForm> = {}): FactForm[] =>
    texts.map((text) => ({ text, kind, values: [value], ...more }));
  const forms: FactForm[] = [
    ...facts.amounts.flatMap((amount) => written("amount", amount.value, amountForms(amount, locale, language))),
    ...facts.identifiers.flatMap((identifier) => written("identifier", identifier, identifierForms(identifier, language))),
    ...facts.deadlines.flatMap((day) => written("date", day, dateForms(day, locale, language), { deadline: true })),
    ...facts.dates.flatMap((day) => written("date", day, dateForms(day, locale, language))),
    ...facts.daysOverdue.flatMap((days) => written("days", days, daysForms(days, language), { isWhole: true })),
    // “34 and 25 days”: the first of two has its unit behind the second
    ...(new Set(facts.daysOverdue).size > 1
      ? facts.daysOverdue.flatMap((days) => written("days", days, daysBeforeMore(days, language)))
      : []),
    ...[...Map.groupBy(facts.counts, ({ value }) => value)].flatMap(([value, same]) =>
      written("count", value, countForms(value, language), { of: same.map(({ of }) => of) }),
    ),
    ...written("ordinal", facts.reminderLevel ?? 0, ordinalForms(facts.reminderLevel ?? 0, language)),
    ...facts.names.flatMap((name) => written("name", name.text, nameForms(name, language))),
    ...facts.hosts
      .filter((host) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host) && host.length <= 100)
      .flatMap((host) => written("host", host, [host, `https://${host}`, `https://${host}/`])),
    ...facts.mailAddresses
      .filter((address) => /^[\w.+-]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,4}$/i.test(address))
      .flatMap((address) => written("mail", address, [address])),
    ...facts.phones.flatMap((phone) => written("phone", phone, phoneForms(phone))),
  ];
  return forms.map((form) => ({ ...form, text: plainly(form.text) })).filter(({ text }) => text !== "" && !HIDDEN.test(text));
}

const NUMBER_SIGNS = {
  en: ["no. ", "No. ", "number ", "#"],
  fr: ["n° ", "N° ", "no ", "n°", "nº "],
  de: ["Nr. ", "Nummer ", "Nr "],
  es: ["n.º ", "nº ", "n° ", "núm. ", "número "],
} as const satisfies Record<DraftLanguage, readonly string[]>;

/** A reference is a short run of letters, digits and what joins them, with a digit; anything else could be a message. */
function identifierForms(identifier: string, language: DraftLanguage): string[] {
  const text = plainly(identifier).trim();
  if (text.length < 3 || text.length > 40 || !/\d/.test(text) || !/^[A-Za-z0-9](?:[A-Za-z0-9]|[ ./_#+-](?=[A-Za-z0-9]))*$/.test(text))
    return [];
  if (looksLikeMore(text)) return [];
  // figures alone are a number like any other: only with the word that says what they are
  const bare = /^[\d .]+$/.test(text) ? [] : [text];
  return [...bare, ...NUMBER_SIGNS[language].map((sign) => `${sign}${text}`), ...(bare.length > 0 ? [] : numbered(text, language))];
}

const DOCUMENTS = {
  en: ["invoice", "order", "quotation", "quote", "reference", "offer"],
  fr: ["facture", "commande", "devis", "référence", "offre"],
  de: ["Rechnung", "Auftrag", "Angebot", "Bestellung", "Referenz", "Rechnungsnummer", "Auftragsnummer"],
  es: ["factura", "pedido", "presupuesto", "referencia", "oferta"],
} as const satisfies Record<DraftLanguage, readonly string[]>;

function numbered(text: string, language: DraftLanguage): string[] {
  return DOCUMENTS[language].flatMap((noun) => [`${noun} ${text}`, `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${text}`]);
}

const DAY_UNITS = {
  en: ["day", "days", "days'"],
  fr: ["jour", "jours"],
  de: ["Tag", "Tage", "Tagen"],
  es: ["día", "días"],
} as const satisfies Record<DraftLanguage, readonly string[]>;

function daysForms(days: number, language: DraftLanguage): string[] {
  if (!Number.isInteger(days) || days < 0) return [];
  return countForms(days, language).flatMap((number) => DAY_UNITS[language].map((unit) => `${number} ${unit}`));
}

const ANDS = {
  en: ["and", "or"],
  fr: ["et", "ou"],
  de: ["und", "beziehungsweise", "bzw.", "oder"],
  es: ["y", "o"],
} as const satisfies Record<DraftLanguage, readonly string[]>;

function daysBeforeMore(days: number, language: DraftLanguage): string[] {
  return countForms(days, language).flatMap((number) => ANDS[language].map((and) => `${number} ${and}`));
}

/** The number in figures and, below a hundred, in words. One is an article too and needs no fact. */
function countForms(value: number, language: DraftLanguage): string[] {
  if (!Number.isInteger(value) || value < 0) return [];
  const word = value === 1 ? undefined : numberInWords(value, language);
  return word === undefined ? [String(value)] : [String(value), word, word.charAt(0).toUpperCase() + word.slice(1)];
}

const TITLES = {
  en: ["Mr", "Mrs", "Ms", "Dr", "Mr.", "Mrs.", "Ms.", "Dr."],
  fr: ["M.", "Mme", "Monsieur", "Madame"],
  de: ["Herr", "Herrn", "Frau"],
  es: ["Sr.", "Sra.", "Señor", "Señora", "señor", "señora", "don", "doña", "Don", "Doña"],
} as const satisfies Record<DraftLanguage, readonly string[]>;

const LEGAL_FORM =
  /,? (?:ltd|limited|llc|llp|inc|corp|plc|gmbh|ag|kg|ohg|e\.k|gmbh & co\. kg|se|sa|s\.a|sas|s\.a\.s|sarl|s\.à r\.l|sàrl|eurl|sl|s\.l|slu|s\.l\.u|bv|b\.v|nv|sprl|srl|oy|ab|as|a\/s|pty ltd|co)\.?$/i;

function nameForms({ text, kind }: NameFact, language: DraftLanguage): string[] {
  const name = plainly(text).replaceAll(/\s+/g, " ").trim();
  if (name.length < 2 || name.length > 80 || !/\p{L}/u.test(name) || looksLikeMore(name)) return [];
  const forms = [name];
  if (kind === "company") forms.push(name.replace(LEGAL_FORM, ""));
  if (kind === "person") {
    const parts = name.split(" ");
    const last = parts.at(-1) ?? name;
    if (parts.length > 1) forms.push(...[parts[0] ?? name, last].filter((part) => /^\p{Lu}\p{L}/u.test(part)));
    forms.push(...TITLES[language].flatMap((title) => [`${title} ${name}`, `${title} ${last}`]));
  }
  // in German, names take an s of their own
  return language === "de"
    ? [...forms, ...forms.filter((form) => /[a-zäöüß]$/.test(form) && !/[sxzß]$/.test(form)).map((form) => `${form}s`)]
    : forms;
}

/** Whether a name or a reference carries a link, an address, an amount, an account or a sentence of its own. */
export function looksLikeMore(text: string): boolean {
  return (
    /:\/\/|\b(?:javascript|vbscript|data|file|mailto|tel):|\bwww\.|[@<>{}[\]\\`|=%€$£¥]|\.[a-z]{2,}(?:\/|$)/i.test(text) ||
    (/\d{7}/.test(text.replaceAll(/[ .-]/g, "")) && /\p{L} \p{L}/u.test(text)) ||
    (/^[A-Z]{2}\d{2}[A-Z0-9]{10,}$/i.test(text.replaceAll(/[ .-]/g, "")) && !/^RF/i.test(text)) ||
    offencesIn(text).length > 0
  );
}

function phoneForms(phone: string): string[] {
  const text = plainly(phone).trim();
  const digits = text.replaceAll(/[^\d+]/g, "");
  if (!/^[+(]?\d[\d ()./-]{5,24}$/.test(text) || digits.replace("+", "").length > 15) return [];
  return [text, digits];
}
