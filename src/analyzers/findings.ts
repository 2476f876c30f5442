/**
 * What analyses say: plain values, computed from Odoo without judgement of a model.
 *
 * A finding carries every fact that an action needs, so that nobody reads Odoo again to compose one.
 * Names, notes and addresses in here come from Odoo and are untrusted text.
 *
 * Conventions: dates are `YYYY-MM-DD` in the company's timezone, moments are ISO 8601 in UTC, amounts
 * are numbers in the major unit of the currency that stands beside them, ids are Odoo database ids.
 * A value that Odoo leaves empty is `null`.
 */

// --- who and in what money ------------------------------------------------------------------------

export interface CurrencyRef {
  readonly id: number;
  /** ISO 4217, such as `EUR`. */
  readonly code: string;
  /** Decimal places in which amounts of this currency are written. */
  readonly decimals: number;
}

export interface CompanyRef {
  readonly id: number;
  readonly name: string;
  /** The currency its books are kept in. */
  readonly currency: CurrencyRef;
  /** IANA name; decides what "today" is. From the settings, else the company's own contact or calendar, else UTC. */
  readonly timezone: string;
  /** ISO 3166 alpha-2. */
  readonly country: string | null;
  readonly partnerId: number;
  readonly email: string | null;
  readonly phone: string | null;
}

/** The commercial entity that owes: messages are consolidated on it. */
export interface CustomerRef {
  readonly partnerId: number;
  readonly name: string;
  readonly phone: string | null;
  /** ISO 3166 alpha-2. */
  readonly country: string | null;
  /** Odoo locale such as `fr_FR`. */
  readonly lang: string | null;
}

/** Whom a message to the customer goes to: its invoice address, else the commercial entity. */
export interface Recipient {
  readonly partnerId: number;
  readonly name: string;
  /** One bare address, lower case. */
  readonly email: string;
  /** The partner's `email` exactly as Odoo holds it; revalidation compares with this. */
  readonly emailAsRead: string;
  /** Odoo locale such as `fr_FR`; the commercial entity's when the contact has none. */
  readonly lang: string | null;
  /** IANA name; the commercial entity's when the contact has none, else null. */
  readonly timezone: string | null;
  readonly country: string | null;
  /** Odoo's own mail blacklist. */
  readonly isBlacklisted: boolean;
}

/** The person of the company who answers for the customer: Reply-To of messages, owner of activities. */
export interface Salesperson {
  readonly userId: number;
  readonly name: string;
  readonly email: string | null;
}

// --- overdue invoices -----------------------------------------------------------------------------

/** One receivable item of an invoice whose due date has passed. */
export interface OverdueItem {
  /** `account.move.line` id. */
  readonly lineId: number;
  readonly dueDate: string;
  /** Whole days after the due date; 1 on the day after it. */
  readonly daysOverdue: number;
  /** Open amount in the invoice's currency. */
  readonly residual: number;
  /** Open amount in the company's currency. */
  readonly residualCompany: number;
}

export type PaymentState = "not_paid" | "in_payment" | "paid" | "partial" | "reversed" | "blocked" | "invoicing_legacy";

/** Which field of Odoo takes an invoice out of reminders on this server, and where it is. */
export interface ExclusionField {
  readonly model: "account.move" | "account.move.line";
  readonly ids: readonly number[];
  /** `no_followup` from release 19, `blocked` up to 17; a release without one gives no exclusion field. */
  readonly field: "no_followup" | "blocked";
}

/** Values exactly as Odoo gave them; the action's revalidation plan expects these again. */
export interface InvoiceAsRead {
  readonly state: string;
  readonly payment_state: string;
  readonly amount_residual: number;
  /** The due date of the last instalment. */
  readonly invoice_date_due: string | null;
  readonly partner_id: number;
}

/** An invoice of which something is overdue. Without instalments the overdue part is all that is open. */
export interface OverdueInvoice {
  readonly id: number;
  readonly number: string;
  /** The customer's own reference, if any. */
  readonly reference: string | null;
  /** Payment reference to quote in a transfer, if any. */
  readonly paymentReference: string | null;
  readonly date: string | null;
  /** The oldest due date that has passed. */
  readonly dueDate: string;
  readonly daysOverdue: number;
  /** The overdue part of what is open, in the invoice's currency. Reminders ask for this. */
  readonly residual: number;
  /** The same in the company's currency. */
  readonly residualCompany: number;
  /** All that is open, also what is not due yet. */
  readonly residualTotal: number;
  /** The invoice's total. */
  readonly total: number;
  /** The contact on the invoice. */
  readonly partnerId: number;
  readonly paymentState: PaymentState;
  readonly hasInstalments: boolean;
  /** Oldest first. */
  readonly items: readonly OverdueItem[];
  readonly salesperson: Salesperson | null;
  /** Null where the server has no such field. Revalidation expects `false` on all ids. */
  readonly exclusion: ExclusionField | null;
  readonly asRead: InvoiceAsRead;
}

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

