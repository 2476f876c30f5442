import type { Messages } from "../types.ts";
import { first } from "./first.ts";
import { screens } from "./screens.ts";

/** What the page says in French. */
export const fr = { ...first, ...screens } as const satisfies Messages;
