import type { DraftLanguage } from "../types.ts";
import { DE_PHRASES, de } from "./de.ts";
import { EN_PHRASES, en } from "./en.ts";
import { ES_PHRASES, es } from "./es.ts";
import { FR_PHRASES, fr } from "./fr.ts";
import type { Vocabulary } from "./vocabulary.ts";

export const VOCABULARIES = { en, fr, de, es } as const satisfies Record<DraftLanguage, Vocabulary>;

/** Fixed phrases whose words a draft may not use otherwise. The first letter may open a sentence. */
export const PHRASES = { en: EN_PHRASES, fr: FR_PHRASES, de: DE_PHRASES, es: ES_PHRASES } as const satisfies Record<
  DraftLanguage,
  readonly string[]
>;
