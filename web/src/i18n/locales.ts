/** The languages the page speaks. */
export const LOCALES = ["en", "fr"] as const;

export type Locale = (typeof LOCALES)[number];
