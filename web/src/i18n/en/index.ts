import { accounts } from "./accounts.ts";
import { common } from "./common.ts";
import { notifications } from "./notifications.ts";

/** What the page says in English; one file for each area of it. */
export const en = { accounts, common, notifications } as const;
