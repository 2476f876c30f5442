import type { Settlement } from "#src/actions/index.ts";
import type { ActionResult } from "./types.ts";

/** A settlement as the executor's caller sees it. */
export function resultOf(actionId: string, settlement: Settlement, milliseconds: number, ref: string | null = null): ActionResult {
  switch (settlement.to) {
    case "completed":
      return { actionId, result: "executed", ref, milliseconds };
    case "deferred":
      return {
        actionId,
        result: settlement.because === "retry" ? "retried" : "deferred",
        reason: settlement.reason,
        notBefore: settlement.notBefore.toISOString(),
        milliseconds,
      };
    case "blocked":
    case "failed":
    case "needs_attention":
    case "require_reapproval":
    case "expired":
      return { actionId, result: settlement.to, reason: settlement.reason, milliseconds };
  }
}

export const LEASE_LOST = "Another worker took the action over; what this one knew was not recorded.";

/** The slow worker's result: somebody else settles the action. */
export function leaseLost(actionId: string, milliseconds: number): ActionResult {
  return { actionId, result: "refused", code: "lease_lost", reason: LEASE_LOST, status: "executing", milliseconds };
}
