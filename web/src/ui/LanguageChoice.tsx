import { useTranslations } from "use-intl/react";
import { chooseLocale, currentLocale } from "../i18n/locale.ts";
import { LOCALES } from "../i18n/locales.ts";

/** Each language by its own name. */
const NAMES = { en: "English", fr: "Français" } as const satisfies Record<(typeof LOCALES)[number], string>;

/** In which language the page speaks. */
export function LanguageChoice() {
  const t = useTranslations("common");
  return (
    <select
      aria-label={t("language")}
      value={currentLocale()}
      onChange={({ target }) => {
        const chosen = LOCALES.find((locale) => locale === target.value);
        if (chosen !== undefined) chooseLocale(chosen);
      }}
      className="h-7 rounded-md border border-line bg-surface px-1.5 text-xs text-ink-soft"
    >
      {LOCALES.map((locale) => (
        <option key={locale} value={locale} lang={locale}>
          {NAMES[locale]}
        </option>
      ))}
    </select>
  );
}
