import { asAiCooError, type ErrorCode } from "#src/lib/errors.ts";
import { effectOf } from "#src/odoo/write/index.ts";
import { final, type Outcome, retry, unknown } from "./outcome.ts";

/** Odoo looked at the change and said no: asking again would get the same answer. */
const REFUSALS: readonly ErrorCode[] = ["odoo_forbidden", "odoo_missing_record", "odoo_refused", "invalid_input"];

/**
 * What a failed call to Odoo may have done. Where Odoo certainly did nothing, its refusals are final and its
 * absence is worth a retry; a wrong key is for a person to mend, not the action's fault.
 */
function outcomeOfOdooError(caught: unknown): Outcome {
  const error = asAiCooError(caught);
  if (effectOf(error) === "unknown") return unknown(`${error.message} Whether Odoo made the change is not known.`);
  return REFUSALS.includes(error.code) ? final(error.message) : retry(error.message);
}

/** Runs a writing call; what it throws becomes an outcome. */
export async function asOutcome(run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    return outcomeOfOdooError(error);
  }
}

/** How a record of Odoo is named in an outcome. */
export function recordRef(model: string, id: number | null): string {
  return id === null ? `${model},hidden` : `${model},${id}`;
}
