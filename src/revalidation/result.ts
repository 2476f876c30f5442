import type { RevalidationCheck } from "#src/protocol/index.ts";

/** What one check said when the facts were read again. */
export interface RevalidationResult {
  /** The check's id in the plan; `recipient:…` for the grounding that every contact gets, `customer-signals` for what came after the proposal. */
  readonly check_id: string;
  readonly passed: boolean;
  /** `unknown`: it could not be evaluated for a passing reason (Odoo down); it did not pass, and may later. */
  readonly outcome: "passed" | "failed" | "unknown";
  readonly severity: RevalidationCheck["severity_on_fail"];
  /** The value read just now, as Odoo gave it after normalisation; for the audit. */
  readonly seen: unknown;
  /** For people: what was found and what it said before. */
  readonly sentence: string;
  /** Present when waiting helps: the first moment, UTC, at which it is worth trying again. */
  readonly deferUntil?: Date;
}

/** What follows for an action from all of its results. */
export type Verdict =
  | { readonly kind: "pass" }
  | { readonly kind: "block"; readonly reasons: readonly string[] }
  | { readonly kind: "require_reapproval"; readonly reasons: readonly string[] }
  /** Approval kept; nothing was done. `until` may lie after the action's expiry: whoever defers must look. */
  | { readonly kind: "defer"; readonly until: Date; readonly reasons: readonly string[] };
