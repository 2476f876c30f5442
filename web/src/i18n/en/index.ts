import { first } from "./first.ts";
import { screens } from "./screens.ts";

/** What the page says in English; one file for each area of it. */
export const en = { ...first, ...screens } as const;