export type Tone = "friendly" | "firm" | "final";

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
  /** Sum of `invoices[].residual`. */
  readonly total: number;
  /** The same in the company's currency; sorting and thresholds use it. */
  readonly totalCompany: number;
  /** Of the oldest invoice. */
  readonly daysOverdue: number;
  /** Unreconciled payments and credit notes in the company's currency, too small to cover any listed invoice. */
  readonly openCreditCompany: number;
  /** The last reminder that named one of these invoices. */
  readonly previousReminder: PreviousReminder | null;
  /** Of the oldest invoice that has one. */
  readonly salesperson: Salesperson | null;
  readonly reminder: ReminderStep | null;
  /** Why no reminder is set although the next level is due (only with `escalation`). */
  readonly reminderHeld: Hold | null;
  readonly collection: CollectionStep | null;
  readonly escalation: EscalationStep | null;
}

// --- not chased -----------------------------------------------------------------------------------

/** Why an overdue customer, or one of its invoices, is left alone. Closed list; first match is the main reason. */
export const HOLD_REASONS = [
  /** The bank is not reconciled up to date: nobody knows who has paid. */
  "stale_bank",
  /** The customer is a company of this database. */
  "own_company",
  /** What is overdue is not above the organisation's tolerance. */
  "below_tolerance",
  /** Marked in Odoo as disputed or excluded from reminders. */
  "disputed",
  /** Collected by direct debit. */
  "direct_debit",
  /** Unreconciled payments or credit notes could cover an overdue invoice. */
  "open_credit",
  /** A promise or a planned activity that has not passed. */
  "promise",
  /** An action for this customer is waiting or running. */
  "pending_action",
  /** Overdue for fewer days than the grace period. */
  "within_grace",
  /** The next level of the ladder is not due yet. */
  "next_level_not_due",
  /** Reminded or contacted less than the minimum number of days ago, by us or by people in Odoo. */
  "recently_contacted",
  /** The customer wrote within that time: a person should answer. */
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
  /** The main reason: the first of `holds`. */
  readonly reason: HoldReason;
  readonly sentence: string;
  readonly holds: readonly Hold[];
}

// --- paid -----------------------------------------------------------------------------------------

export interface PaidInvoice {
  readonly id: number;
  readonly number: string;
  readonly date: string | null;
  readonly total: number;
  /** The day of the last reconciled payment. */
  readonly paidOn: string;
  readonly partnerId: number;
  readonly salesperson: Salesperson | null;
  readonly asRead: InvoiceAsRead;
}

/** Invoices that were reminded and are now paid and reconciled, of one customer, company and currency. */
export interface PaidInvoiceFinding {
  readonly kind: "paid_invoices";
  readonly company: CompanyRef;
  readonly customer: CustomerRef;
  readonly currency: CurrencyRef;
  readonly invoices: readonly PaidInvoice[];
  /** Sum of the invoices' totals. */
  readonly total: number;
  readonly totalCompany: number;
  readonly recipient: Recipient;
  readonly cc: readonly Recipient[];
  readonly salesperson: Salesperson | null;
}

// --- metrics and alerts ---------------------------------------------------------------------------

export const AGEING_BUCKETS = ["not_due", "1_30", "31_60", "61_90", "over_90"] as const;
export type AgeingBucket = (typeof AGEING_BUCKETS)[number];

export interface Ageing {
  /** Open items net of unreconciled payments and credit notes, in the company's currency. Payables are positive too. */
  readonly buckets: Readonly<Record<AgeingBucket, number>>;
  readonly total: number;
  readonly overdue: number;
  readonly itemCount: number;
}

export interface CashAccount {
  readonly accountId: number;
  readonly name: string;
  readonly balance: number;
}

