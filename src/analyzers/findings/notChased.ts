import type { FollowingStep, PreviousReminder } from "./overdueCustomer.ts";
import type { CurrencyRef } from "./parties.ts";

/** Why an overdue customer, or one of its invoices, is left alone. Closed list; first match is the main reason. */
export const HOLD_REASONS = [
  /** The bank is not reconciled up to date: nobody knows who has paid. */
  "stale_bank",
  /** The customer is a company of this database. */
  "own_company",
  /** What is overdue is not above the organisation's tolerance. */
  "below_tolerance",
  /** The customer is archived in Odoo. */
  "customer_archived",
  /** The customer disputes it, as recorded here; or it is marked in Odoo as disputed or excluded from reminders. */
  "disputed",
  /** A person stopped the customer's reminders. */
  "stopped",
  /** Collected by direct debit. */
  "direct_debit",
  /** Unreconciled payments or credit notes could cover an overdue invoice. */
  "open_credit",
  /** A recorded promise, or a planned activity, that has not passed. */
  "promise",
  /** An action for this customer is waiting or running. */
  "pending_action",
  /** A person rejected the same proposal a short while ago. */
  "rejected",
  /** What was proposed today for the same has ended: it was blocked, failed or was taken back. */
  "ended_today",
  /** No valid action could be composed, or it was refused. */
  "not_composed",
  /** Overdue for fewer days than the grace period. */
  "within_grace",
  /** The next level of the ladder is not due yet. */
  "next_level_not_due",
  /** Reminded or contacted less than the minimum number of days ago, by us or by people in Odoo. */
  "recently_contacted",
  /** The customer answered the reminders, which ended them until a person starts them again; or wrote before the first, which waits some days. */
  "customer_wrote",
  /** Neither the invoice address nor the commercial entity has an address that can be mailed. */
  "no_address",
  /** Bounced, complained, unsubscribed, or on Odoo's blacklist. */
  "suppressed",
  /** More overdue invoices than one message can list. */
  "too_many_invoices",
  /** All levels were used and a person was told. */
  "ladder_ended",
  /** More customers are due than the organisation handles in one run. */
  "over_run_limit",
] as const;

export type HoldReason = (typeof HOLD_REASONS)[number];

export interface Hold {
  readonly reason: HoldReason;
  /** For people: what was seen, with dates and amounts. */
  readonly sentence: string;
  /** Until when it holds, where that is known: a date. */
  readonly until: string | null;
  readonly record: { readonly model: string; readonly id: number } | null;
}

/** An overdue customer for whom nothing is proposed, and why. */
export interface NotChased {
  readonly companyId: number;
  readonly companyName: string;
  readonly partnerId: number;
  readonly partnerName: string;
  readonly currency: CurrencyRef;
  readonly total: number;
  readonly totalCompany: number;
  readonly invoiceCount: number;
  readonly daysOverdue: number;
  readonly previousReminder: PreviousReminder | null;
  /** What the ladder has next, once nothing holds any more. */
  readonly next: FollowingStep | null;
  /** The main reason: the first of `holds`. */
  readonly reason: HoldReason;
  readonly sentence: string;
  readonly holds: readonly Hold[];
}
