import { useEffect, useState, type ReactNode } from "react";
import { IntlProvider } from "use-intl/react";
import type { en } from "./en/index.ts";
import { onLocaleChosen, setLocale, startingLocale } from "./locale.ts";
import type { Locale } from "./locales.ts";
import type { Messages } from "./types.ts";

/** Each language is a file of its own: a reader loads one. */
const CATALOGUES = {
  en: async () => (await import("./en/index.ts")).en,
  fr: async () => (await import("./fr/index.ts")).fr,
} as const satisfies Record<Locale, () => Promise<Messages>>;

interface Spoken {
  readonly locale: Locale;
  readonly messages: Messages;
}

/** The language to begin with, and its words; the page is rendered when they are there. */
export async function firstLanguage(): Promise<Spoken> {
  return speak(startingLocale());
}

async function speak(locale: Locale): Promise<Spoken> {
  const messages = await CATALOGUES[locale]();
  setLocale(locale);
  return { locale, messages };
}

/** Gives the page its words; another language chosen replaces all of them at once. */
export function Localised({ first, children }: { readonly first: Spoken; readonly children: ReactNode }) {
  const [{ locale, messages }, setSpoken] = useState(first);
  useEffect(() => onLocaleChosen((chosen) => void speak(chosen).then(setSpoken)), []);
  return (
    // a new key renders everything anew: what formats by the page's language holds no state of the old one
    <IntlProvider
      key={locale}
      locale={locale}
      messages={messages as typeof en}
      timeZone={new Intl.DateTimeFormat().resolvedOptions().timeZone}
    >
      {children}
    </IntlProvider>
  );
}
