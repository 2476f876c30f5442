import type { CompanyBuilder, CustomerInput } from "../types.ts";
import { bankDay, daysAgo } from "./calendar.ts";
import type { Debt } from "./debts.ts";
import type { Random } from "./random.ts";
import { REGULARS } from "./regulars.ts";
import { documentEvents, type Event } from "./timeline.ts";

const WORK = [
  "Workbenches and fittings",
  "Acoustic panels, delivered",
  "Tool walls, second batch",
  "Service visit and parts",
  "Custom shelving",
  "Extraction hood, installed",
] as const;

const YEAR_DAYS = 360;
const TERM_DAYS = 30;
/** The shortest time that an invoice has been out. */
const NEWEST_DAYS = 2;
/** Between the good days of a customer and the invoices that it is late with. */
const GOOD_DAYS_BEFORE = 20;

interface Habit {
  readonly customer: CustomerInput;
  readonly currency?: string;
  readonly terms: number;
  readonly paysAfter: number;
  readonly size: number;
}

/** A year of invoices for everybody who pays: the older ones paid, the newest still open and not due for long. */
export function regularBusiness(chance: Random): Event[] {
  return REGULARS.flatMap((regular) => invoicesOf(chance, regular, regular.every, NEWEST_DAYS));
}

/** Customers that are late today have paid before. */
export function betterDays(chance: Random, debts: readonly Debt[]): Event[] {
  return debts.flatMap(({ customer, invoices }) => {
    const oldest = Math.max(...invoices.map(({ overdue }) => overdue)) + TERM_DAYS;
    const [first] = invoices;
    if (first === undefined || customer.isCompany === false) return [];
    const size = Math.min(first.amount, 6000);
    const habit = { customer, terms: TERM_DAYS, paysAfter: 6, size, ...(first.currency === undefined ? {} : { currency: first.currency }) };
    return invoicesOf(chance, habit, chance.between(55, 95), oldest + GOOD_DAYS_BEFORE + TERM_DAYS);
  });
}

function invoicesOf(chance: Random, habit: Habit, every: number, until: number): Event[] {
  const events: Event[] = [];
  for (let issued = YEAR_DAYS - chance.between(0, every - 1); issued > until; issued -= every)
    events.push(...oneInvoice(chance, habit, issued));
  return events;
}

function oneInvoice(chance: Random, { customer, currency, terms, paysAfter, size }: Habit, issued: number): Event[] {
  const amount = Math.max(180, Math.round(size * (0.7 + 0.6 * chance.next()) * 4) / 4);
  const due = issued - terms;
  // Whoever pays has paid by the day after the due date at the latest: who is late today is late on purpose.
  const paid = Math.min(due - paysAfter - chance.between(-2, 2), issued - 1);
  const isPaid = paid > 0 || due > 0;
  const label = chance.pick(WORK);
  const make = (company: CompanyBuilder) =>
    company.customer(customer).invoice({
      amount,
      date: bankDay(company, daysAgo(issued)),
      due: daysAgo(due),
      label,
      ...(currency === undefined ? {} : { currency }),
    });
  return documentEvents({ daysAgo: issued, make, ...(isPaid ? { paid: { daysAgo: Math.max(paid, 1) } } : {}) });
}
