import type { Language } from "../language.ts";
import { first } from "./first.ts";
import { chapters } from "./said.ts";

/** English: the words of the first picture, and how the others are loaded. */
export const language = {
  first,
  screens: async () => (await import("./screens.ts")).screens,
  chapters,
} as const satisfies Language;
