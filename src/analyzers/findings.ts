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
import type { AnsweredDebt } from "./findings/answered.ts";
import type { AlertFinding, CompanyMetrics } from "./findings/figures.ts";
import type {
  ClosingDealFinding,
  PipelineMetrics,
  QuietCustomerFinding,
  StageDriftFinding,
  StaleDealFinding,
  WonDealFinding,
} from "./findings/deals.ts";
import type { HeldCandidate } from "./findings/held.ts";
import type { NotChased } from "./findings/notChased.ts";
import type { OverdueCustomerFinding } from "./findings/overdueCustomer.ts";
import type { PaidInvoiceFinding } from "./findings/paid.ts";
import type { OwnerlessTasksFinding, ProjectAtRiskFinding, WorkMetrics } from "./findings/projects.ts";

export type * from "./findings/answered.ts";
export type * from "./findings/deals.ts";
export * from "./findings/figures.ts";
export * from "./findings/held.ts";
export * from "./findings/memory.ts";
export * from "./findings/notChased.ts";
export type * from "./findings/overdueCustomer.ts";
export type * from "./findings/overdueInvoice.ts";
export type * from "./findings/paid.ts";
export type * from "./findings/parties.ts";
export type * from "./findings/projects.ts";

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
  /** Whose reminders an answer has ended, in whole or for what was due by then. */
  readonly answered: readonly AnsweredDebt[];
}

/** Deals and customers. Empty where CRM is not installed, but for what orders and invoices tell. */
export interface SalesAnalysis {
  readonly kind: "sales";
  readonly analysedAt: string;
  readonly companyIds: readonly number[];
  readonly timezone: string;
  /** Of companies with CRM; `null` figures never stand for zero. */
  readonly metrics: readonly PipelineMetrics[];
  /** Each list: largest expected revenue first, company after company. */
  readonly staleDeals: readonly StaleDealFinding[];
  readonly closingDeals: readonly ClosingDealFinding[];
  readonly stageDrifts: readonly StageDriftFinding[];
  readonly wonDeals: readonly WonDealFinding[];
  /** Largest revenue first. */
  readonly quietCustomers: readonly QuietCustomerFinding[];
  readonly held: readonly HeldCandidate[];
}

/** Projects, tasks and people. Empty where Project is not installed. */
export interface OperationsAnalysis {
  readonly kind: "operations";
  readonly analysedAt: string;
  readonly companyIds: readonly number[];
  readonly timezone: string;
  readonly metrics: readonly WorkMetrics[];
  readonly alerts: readonly AlertFinding[];
  /** Most signs first. */
  readonly projectsAtRisk: readonly ProjectAtRiskFinding[];
  readonly ownerlessTasks: readonly OwnerlessTasksFinding[];
  readonly held: readonly HeldCandidate[];
}

export type Analysis = FinancialAnalysis | SalesAnalysis | OperationsAnalysis;
