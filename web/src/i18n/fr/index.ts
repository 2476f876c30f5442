import type { Messages } from "../types.ts";
import { common } from "./common.ts";
import { notifications } from "./notifications.ts";

/** What the page says in French. */
export const fr = { common, notifications } as const satisfies Messages;
