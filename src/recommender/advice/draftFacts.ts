import { dayIn } from "#src/analyzers/calendar.ts";
import type {
  ClosingDealFinding,
  CurrencyRef,
  OverdueCustomerFinding,
  PaidInvoiceFinding,
  Salesperson,
  StaleDealFinding,
} from "#src/analyzers/findings.ts";
import { messageLocale, money } from "../format.ts";
import { NO_FACTS, type AmountFact, type DraftFacts, type NameFact } from "../grounding/index.ts";
import { outwardName, outwardNumber, outwardPhone, outwardReference } from "../outward.ts";
import { customerName } from "../recipients.ts";

/** What a draft about a finding may say: the facts of its own candidate, as the message's locale writes them. */

export interface People {
  readonly recipient: { readonly name: string; readonly lang: string | null };
  readonly finding: {
    readonly company: { readonly name: string; readonly phone: string | null };
    readonly customer: Parameters<typeof customerName>[0];
    readonly salesperson: Salesperson | null;
  };
}

/** The facts of every message: in which locale, and who is who. */
function base({ recipient, finding: { company, customer, salesperson } }: People): DraftFacts {
  const name = (text: string | null, kind: NameFact["kind"]): NameFact[] => {
    const clean = outwardName(text);
    return clean === null ? [] : [{ text: clean, kind }];
  };
  return {
    ...NO_FACTS,
    locale: messageLocale(recipient.lang).tag,
    names: [
      ...name(recipient.name, "person"),
      ...name(customerName(customer), "company"),
      ...name(company.name, "company"),
      ...name(salesperson?.name ?? null, "person"),
    ],
    phones: [outwardPhone(company.phone)].filter((phone) => phone !== null),
  };
}

const amountFact = (value: number, currency: CurrencyRef, locale: string): AmountFact => ({
  value,
  currency: currency.code,
  decimals: currency.decimals,
  alsoWritten: [money(value, currency, locale)],
});

const known = <T>(values: readonly (T | null)[]): T[] => values.filter((value) => value !== null);

export function reminderFacts(finding: OverdueCustomerFinding): DraftFacts | null {
  const { reminder, invoices, currency, total, previousReminder, brokenPromise, company } = finding;
  if (reminder === null) return null;
  const facts = base({ recipient: reminder.recipient, finding });
  const amounts = [...invoices.flatMap(({ residual, residualTotal }) => [residual, residualTotal]), total];
  const reminded = previousReminder === null ? [] : [dayIn(company.timezone, new Date(previousReminder.at))];
  const promised = brokenPromise === null ? [] : [brokenPromise.promisedOn, brokenPromise.until];
  return {
    ...facts,
    amounts: [...new Set(amounts)].map((amount) => amountFact(amount, currency, facts.locale)),
    identifiers: invoices.flatMap((invoice) => known([outwardNumber(invoice), outwardReference(invoice.paymentReference)])),
    dates: [...new Set([...known(invoices.map(({ date }) => date)), ...invoices.map(({ dueDate }) => dueDate), ...reminded, ...promised])],
    deadlines: brokenPromise === null ? [] : [brokenPromise.until],
    // the message lists so many; the customer has those that are not listed too
    counts: [{ value: invoices.length + finding.omittedInvoices, of: "invoice" }],
    daysOverdue: [...new Set(invoices.map(({ daysOverdue }) => daysOverdue))],
    documents: invoices.map((invoice) => ({
      identifiers: known([outwardNumber(invoice), outwardReference(invoice.paymentReference)]),
      amounts: [invoice.residual, invoice.residualTotal],
      issuedOn: invoice.date,
      dueOn: invoice.dueDate,
      paidOn: null,
      daysOverdue: invoice.daysOverdue,
    })),
    totals: [total],
    reminderLevel: reminder.level,
  };
}

export function confirmationFacts(finding: PaidInvoiceFinding): DraftFacts {
  const { recipient, invoices, currency, total } = finding;
  const facts = base({ recipient, finding });
  return {
    ...facts,
    amounts: [...new Set([...invoices.map((invoice) => invoice.total), total])].map((amount) => amountFact(amount, currency, facts.locale)),
    identifiers: invoices.map(outwardNumber),
    dates: [...new Set([...known(invoices.map(({ date }) => date)), ...invoices.map(({ paidOn }) => paidOn)])],
    counts: [{ value: invoices.length, of: "invoice" }],
    documents: invoices.map((invoice) => ({
      identifiers: [outwardNumber(invoice)],
      amounts: [invoice.total],
      issuedOn: invoice.date,
      dueOn: null,
      paidOn: invoice.paidOn,
      daysOverdue: null,
    })),
    totals: [total],
  };
}

export function dealDraftFacts(finding: StaleDealFinding | ClosingDealFinding): DraftFacts {
  const facts = base({ recipient: finding.recipient, finding });
  // neither what a deal is thought to be worth nor how likely it is: that is nobody's business but the company's
  const name = outwardName(finding.deal.name, 100);
  return name === null ? facts : { ...facts, names: [...facts.names, { text: name, kind: "deal" }] };
}
