import type { Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";

/** Refuses everybody but a person. `what` follows "Only a person can ": `change what an action says`. Errors: `forbidden`. */
export function requirePerson({ actor }: Context, what: string): void {
  if (actor.startsWith("user:")) return;
  throw new AiCooError("forbidden", `Only a person can ${what}; nothing was changed.`, { next: "Sign in and do it there." });
}
