import type { CompanyRef, CurrencyRef } from "./parties.ts";

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
    /** Date of the newest reconciled line of a bank statement, not after today; of the newest bank entry where no statements are kept. */
    readonly newestEntry: string | null;
    readonly businessDaysOld: number | null;
    readonly isStale: boolean;
  };
  readonly overdueCustomers: number;
  readonly overdueTotal: number;
}

/** What a company's figures give reason to be told. */
export const FIGURE_ALERT_KINDS = [
  "cash_runway_short",
  "receivables_over_60_share",
  "receivables_over_90",
  "payables_over_90",
  "working_capital_negative",
  "customer_concentration",
  "bank_not_reconciled",
] as const;
export type FigureAlertKind = (typeof FIGURE_ALERT_KINDS)[number];

/** What the analysis of finances raises and resolves. */
export const FINANCIAL_ALERT_KINDS = [...FIGURE_ALERT_KINDS, "customer_answered"] as const;

/** What the analysis of operations raises and resolves. */
export const OPERATIONS_ALERT_KINDS = ["person_over_capacity"] as const;

export type AlertKind = (typeof FINANCIAL_ALERT_KINDS)[number] | (typeof OPERATIONS_ALERT_KINDS)[number];
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
  readonly unit: "months" | "share" | "money" | "business_days" | "tasks" | "invoices";
  readonly currency: CurrencyRef;
  readonly evidence: readonly {
    readonly label: string;
    readonly value: string;
    readonly record?: { readonly model: string; readonly id: number };
  }[];
}
