import type { RiskLevel } from "#src/protocol/index.ts";

/** Whether a person has to say yes, and how many of them. */
export type ApprovalDecision =
  | { readonly approval: "required"; readonly minApprovals: number }
  | { readonly approval: "auto"; readonly rule: string };

/** What raises the risk of an action beyond its type's default; never lowers it. */
export interface RiskFacts {
  /** Nobody at this customer was ever contacted by this organisation through the product. */
  readonly firstContact?: boolean;
  /** The customer's own mail domains, from Odoo. */
  readonly customerDomains?: readonly string[];
  /** The amount at stake, in its currency's major unit; by default the action's `estimated_impact.cash_in`. */
  readonly amount?: number;
}

export interface RiskAssessment {
  readonly level: RiskLevel;
  /** One sentence per thing that raised it. */
  readonly reasons: readonly string[];
}

/** The emergency switch of an organisation. */
export interface StopSwitch {
  readonly stopped: boolean;
  readonly stoppedAt: Date | null;
  readonly stoppedBy: string | null;
  readonly reason: string | null;
}
