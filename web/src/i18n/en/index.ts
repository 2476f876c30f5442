import { common } from "./common.ts";

/** What the page says in English; one file for each area of it. */
export const en = { common } as const;
