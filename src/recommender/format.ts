import type { CurrencyRef } from "#src/analyzers/findings.ts";

/** The languages that messages are written in. Every other one gets English. */
const LANGUAGES = ["en", "fr", "de", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface MessageLocale {
  readonly language: Language;
  /** BCP 47, for money and dates: `fr-BE`. */
  readonly tag: string;
}

/** English for readers of another language: a day before a month in words is misread by nobody. */
const FALLBACK: MessageLocale = { language: "en", tag: "en-GB" };

/** The locale of a message to somebody whose Odoo language is `lang` (`fr_FR`, `sr@latin`); English when there are no texts in it. */
export function messageLocale(lang: string | null): MessageLocale {
  const tag = canonicalTag(lang);
  const language = LANGUAGES.find((one) => one === tag?.split("-")[0]);
  return tag !== null && language !== undefined ? { language, tag } : FALLBACK;
}

function canonicalTag(lang: string | null): string | null {
  try {
    return Intl.getCanonicalLocales((lang ?? "").split("@")[0]!.replaceAll("_", "-"))[0] ?? null;
  } catch {
    return null;
  }
}

/** Making a formatter costs a hundred times what using it does. The locales of a database are few. */
const formatters = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${options.currency ?? ""} ${options.minimumFractionDigits}`;
  const known = formatters.get(key) ?? new Intl.NumberFormat(locale, options);
  formatters.set(key, known);
  return known;
}

/** An amount as the locale writes it, with the currency's own decimal places: `1 250,00 €`. */
export function money(amount: number, { code, decimals }: CurrencyRef, locale: string): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return numberFormat(locale, { style: "currency", currency: code, ...digits }).format(amount);
}

/** A calendar day `YYYY-MM-DD` written out: `1 février 2026`. */
export function longDate(day: string, locale: string): string {
  return dateFormat(locale).format(new Date(`${day}T00:00:00Z`));
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string): Intl.DateTimeFormat {
  const known = dateFormats.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  dateFormats.set(locale, known);
  return known;
}

/** An amount for people who approve: unambiguous, the same everywhere: `1,250.00 EUR`. */
export function plainMoney(amount: number, { code, decimals }: CurrencyRef): string {
  return `${numberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(amount)} ${code}`;
}

/** `1 day`, `29 days`. */
export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
