import { useEffect, useMemo, useState, type ReactNode } from "react";
import { IntlProvider } from "use-intl/react";
import type { SaidMessages } from "./en/said.ts";
import { onLocaleChosen, setLocale, startingLocale } from "./locale.ts";
import type { Locale } from "./locales.ts";
import type { Messages, Whole } from "./types.ts";

/** Each language is a file of its own: a reader loads one. */
const CATALOGUES = {
  en: async () => (await import("./en/index.ts")).en,
  fr: async () => (await import("./fr/index.ts")).fr,
} as const satisfies Record<Locale, () => Promise<Messages>>;

/** What the server says comes beside the first picture, which has none of it yet; until then its sentences stand as they are. */
const SAID = {
  en: async () => (await import("./en/said.ts")).said,
  fr: async () => (await import("./fr/said/index.ts")).said,
} as const satisfies Record<Locale, () => Promise<SaidMessages>>;

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
  const [said, setSaid] = useState<{ readonly locale: Locale; readonly messages: SaidMessages }>();
  useEffect(() => onLocaleChosen((chosen) => void speak(chosen).then(setSpoken)), []);
  useEffect(() => {
    // without it everything reads as the server wrote it
    void SAID[locale]().then(
      (words) => setSaid({ locale, messages: words }),
      () => undefined,
    );
  }, [locale]);
  const whole = useMemo(() => ({ ...messages, said: said?.locale === locale ? said.messages : {} }), [messages, said, locale]);
  return (
    // a new key renders everything anew: what formats by the page's language holds no state of the old one
    <IntlProvider key={locale} locale={locale} messages={whole as Whole} timeZone={new Intl.DateTimeFormat().resolvedOptions().timeZone}>
      {children}
    </IntlProvider>
  );
}