/** The figures of one company, all in its own currency, as of `today`. */
export interface CompanyMetrics {
  readonly company: CompanyRef;
  readonly today: string;
  readonly receivables: Ageing;
  readonly payables: Ageing;
  readonly cash: { readonly total: number; readonly accounts: readonly CashAccount[] };
  readonly runway: {
    /** Money that left bank and cash per month, without transfers between own accounts. */
    readonly averageMonthlyOutflow: number;
    readonly monthsMeasured: number;
    /** Null when nothing went out. */
    readonly months: number | null;
  };
  /** Null where the server does not let the user see account types. */
  readonly workingCapital: { readonly currentAssets: number; readonly currentLiabilities: number; readonly net: number } | null;
  /** Largest first. */
  readonly largestCustomers: readonly {
    readonly partnerId: number;
    readonly name: string;
    readonly amount: number;
    readonly share: number;
  }[];
  readonly bank: {
    /** Date of the newest posted entry in a bank journal, not after today. */
    readonly newestEntry: string | null;
    readonly businessDaysOld: number | null;
    readonly isStale: boolean;
  };
  readonly overdueCustomers: number;
  readonly overdueTotal: number;
}

export const ALERT_KINDS = [
  "cash_runway_short",
  "receivables_over_60_share",
  "receivables_over_90",
  "payables_over_90",
  "working_capital_negative",
  "customer_concentration",
  "bank_not_reconciled",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];
export type AlertSeverity = "info" | "warning" | "critical";

/** Something to know, without an action. */
export interface AlertFinding {
  readonly kind: AlertKind;
  /** The same fact gives the same key in every run; an open alert with this key is not raised again. */
  readonly factKey: string;
  readonly severity: AlertSeverity;
  readonly companyId: number;
  readonly title: string;
  readonly sentence: string;
  readonly measured: number;
  readonly threshold: number;
  readonly unit: "months" | "share" | "money" | "business_days";
  readonly currency: CurrencyRef;
  readonly evidence: readonly {
    readonly label: string;
    readonly value: string;
    readonly record?: { readonly model: string; readonly id: number };
  }[];
}

// --- the whole analysis ---------------------------------------------------------------------------

export interface FinancialAnalysis {
  readonly kind: "financial";
  readonly analysedAt: string;
  readonly companyIds: readonly number[];
  /** Of the first company; each company's own is in its facts. */
  readonly timezone: string;
  readonly metrics: readonly CompanyMetrics[];
  readonly alerts: readonly AlertFinding[];
  /** Largest `totalCompany` first, company after company. */
  readonly overdueCustomers: readonly OverdueCustomerFinding[];
  readonly paidInvoices: readonly PaidInvoiceFinding[];
  readonly notChased: readonly NotChased[];
}

// --- what our own database remembers --------------------------------------------------------------

/** Plain data that the caller reads from our database; moments are ISO 8601 in UTC, `partnerId` is the commercial entity. */
export interface OutreachMemory {
  /** Reminders that were sent, or whose outcome is unknown. */
  readonly reminders: readonly {
    readonly partnerId: number;
    readonly companyId: number;
    /** ISO 4217. */
    readonly currency: string;
    readonly level: number;
    readonly at: string;
    readonly invoiceIds: readonly number[];
  }[];
  /** Collection tasks and escalations that were carried out: each is made once for the same invoices. */
  readonly handovers: readonly {
    readonly actionType: "create_collection_task" | "escalate_overdue_invoice";
    readonly partnerId: number;
    readonly companyId: number;
    readonly currency: string;
    readonly at: string;
    readonly invoiceIds: readonly number[];
  }[];
  /** The last contact of each partner and channel, whatever it was about. */
  readonly lastContacts: readonly { readonly partnerId: number; readonly channel: "email" | "sms"; readonly at: string }[];
  /** Actions that are neither settled nor expired. */
  readonly pending: readonly { readonly scopeKey: string; readonly partnerId: number; readonly actionType: string }[];
  readonly suppressed: readonly { readonly channel: "email" | "sms"; readonly address: string }[];
  /** `until` is the last day of the promise. */
  readonly promises: readonly { readonly partnerId: number; readonly until: string }[];
  /** Invoices whose payment was confirmed to the customer, or is about to be. */
  readonly confirmedInvoiceIds: readonly number[];
}

/** The memory of an organisation that has done nothing yet. */
export const EMPTY_MEMORY: OutreachMemory = {
  reminders: [],
  handovers: [],
  lastContacts: [],
  pending: [],
  suppressed: [],
  promises: [],
  confirmedInvoiceIds: [],
};
