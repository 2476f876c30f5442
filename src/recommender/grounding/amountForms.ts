import type { AmountFact, DraftLanguage } from "./types.ts";

/**
 * The ways to write an amount. Only the conventions of the reader's locale: `1.250` is one and a quarter to an English
 * reader, and a number without its currency is no amount.
 */

const STANDARD = { en: "en-GB", fr: "fr-FR", de: "de-DE", es: "es-ES" } as const satisfies Record<DraftLanguage, string>;

/** Signs that several currencies share stand for the one that everybody reads. */
const SHARED_SIGNS: Readonly<Record<string, string>> = { $: "USD", "£": "GBP", "¥": "JPY", kr: "" };

export function amountForms(amount: AmountFact, locale: string, language: DraftLanguage): string[] {
  const { value, currency, alsoWritten = [] } = amount;
  const forms = new Set(alsoWritten.filter((form) => /\d/.test(form) && form.length <= 40));
  if (!Number.isFinite(value) || value < 0 || !/^[A-Z]{3}$/.test(currency)) return [...forms];
  for (const number of numberForms(amount, locale, language)) {
    for (const sign of signs(currency, locale))
      for (const form of [`${sign}${number}`, `${sign} ${number}`, `${number} ${sign}`, `${number}${sign}`]) forms.add(form);
    for (const form of [`${currency} ${number}`, `${number} ${currency}`]) forms.add(form);
    for (const name of currencyNames(value, currency, locale)) forms.add(`${number} ${name}`);
  }
  return [...forms];
}

function numberForms({ value, currency, decimals }: AmountFact, locale: string, language: DraftLanguage): Set<string> {
  const standard = STANDARD[language];
  const locales = decimalSign(locale) === decimalSign(standard) ? [locale, standard] : [locale];
  const places = Number.isInteger(value) ? [decimals, 0] : [decimals];
  const forms = new Set<string>();
  for (const tag of locales) {
    for (const useGrouping of ["always", false] as const) {
      for (const digits of places) {
        const options = { useGrouping, minimumFractionDigits: digits, maximumFractionDigits: digits };
        forms.add(format(tag, options).format(value));
        // some locales write money in another way than other numbers: `2 310,00` but `2 310.00 CHF`
        const parts = format(tag, { ...options, style: "currency", currency }).formatToParts(value);
        const figures = parts.filter(({ type }) => /^(?:integer|group|decimal|fraction)$/.test(type));
        forms.add(figures.map(({ value: part }) => part).join(""));
        // a space between thousands is read by everybody
        forms.add(figures.map(({ type, value: part }) => (type === "group" ? " " : part)).join(""));
      }
    }
  }
  return forms;
}

function decimalSign(locale: string): string {
  return (
    format(locale, { minimumFractionDigits: 1 })
      .formatToParts(1.5)
      .find(({ type }) => type === "decimal")?.value ?? "."
  );
}

/** What the locale puts for the currency, and its short sign where no other currency is meant by it. */
function signs(currency: string, locale: string): string[] {
  const shown = (currencyDisplay: "symbol" | "narrowSymbol"): string =>
    format(locale, { style: "currency", currency, currencyDisplay })
      .formatToParts(1)
      .find(({ type }) => type === "currency")?.value ?? currency;
  const short = shown("narrowSymbol");
  const signs = new Set([shown("symbol"), ...((SHARED_SIGNS[short] ?? currency) === currency ? [short] : [])]);
  signs.delete(currency);
  return [...signs];
}

/** `euros`, `US dollars`, as the amount makes it plural or not. */
function currencyNames(value: number, currency: string, locale: string): string[] {
  const name = format(locale, { style: "currency", currency, currencyDisplay: "name" })
    .formatToParts(value)
    .find(({ type }) => type === "currency")?.value;
  return name === undefined ? [] : [name];
}

/** Making a formatter costs a hundred times what using it does. */
const formatters = new Map<string, Intl.NumberFormat>();

function format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key) ?? new Intl.NumberFormat(locale, { numberingSystem: "latn", ...options });
  formatters.set(key, known);
  return known;
}
