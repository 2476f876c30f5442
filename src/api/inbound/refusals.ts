import { AiCooError } from "#src/lib/errors.ts";

/** The answer to who cannot be believed: the same as for an address that does not exist. */
export function noSuchAddress(): AiCooError {
  return new AiCooError("not_found", "There is no such address in the API.", { next: "Look it up in /api/openapi.json." });
}

/** The answer to a report that cannot be read. Providers deliver it again, and somebody looks. */
export function unreadable(what: string): AiCooError {
  return new AiCooError("invalid_input", `The report cannot be read: ${what}. Nothing was done.`, {
    next: "See docs/webhooks.md for how the webhook has to be configured.",
  });
}
