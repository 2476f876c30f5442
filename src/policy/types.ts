import type { ActionType, Actor, RiskLevel } from "#src/protocol/index.ts";

/** A rule that did not approve an action, and everything that spoke against it, one sentence each, without names or addresses. */
export interface RuleRefusal {
  readonly rule: string;
  readonly reasons: readonly string[];
}

/** Whether a person has to say yes, and how many of them; `against` tells of the rules that were tried before. */
export type ApprovalDecision =
  | { readonly approval: "required"; readonly minApprovals: number; readonly against: readonly RuleRefusal[] }
  | { readonly approval: "auto"; readonly rule: string; readonly against: readonly RuleRefusal[] };

/** What a rule looks at of an action. */
export interface RuleSubject {
  readonly actionType: ActionType;
  /** With what policy raised it by. */
  readonly riskLevel: RiskLevel;
  readonly createdBy: Actor;
  readonly partnerId: number | null;
  /** Whether anybody is written to. */
  readonly contacts: boolean;
  /** The amount at stake in the company's currency; null where it is not known. */
  readonly amount: number | null;
  /** Whether any money is at stake, known in the company's currency or not. */
  readonly hasMoney: boolean;
  /** Whether nobody at this customer was ever contacted before; null where nobody said. */
  readonly firstContact: boolean | null;
  /** Whether a message is in the words of a model. */
  readonly modelWords: boolean;
}

/** The moment of a decision and what stood then. */
export interface DecisionMoment {
  readonly now: Date;
  /** IANA name of the organisation's zone; null where what is stored is none. */
  readonly timezone: string | null;
  /** Whether the emergency stop is on. */
  readonly stopped: boolean;
  /** Approvals by each rule, by name, on the organisation's day. */
  readonly approvedToday: ReadonlyMap<string, number>;
  /** Why a rule is paused, by name; those that are not are absent. */
  readonly pauses: ReadonlyMap<string, string>;
}

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
