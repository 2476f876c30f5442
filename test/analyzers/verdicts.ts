import type { CompanyRef, HoldReason, OverdueInvoice, Recipient } from "#src/analyzers/findings.ts";
import { addDays } from "#src/analyzers/calendar.ts";
import type { CustomerFacts, DecidingRun, Verdict } from "#src/analyzers/overdue/decide.ts";
import { NOTHING_RECORDED } from "#src/analyzers/overdue/recorded.ts";
import { analysisSettingsSchema } from "#src/analyzers/settings.ts";
import type { Commitment } from "#src/signals/index.ts";

/** One customer with an invoice of 100 that is overdue for ten days, as the verdict over it begins with. */

export const TODAY = "2026-06-15";
export const NOW = new Date(`${TODAY}T09:00:00Z`);

export const company: CompanyRef = {
  id: 1,
  name: "Forge",
  currency: { id: 1, code: "EUR", decimals: 2 },
  timezone: "UTC",
  country: "FR",
  partnerId: 1,
  email: null,
  phone: null,
};

export function runWith(settings: unknown = {}): DecidingRun {
  return { company, today: TODAY, now: NOW, settings: analysisSettingsSchema.parse(settings) };
}

export function invoice(daysOverdue: number, residual: number, values: Partial<OverdueInvoice> = {}): OverdueInvoice {
  const dueDate = addDays(TODAY, -daysOverdue);
  return {
    id: 100 + daysOverdue,
    number: `INV/${daysOverdue}`,
    reference: null,
    paymentReference: null,
    date: addDays(dueDate, -30),
    dueDate,
    daysOverdue,
    residual,
    residualCompany: residual,
    residualTotal: residual,
    total: residual,
    partnerId: 42,
    paymentState: "not_paid",
    hasInstalments: false,
    items: [{ lineId: 500 + daysOverdue, dueDate, daysOverdue, residual, residualCompany: residual }],
    salesperson: null,
    exclusion: null,
    asRead: { state: "posted", payment_state: "not_paid", amount_residual: residual, invoice_date_due: dueDate, partner_id: 42 },
    ...values,
  };
}

export const to: Recipient = {
  partnerId: 43,
  name: "Compta",
  email: "compta@client.example",
  emailAsRead: "compta@client.example",
  lang: "fr_FR",
  timezone: null,
  country: "FR",
  isBlacklisted: false,
};

export function facts(values: Partial<CustomerFacts> = {}): CustomerFacts {
  return {
    customer: { partnerId: 42, name: "Client", phone: null, country: "FR", lang: "fr_FR" },
    currency: company.currency,
    invoices: [invoice(10, 100)],
    leftOut: [],
    omittedInvoices: 0,
    whole: null,
    previous: null,
    collectionMade: false,
    escalationMade: false,
    openCreditCompany: 0,
    addressee: { kind: "found", to, cc: [] },
    memory: { lastContactAt: null, pending: new Set(), rejected: [] },
    isArchived: false,
    recorded: NOTHING_RECORDED,
    activity: undefined,
    sent: undefined,
    received: undefined,
    ended: null,
    ownSalesperson: null,
    alreadyReminded: false,
    ...values,
  };
}

/** Recorded on the first of the month. */
export const promise = (values: Partial<Commitment> = {}): Commitment => ({
  id: "p1",
  kind: "promise",
  partnerId: 42,
  companyId: null,
  currency: null,
  amount: null,
  invoiceIds: [],
  until: "2026-06-10",
  note: null,
  recordedAt: "2026-06-01T09:00:00.000Z",
  ...values,
});

export const reasons = (verdict: Verdict): HoldReason[] => (verdict.kind === "held" ? verdict.holds.map(({ reason }) => reason) : []);
export const message = (at: string) => ({ id: 1, model: "account.move", recordId: 110, at, authorId: 3, emailFrom: null });
