import type { Language } from "../format.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import type { Texts } from "./types.ts";

export type { CheckInWords, OverdueLine, PromiseWords, ReminderWords, Texts } from "./types.ts";

/** The words of every language that messages are written in. */
export const TEXTS = { en, fr, de, es } as const satisfies Record<Language, Texts>;
