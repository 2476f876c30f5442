import type { Messages } from "../types.ts";
import { accounts } from "./accounts.ts";
import { common } from "./common.ts";
import { notifications } from "./notifications.ts";

/** What the page says in French. */
export const fr = { accounts, common, notifications } as const satisfies Messages;
