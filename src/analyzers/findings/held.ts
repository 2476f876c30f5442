/** Why a candidate was not proposed. Closed list; `HOLD_REASONS` is the one of overdue customers. */
export const HELD_REASONS = [
  /** The record names no customer in Odoo, so nobody can be written to. */
  "no_customer",
  /** The customer or its contact was archived. */
  "customer_archived",
  /** The customer is a company of this database. */
  "own_company",
  /** Nobody knows what it is worth. */
  "no_revenue",
  /** Quiet for so long that a message out of nowhere would be strange. */
  "too_old",
  /** An activity is planned in Odoo: a person has it in hand. */
  "activity_planned",
  /** Contacted less than the minimum number of days ago, by us or by people in Odoo. */
  "recently_contacted",
  /** The customer wrote within that time: a person should answer. */
  "customer_wrote",
  /** An invoice of the customer is disputed: nobody sells to somebody who is quarrelling. */
  "customer_disputed",
  "no_address",
  /** Bounced, complained, unsubscribed, or on Odoo's blacklist. */
  "suppressed",
  /** No number that parses as a mobile phone of the contact's country. */
  "no_mobile",
  /** An action of this type for this record is waiting or running. */
  "pending_action",
  /** A person rejected the same proposal a short while ago. */
  "rejected",
  /** The same was tried a short while ago, and refused for certain. */
  "failed_before",
  /** It was done a short while ago. */
  "already_done",
  /** As many messages as the organisation allows went unanswered: a person decides. */
  "unanswered",
  /** Somebody would have to be told who does it, and Odoo names nobody. */
  "nobody_responsible",
  /** There is no stage that counts as won for this deal's team. */
  "no_won_stage",
  /** A project or a task for it is there already. */
  "work_exists",
  /** More candidates than the organisation handles in one run. */
  "over_run_limit",
] as const;

export type HeldReason = (typeof HELD_REASONS)[number];

/** The types of actions that analyses of sales and operations find candidates for. */
export type HeldActionType =
  | "follow_up_on_stale_deal"
  | "send_deal_check_in"
  | "update_deal_stage"
  | "create_follow_up_task"
  | "schedule_customer_check_in"
  | "flag_at_risk_project";

/** Something that would ask for an action, and the reason why none is proposed. */
export interface HeldCandidate {
  readonly actionType: HeldActionType;
  readonly companyId: number;
  readonly companyName: string;
  readonly record: { readonly model: string; readonly id: number; readonly name: string };
  /** The commercial entity, where there is one. */
  readonly partnerId: number | null;
  readonly partnerName: string | null;
  readonly reason: HeldReason;
  /** For people: what was seen, with dates and amounts. */
  readonly sentence: string;
  /** Until when it holds, where that is known: a date. */
  readonly until: string | null;
  /** What was seen, where it is a record. */
  readonly seen: { readonly model: string; readonly id: number } | null;
}
