import type { OutreachMemory } from "#src/analyzers/index.ts";
import type { CompanyBuilder, CustomerBuilder, Release } from "#simulator/index.ts";
import type { Past } from "./past.ts";

/** What a company in miniature is told to remember, by the names it gave to what it made. */
export type Remembered = (ids: Readonly<Record<string, number>>) => Partial<OutreachMemory>;

/**
 * A company in miniature with the right answer written down. Answers are sentences such as
 * `reminder 1: Alder, accounts@alder.example, 500.00 EUR, invoice 1`, `task: Late, Ada`, or `held disputed: Alder, 90.00 EUR`
 * for whoever is left alone and why; nothing else may be proposed or held. Invoices are counted in the order in which they
 * were made.
 */
export interface EvalCase {
  readonly about: string;
  readonly build: (company: CompanyBuilder, ids: Record<string, number>) => void;
  readonly right: readonly string[];
  readonly settings?: unknown;
  readonly memory?: Remembered;
  /** What happened in the product before: then it is asked with its database, by the job that analyses. */
  readonly past?: (past: Past) => Promise<void>;
  /** Where only one release keeps what it is about. */
  readonly only?: Release;
  /** Whose key to Odoo the product has; its own user's when absent. */
  readonly as?: "administrator";
}

/** The thresholds of alerts, turned off: most companies in miniature are not about them. */
export const NO_ALERTS = {
  runwayMonthsBelow: null,
  receivablesOver60Share: null,
  receivablesOver90: null,
  payablesOver90: null,
  workingCapitalBelow: null,
  customerShareAbove: null,
};

/** Days before the evaluation's today, as a moment. */
export const daysAgo = (days: number): string => new Date(Date.parse("2026-06-15T09:00:00Z") - days * 86_400_000).toISOString();

/** A customer with one invoice that is so many days overdue. */
export function debtor(company: CompanyBuilder, name: string, overdue: number, amount = 500): CustomerBuilder {
  const customer = company.customer({ name });
  customer.invoice({ amount, due: overdue >= 0 ? `-${overdue}d` : `+${-overdue}d` });
  return customer;
}

/** A reminder of ours in the past. */
export const reminded = (
  partnerId: number,
  invoiceIds: readonly number[],
  level: number,
  days: number,
): OutreachMemory["reminders"][number] => ({
  partnerId,
  companyId: 1,
  currency: "EUR",
  level,
  at: daysAgo(days),
  invoiceIds,
});
