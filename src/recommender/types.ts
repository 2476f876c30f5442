import type {
  Analysis,
  ClosingDealFinding,
  OverdueCustomerFinding,
  OwnerlessTasksFinding,
  PaidInvoiceFinding,
  ProjectAtRiskFinding,
  QuietCustomerFinding,
  StageDriftFinding,
  StaleDealFinding,
  WonDealFinding,
} from "#src/analyzers/findings.ts";
import type { ActionProtocol, ActionType } from "#src/protocol/index.ts";
import type { Advice } from "./advice/types.ts";
import type { AcceptanceRecord } from "./order.ts";
import type { RecommenderSettings } from "./settings.ts";

/** The finding that each action type of the playbook is composed from. */
export interface FindingOf {
  send_invoice_reminder: OverdueCustomerFinding;
  create_collection_task: OverdueCustomerFinding;
  escalate_overdue_invoice: OverdueCustomerFinding;
  send_payment_confirmation: PaidInvoiceFinding;
  follow_up_on_stale_deal: StaleDealFinding;
  send_deal_check_in: ClosingDealFinding;
  update_deal_stage: StageDriftFinding;
  create_follow_up_task: FollowUpTaskFinding;
  schedule_customer_check_in: QuietCustomerFinding;
  flag_at_risk_project: ProjectAtRiskFinding;
}

/** Work that somebody has to be given. A quiet customer's comes when its check-in is due. */
export type FollowUpTaskFinding = WonDealFinding | OwnerlessTasksFinding | QuietCustomerFinding;

/** The action types that the playbook composes: all there are. */
export type PlaybookActionType = ActionType & keyof FindingOf;

/** What composing an action needs to know besides the finding. */
export interface ComposeContext {
  readonly orgId: string;
  /** The moment of composing; decides the day of the idempotency key and the expiry. */
  readonly now: Date;
  readonly settings: RecommenderSettings;
}

export interface RecommendInput extends ComposeContext {
  readonly analysis: Analysis;
  /** Gives a new UUID version 7 for each action. */
  readonly ids: () => string;
  /** What a model added, by candidate. */
  readonly advice?: ReadonlyMap<string, Advice>;
  /** The stored analysis that the actions come from. */
  readonly analysisId?: string;
  /** What people decided about earlier proposals; nothing when absent. It orders, and hides nothing. */
  readonly acceptance?: AcceptanceRecord;
}

/** A finding that did not become an action, and why. */
export interface NotProposed {
  readonly actionType: PlaybookActionType;
  readonly companyId: number;
  /** The code of the currency it is about, as Odoo has it. */
  readonly currency: string;
  /** The customer, where there is one. */
  readonly partnerId: number | null;
  readonly partnerName: string;
  /** `invalid`: the composed document breaks the protocol. `failed`: composing it broke. `duplicate`: the run has it already. */
  readonly reason: "invalid" | "failed" | "duplicate";
  /** For people: what was wrong. */
  readonly sentence: string;
}

export interface Recommendation {
  /** Valid actions of protocol 1.1, by urgency and then by what people accept; nothing is stored. */
  readonly actions: readonly ActionProtocol[];
  /** What is at stake by action id, in the company's currency: policy raises the risk by it. */
  readonly amountsAtStake: ReadonlyMap<string, number>;
  /** How likely people are to accept each, 0 to 1, by action id. */
  readonly priorities: ReadonlyMap<string, number>;
  readonly notProposed: readonly NotProposed[];
  /** The candidate that each action was composed from, by action id. */
  readonly keys: ReadonlyMap<string, string>;
}
