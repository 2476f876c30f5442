import type { NamespaceKeys, NestedKeyOf, useTranslations } from "use-intl";
import type { en } from "./en/index.ts";
import type { SaidMessages } from "./said.ts";
import type { Locale } from "./locales.ts";

/** The catalogue of a language: the shape of the English one, in which the page is written. */
export type Messages = Shape<typeof en>;

/** The same keys, with other words. */
export type Shape<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Shape<T[Key]> };

/** With what the server says, of which only what is shown is loaded. */
export type Whole = typeof en & { readonly said: SaidMessages };

type Area = NamespaceKeys<Whole, NestedKeyOf<Whole>>;

/** What {@link useTranslations} gives for an area, for functions that are handed it. */
export type Translator<A extends Area> = ReturnType<typeof useTranslations<A>>;

declare module "use-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Whole;
  }
}
