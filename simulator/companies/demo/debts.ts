import { bankDay, daysAgo } from "./calendar.ts";
import type { CompanyBuilder, CustomerBuilder, CustomerInput, InvoiceInput } from "../types.ts";
import { documentEvents, type Event } from "./timeline.ts";

/** An invoice that has been late, or still is. Days count back from today. */
export interface LateInvoice {
  /** The customer's own order number: unique, and the same whatever the release and the day. */
  readonly reference: string;
  readonly amount: number;
  readonly currency?: string;
  /** Days since it was due; negative is not due yet. Of instalments the oldest. */
  readonly overdue: number;
  readonly label: string;
  readonly paid?: { readonly daysAgo: number; readonly amount?: number };
  readonly disputed?: boolean;
  readonly directDebit?: boolean;
  readonly instalments?: InvoiceInput["instalments"];
}

/** A customer that owes or owed, and what was done about it. */
export interface Debt {
  readonly customer: CustomerInput;
  readonly invoices: readonly LateInvoice[];
  /** How many days ago each level of the reminder ladder was sent, level 1 first. */
  readonly reminded?: readonly number[];
  /** What else happened, such as a promise or a payment that nobody has matched. */
  readonly also?: (company: CompanyBuilder, customer: CustomerBuilder) => void;
}

/** One reminder of the past: what was sent to whom about which invoices. */
export interface DemoReminder {
  /** The customer's name. */
  readonly customer: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly level: number;
  /** Before the day the company was built. */
  readonly daysAgo: number;
  /** The customer's references (`account.move` `ref`) of the invoices that it listed, oldest due first. */
  readonly references: readonly string[];
  /** Days between the due date of the first of them and the reminder: the same moment, seen from the records. */
  readonly daysAfterDue: number;
}

const TERM_DAYS = 30;
const COMPANY_CURRENCY = "EUR";

/** The reminders of a debt: each listed what was due and unpaid on its day. */
export function remindersOf({ customer, invoices, reminded = [] }: Debt): DemoReminder[] {
  return reminded.map((ago, index) => {
    const listed = invoices
      .filter(({ overdue, paid }) => overdue > ago && (paid === undefined || paid.amount !== undefined || paid.daysAgo < ago))
      .toSorted((a, b) => b.overdue - a.overdue);
    const [first] = listed;
    if (first === undefined) throw new Error(`${customer.name} was reminded ${ago} days ago, but nothing was due then.`);
    return {
      customer: customer.name,
      currency: first.currency ?? COMPANY_CURRENCY,
      level: index + 1,
      daysAgo: ago,
      references: listed.map(({ reference }) => reference),
      daysAfterDue: first.overdue - ago,
    };
  });
}

/** What happened, as events: invoices on their day, the notes that reminders left on them, payments, the rest today. */
export function debtEvents(debt: Debt): Event[] {
  const { customer, invoices, also } = debt;
  const reminders = remindersOf(debt);
  const events = invoices.flatMap((invoice) => {
    const issuedAgo = invoice.overdue + TERM_DAYS;
    const notes = reminders
      .filter(({ references }) => references.includes(invoice.reference))
      .map(({ daysAgo: ago, level }) => ({ daysAgo: ago, body: `Payment reminder, level ${level}, sent by mail.` }));
    const make = (company: CompanyBuilder) => company.customer(customer).invoice(inputOf(company, invoice, issuedAgo));
    return documentEvents({ daysAgo: issuedAgo, make, notes, ...(invoice.paid === undefined ? {} : { paid: invoice.paid }) });
  });
  return also === undefined
    ? events
    : [...events, { daysAgo: 0, happen: (company: CompanyBuilder) => also(company, company.customer(customer)) }];
}

function inputOf(company: CompanyBuilder, invoice: LateInvoice, issuedAgo: number): InvoiceInput {
  const { amount, reference, label, currency, disputed, directDebit, instalments, overdue } = invoice;
  return {
    amount,
    reference,
    label,
    date: bankDay(company, daysAgo(issuedAgo)),
    due: daysAgo(overdue),
    ...(currency === undefined ? {} : { currency }),
    ...(disputed === undefined ? {} : { disputed }),
    ...(directDebit === undefined ? {} : { directDebit }),
    ...(instalments === undefined ? {} : { instalments }),
  };
}
