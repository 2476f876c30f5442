import type { Hold } from "./notChased.ts";
import type { OverdueInvoice } from "./overdueInvoice.ts";
import type { CompanyRef, CurrencyRef, CustomerRef, Recipient, Salesperson } from "./parties.ts";

/** An overdue invoice that is not asked for, while others of the same customer are. */
export interface LeftOutInvoice {
  readonly id: number;
  readonly number: string;
  readonly residual: number;
  readonly hold: Hold;
}

export interface PreviousReminder {
  readonly level: number;
  readonly at: string;
}

/** What the ladder has next for a debt, and the first day on which it allows it: `YYYY-MM-DD`. */
export interface FollowingStep {
  readonly kind: "reminder" | "collection";
  /** Of a reminder. */
  readonly level: number | null;
  readonly earliest: string;
}

export type Tone = "friendly" | "firm" | "final";

/** A promise to pay whose day has passed, about invoices that are still open; nothing was sent since that was found. */
export interface BrokenPromise {
  readonly commitmentId: string;
  /** The day on which it was recorded, and the last day on which the customer wanted to pay. */
  readonly promisedOn: string;
  readonly until: string;
  /** What the customer named, if anything, in this currency. */
  readonly amount: number | null;
  readonly currency: string | null;
  /** Those of the finding's invoices that it was about. */
  readonly invoiceIds: readonly number[];
}

/** The next level of the ladder is due. */
export interface ReminderStep {
  /** 1 is the first; never more than one above the previous level. */
  readonly level: number;
  readonly tone: Tone;
  readonly channel: "email";
  readonly recipient: Recipient;
  /** Further addresses of the same recipient contact, in Odoo's order. They stay Cc. */
  readonly cc: readonly Recipient[];
}

/** All levels were used and the debt is still there: a person takes over. */
export interface CollectionStep {
  readonly lastLevel: number;
  readonly lastReminderAt: string;
  /** A sentence. */
  readonly because: string;
}

/** Far past due, or a large sum: the salesperson calls. */
export interface EscalationStep {
  readonly cause: "age" | "amount";
  /** The invoice the activity is put on: the oldest. */
  readonly invoiceId: number;
  readonly because: string;
}

/**
 * One customer in one company and one currency for whom something should be done.
 *
 * At most one of `reminder` and `collection` is set; `escalation` is internal and may accompany either.
 * At least one of the three is set. One reminder per customer and run, over all companies and currencies.
 */
export interface OverdueCustomerFinding {
  readonly kind: "overdue_customer";
  readonly company: CompanyRef;
  readonly customer: CustomerRef;
  readonly currency: CurrencyRef;
  /** Everything overdue that is asked for, oldest first. */
  readonly invoices: readonly OverdueInvoice[];
  readonly leftOut: readonly LeftOutInvoice[];
  /** Overdue invoices that are counted in the totals and not listed, because no message can list so many; then `reminder` is null. */
  readonly omittedInvoices: number;
  /** Sum of `invoices[].residual` (and of those omitted). */
  readonly total: number;
  /** The same in the company's currency; sorting and thresholds use it. */
  readonly totalCompany: number;
  /** Of the oldest invoice. */
  readonly daysOverdue: number;
  /** Unreconciled payments and credit notes in the company's currency, too small to cover any listed invoice. */
  readonly openCreditCompany: number;
  /** The last reminder that named one of these invoices. */
  readonly previousReminder: PreviousReminder | null;
  readonly next: FollowingStep | null;
  /** The promise that the customer did not keep, to be named in what comes next. */
  readonly brokenPromise: BrokenPromise | null;
  /** Of the oldest invoice that has one. */
  readonly salesperson: Salesperson | null;
  readonly reminder: ReminderStep | null;
  /** Why no reminder is set although the next level is due (only with `escalation`). */
  readonly reminderHeld: Hold | null;
  readonly collection: CollectionStep | null;
  readonly escalation: EscalationStep | null;
}
