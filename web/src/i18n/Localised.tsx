import { useEffect, useSyncExternalStore, type ReactNode } from "react";
import { IntlProvider } from "use-intl/react";
import { onLocaleChosen } from "./locale.ts";
import { onSpoken, speak, spokenNow } from "./spoken.ts";

/** Gives the page its words; another language chosen replaces all of them at once. */
export function Localised({ children }: { readonly children: ReactNode }) {
  const { locale, messages } = useSyncExternalStore(onSpoken, spokenNow);
  useEffect(() => onLocaleChosen((chosen) => void speak(chosen)), []);
  return (
    // a new key renders everything anew: what formats by the page's language holds no state of the old one
    <IntlProvider key={locale} locale={locale} messages={messages} timeZone={new Intl.DateTimeFormat().resolvedOptions().timeZone}>
      {children}
    </IntlProvider>
  );
}
