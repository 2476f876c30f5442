import type { Messages } from "../types.ts";
import { common } from "./common.ts";

/** What the page says in French. */
export const fr = { common } as const satisfies Messages;
