import { addDays, dayIn } from "#src/analyzers/calendar.ts";
import type { CompanyRef, CurrencyRef, OverdueCustomerFinding, OverdueInvoice } from "#src/analyzers/findings.ts";
import type { AffectedRecords, Evidence } from "#src/protocol/index.ts";
import { Temporal } from "temporal-polyfill";
import { cleanLine } from "./clean.ts";
import { count, plainMoney } from "./format.ts";
import { customerName } from "./recipients.ts";

/** The facts of a finding in the words that people who approve read. Language: English, amounts and days unambiguous. */

export function invoiceNumber(invoice: { readonly id: number; readonly number: string }): string {
  return cleanLine(invoice.number, 64) || `number ${invoice.id}`;
}

/** `INV/1, INV/2, INV/3 and 4 more`; `omitted` counts those that are not in the list. */
export function invoiceNumbers(invoices: readonly { readonly id: number; readonly number: string }[], omitted = 0): string {
  const shown = invoices.slice(0, 3);
  const more = invoices.length - shown.length + omitted;
  return `${shown.map(invoiceNumber).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function invoiceSentence({ residual, residualTotal, dueDate, daysOverdue }: OverdueInvoice, currency: CurrencyRef): string {
  const inAll = residualTotal === residual ? "" : ` (${plainMoney(residualTotal, currency)} open in all)`;
  return `${plainMoney(residual, currency)} overdue${inAll}, due ${dueDate}, ${count(daysOverdue, "day", "days")} overdue`;
}

/** The total, with its value in the company's currency where that is another one. */
export function totalSentence({
  total,
  totalCompany,
  currency,
  company,
}: Pick<OverdueCustomerFinding, "total" | "totalCompany" | "currency" | "company">): string {
  const own = currency.id === company.currency.id ? "" : ` (${plainMoney(totalCompany, company.currency)})`;
  return `${plainMoney(total, currency)}${own}`;
}

/** The company that is owed: the ledger of reminders is kept per company, and reads it from here. */
export function companyEvidence(company: CompanyRef): Evidence {
  return {
    label: "Company",
    value: cleanLine(company.name, 200) || `Company ${company.id}`,
    record: { model: "res.company", id: company.id },
  };
}

export function customerEvidence(customer: OverdueCustomerFinding["customer"]): Evidence {
  return { label: "Customer", value: customerName(customer), record: { model: "res.partner", id: customer.partnerId } };
}

/** Everything the reasoning about an overdue customer rests on, each read from Odoo. */
export function overdueEvidence(finding: OverdueCustomerFinding): Evidence[] {
  const { company, customer, currency, invoices, omittedInvoices, leftOut, previousReminder, openCreditCompany, salesperson } = finding;
  return [
    companyEvidence(company),
    customerEvidence(customer),
    { label: "Total overdue", value: totalSentence(finding) },
    ...invoices.map((invoice): Evidence => ({
      label: `Invoice ${invoiceNumber(invoice)}`,
      value: invoiceSentence(invoice, currency),
      record: { model: "account.move", id: invoice.id },
    })),
    ...(omittedInvoices > 0 ? [{ label: "Overdue invoices that are not listed", value: omittedInvoices }] : []),
    ...leftOut.slice(0, 20).map((invoice): Evidence => ({
      label: `Left out: invoice ${invoiceNumber(invoice)}`,
      value: cleanLine(`${plainMoney(invoice.residual, currency)}: ${invoice.hold.sentence}`, 500),
      record: { model: "account.move", id: invoice.id },
    })),
    ...(previousReminder === null
      ? []
      : [{ label: "Last reminder", value: `level ${previousReminder.level}, ${dayIn(company.timezone, new Date(previousReminder.at))}` }]),
    ...brokenPromiseEvidence(finding),
    ...(openCreditCompany > 0 ? [{ label: "Open payments and credit notes", value: plainMoney(openCreditCompany, company.currency) }] : []),
    ...(salesperson === null
      ? []
      : [
          {
            label: "Salesperson",
            value: cleanLine(salesperson.name, 120) || `User ${salesperson.userId}`,
            record: { model: "res.users", id: salesperson.userId },
          },
        ]),
  ];
}

/** The promise that the customer did not keep. */
function brokenPromiseEvidence({ brokenPromise, currency }: OverdueCustomerFinding): Evidence[] {
  if (brokenPromise === null) return [];
  const { promisedOn, until, amount, currency: code } = brokenPromise;
  const what = amount === null || (code !== null && code !== currency.code) ? "" : ` ${plainMoney(amount, currency)}`;
  return [{ label: "Broken promise", value: `on ${promisedOn} the customer promised to pay${what} by ${until}` }];
}

/** The first sentences of every reasoning about an overdue customer. */
export function overdueReasoning(finding: OverdueCustomerFinding): string[] {
  const { customer, invoices, omittedInvoices, daysOverdue, previousReminder, brokenPromise, leftOut, company } = finding;
  const oldest = invoices[0];
  const invoiceTotal = invoices.length + omittedInvoices;
  return [
    `${customerName(customer)} has ${count(invoiceTotal, "overdue invoice", "overdue invoices")}${invoiceTotal === 1 ? ` of ${totalSentence(finding)}` : `, ${totalSentence(finding)} in total`}.`,
    ...(oldest === undefined
      ? []
      : [
          `${invoiceTotal === 1 ? invoiceNumber(oldest) : `The oldest, ${invoiceNumber(oldest)},`} was due on ${oldest.dueDate}, ${count(daysOverdue, "day", "days")} ago.`,
        ]),
    previousReminder === null
      ? "No reminder was sent yet."
      : `The last reminder, level ${previousReminder.level}, was sent on ${dayIn(company.timezone, new Date(previousReminder.at))}.`,
    ...(brokenPromise === null
      ? []
      : [`On ${brokenPromise.promisedOn} the customer promised to pay by ${brokenPromise.until}, and has not.`]),
    ...(leftOut.length === 0
      ? []
      : [`${count(leftOut.length, "more invoice is", "more invoices are")} left out: ${invoiceNumbers(leftOut)}.`]),
  ];
}

/** The invoices that are listed, and whose they are. */
export function invoiceRecords(
  customer: OverdueCustomerFinding["customer"],
  invoices: readonly { readonly id: number; readonly number: string }[],
  omitted = 0,
): AffectedRecords {
  return {
    model: "account.move",
    ids: invoices.map(({ id }) => id),
    partner_id: customer.partnerId,
    partner_name: customerName(customer),
    record_name: invoiceNumbers(invoices, omitted),
  };
}

/** Each invoice on a line, the first `shown` of them; the others are counted. */
export function invoiceLines({ invoices, omittedInvoices, currency }: OverdueCustomerFinding, shown: number): string[] {
  const lines = invoices.slice(0, shown).map((invoice) => `- ${invoiceNumber(invoice)}: ${invoiceSentence(invoice, currency)}`);
  const more = invoices.length - lines.length + omittedInvoices;
  return more > 0 ? [...lines, `- and ${more} more`] : lines;
}

/** `2 invoices`, those that are not listed included. */
export function invoiceCount({ invoices, omittedInvoices }: OverdueCustomerFinding): string {
  return count(invoices.length + omittedInvoices, "invoice", "invoices");
}

/** How to reach the customer by phone; empty when Odoo does not say. */
export function phoneLines({ phone }: OverdueCustomerFinding["customer"]): string[] {
  const number = phone === null ? "" : cleanLine(phone, 40);
  return number === "" ? [] : [`Phone: ${number}`];
}

/** The day `days` from today in the company's timezone, moved on to a working day. */
export function workingDayIn(days: number, company: CompanyRef, now: Date, weekdays: readonly number[]): string {
  let day = addDays(dayIn(company.timezone, now), days);
  while (!weekdays.includes(Temporal.PlainDate.from(day).dayOfWeek)) day = addDays(day, 1);
  return day;
}

/** The part of a key that names a customer's debt in one company and currency. */
export function debtScope({ customer, company, currency }: Pick<OverdueCustomerFinding, "customer" | "company" | "currency">): string {
  return `partner-${customer.partnerId}:company-${company.id}:${currency.code}`;
}
