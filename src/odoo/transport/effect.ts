import { AiCooError } from "#src/lib/errors.ts";

/** What a failed call may have done: certainly nothing, or perhaps what was asked. */
export type OdooEffect = "none" | "unknown";

/**
 * What the call behind this error may have done in Odoo. `none`: it was refused, or never left this
 * machine. `unknown`: it was sent and no proper answer came; look it up before anything else. Errors
 * that say nothing about it count as `unknown`.
 */
export function effectOf(error: unknown): OdooEffect {
  return error instanceof AiCooError && error.details?.["effect"] === "none" ? "none" : "unknown";
}
