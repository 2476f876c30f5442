import { LOCALES, type Locale } from "./locales.ts";

const KEPT_AT = "ai-coo.locale";

const isLocale = (text: string | null): text is Locale => (LOCALES as readonly (string | null)[]).includes(text);

/** What the person chose on this browser; without a choice the first of the browser's languages that the page speaks. */
export function startingLocale(): Locale {
  const kept = readKept();
  if (isLocale(kept)) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale) ?? "en";
}

function readKept(): string | null {
  try {
    return localStorage.getItem(KEPT_AT);
  } catch {
    // a browser that keeps nothing still shows the page
    return null;
  }
}

let current: Locale = "en";
const listeners = new Set<(locale: Locale) => void>();

export const currentLocale = (): Locale => current;

/** Makes a language the one of the page, without keeping it. */
export function setLocale(locale: Locale): void {
  current = locale;
  document.documentElement.lang = locale;
}

/** The person's choice: kept on this browser, and shown at once. */
export function chooseLocale(locale: Locale): void {
  try {
    localStorage.setItem(KEPT_AT, locale);
  } catch {
    // shown now, asked again next time
  }
  for (const listener of listeners) listener(locale);
}

/** Tells when the person chooses another language; returns how to stop. */
export function onLocaleChosen(listener: (locale: Locale) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How numbers and dates are written: in the page's language, the way of the browser's own country where it speaks it. */
export function formatLocale(): string {
  return navigator.languages.find((tag) => tag.slice(0, 2) === current) ?? current;
}
