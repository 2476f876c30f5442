import type { ActionProtocol } from "#src/protocol/index.ts";
import {
  type CompanyRef,
  type CurrencyRef,
  type CustomerRef,
  type FinancialAnalysis,
  type OverdueCustomerFinding,
  type OverdueInvoice,
  type PaidInvoice,
  type PaidInvoiceFinding,
  type Recipient,
  type ReminderStep,
  type Salesperson,
} from "#src/analyzers/findings.ts";
import { DEFAULT_RECOMMENDER_SETTINGS, recommendActions, type Recommendation, type RecommendInput } from "#src/recommender/index.ts";

export const EUR: CurrencyRef = { id: 1, code: "EUR", decimals: 2 };
export const USD: CurrencyRef = { id: 2, code: "USD", decimals: 2 };
export const JPY: CurrencyRef = { id: 25, code: "JPY", decimals: 0 };

/** Monday, 10:00 in Brussels. */
export const NOW = new Date("2026-03-02T09:00:00Z");

export const company: CompanyRef = {
  id: 1,
  name: "Meubles Duval",
  currency: EUR,
  timezone: "Europe/Brussels",
  country: "BE",
  partnerId: 1,
  email: "office@duval.example",
  phone: "+32 2 555 01 01",
};

export const customer: CustomerRef = { partnerId: 42, name: "Azure Interior", phone: "+1 555 0100", country: "US", lang: "en_US" };
export const salesperson: Salesperson = { userId: 7, name: "Marie Curie", email: "marie@duval.example" };

export const recipient: Recipient = {
  partnerId: 43,
  name: "Brandon Freeman",
  email: "billing@azure.example",
  emailAsRead: "Billing@azure.example",
  lang: "en_US",
  timezone: "America/New_York",
  country: "US",
  isBlacklisted: false,
};

/** Invoice 17 of 1,250 overdue for 29 days. */
export function invoice(over: Partial<OverdueInvoice> = {}): OverdueInvoice {
  const { id = 17, residual = 1_250, dueDate = "2026-02-01", daysOverdue = 29 } = over;
  const base: OverdueInvoice = {
    id,
    number: "INV/2026/00017",
    reference: null,
    paymentReference: "INV/2026/00017",
    date: "2026-01-02",
    dueDate,
    daysOverdue,
    residual,
    residualCompany: residual,
    residualTotal: residual,
    total: residual,
    partnerId: 42,
    paymentState: "not_paid",
    hasInstalments: false,
    items: [{ lineId: id * 10, dueDate, daysOverdue, residual, residualCompany: residual }],
    salesperson,
    exclusion: { model: "account.move", ids: [id], field: "no_followup" },
    asRead: { state: "posted", payment_state: "not_paid", amount_residual: residual, invoice_date_due: dueDate, partner_id: 42 },
  };
  return { ...base, ...over };
}

export function step(over: Partial<ReminderStep> = {}): ReminderStep {
  return { level: 1, tone: "friendly", channel: "email", recipient, cc: [], ...over };
}

/** A customer whose first reminder is due for the invoices given. */
export function overdue(over: Partial<OverdueCustomerFinding> = {}): OverdueCustomerFinding {
  const { invoices = [invoice()] } = over;
  const total = invoices.reduce((sum, { residual }) => sum + residual, 0);
  return {
    kind: "overdue_customer",
    company,
    customer,
    currency: EUR,
    invoices,
    leftOut: [],
    omittedInvoices: 0,
    total,
    totalCompany: total,
    daysOverdue: invoices[0]?.daysOverdue ?? 0,
    openCreditCompany: 0,
    previousReminder: null,
    next: { kind: "reminder", level: 1, earliest: "2026-02-08" },
    brokenPromise: null,
    salesperson,
    reminder: step(),
    reminderHeld: null,
    collection: null,
    escalation: null,
    ...over,
  };
}

export function paidInvoice(over: Partial<PaidInvoice> = {}): PaidInvoice {
  return {
    id: 17,
    number: "INV/2026/00017",
    date: "2026-01-02",
    total: 1_250,
    paidOn: "2026-02-27",
    partnerId: 42,
    salesperson,
    asRead: { state: "posted", payment_state: "paid", amount_residual: 0, invoice_date_due: "2026-02-01", partner_id: 42 },
    ...over,
  };
}

export function paid(over: Partial<PaidInvoiceFinding> = {}): PaidInvoiceFinding {
  const { invoices = [paidInvoice()] } = over;
  const total = invoices.reduce((sum, each) => sum + each.total, 0);
  return {
    kind: "paid_invoices",
    company,
    customer,
    currency: EUR,
    invoices,
    total,
    totalCompany: total,
    recipient,
    cc: [],
    salesperson,
    ...over,
  };
}

function analysis(over: Partial<Pick<FinancialAnalysis, "overdueCustomers" | "paidInvoices">>): FinancialAnalysis {
  return {
    kind: "financial",
    analysedAt: NOW.toISOString(),
    companyIds: [1],
    timezone: company.timezone,
    metrics: [],
    alerts: [],
    overdueCustomers: [],
    paidInvoices: [],
    notChased: [],
    answered: [],
    ...over,
  };
}

/** Recommends for the findings given, with ids that count up. */
export function recommend(
  findings: Partial<Pick<FinancialAnalysis, "overdueCustomers" | "paidInvoices">>,
  over: Partial<RecommendInput> = {},
): Recommendation {
  let next = 0;
  return recommendActions({
    analysis: analysis(findings),
    orgId: "org-1",
    now: NOW,
    settings: DEFAULT_RECOMMENDER_SETTINGS,
    ids: () => `019cad1a-4c00-7000-8000-${String(++next).padStart(12, "0")}`,
    ...over,
  });
}

/** The only action that the findings give. */
export function actionOf(findings: Parameters<typeof recommend>[0], over: Parameters<typeof recommend>[1] = {}): ActionProtocol {
  const { actions, notProposed } = recommend(findings, over);
  if (actions.length !== 1) throw new Error(`${actions.length} actions; not proposed: ${JSON.stringify(notProposed)}`);
  return actions[0]!;
}

/** The inputs of the operation, which is of this type. */
export function inputsOf<T extends ActionProtocol["operation"]["type"]>(action: ActionProtocol, type: T) {
  const { operation } = action;
  if (operation.type !== type) throw new Error(`the operation is ${operation.type}`);
  return operation.inputs as Extract<ActionProtocol["operation"], { type: T }>["inputs"];
}

/** The predicate of the check with this id. */
export const checkOf = (action: ActionProtocol, id: string) =>
  action.revalidation_plan.checks.find(({ check_id }) => check_id === id)?.predicate;

/** Two invoices that are overdue, with all and with little that can be said of one. */
export const twoInvoices = [
  invoice({ paymentReference: "RF18 5390 0754", reference: "PO-7" }),
  invoice({
    id: 18,
    number: "INV/2026/00018",
    paymentReference: null,
    residual: 99.5,
    residualTotal: 300,
    daysOverdue: 1,
    dueDate: "2026-03-01",
  }),
];

/** The reminder before. */
export const reminded = { level: 1, at: "2026-02-12T10:00:00Z" };
