import { bankDay, daysAgo } from "./calendar.ts";
import { customerOf, type Profile, REGULARS } from "./people.ts";
import type { Random } from "./random.ts";
import type { Event } from "./timeline.ts";

const WORK = [
  "Workbenches and fittings",
  "Acoustic panels, delivered",
  "Tool walls, second batch",
  "Service visit and parts",
  "Custom shelving",
  "Extraction hood, installed",
] as const;

const YEAR_DAYS = 360;
const PAYMENT_DAYS = 30;

/** A year of invoices for everybody who pays: the older ones paid, the newest still open and not due for long. */
export function regularBusiness(chance: Random): Event[] {
  const events: Event[] = [];
  for (const profile of REGULARS) {
    for (let issued = YEAR_DAYS - chance.between(0, profile.every - 1); issued > 2; issued -= profile.every)
      events.push(oneInvoice(chance, profile, issued));
  }
  return events;
}

function oneInvoice(chance: Random, profile: Profile, issued: number): Event {
  const amount = Math.round(profile.size * (0.7 + 0.6 * chance.next()) * 4) / 4;
  const due = issued - PAYMENT_DAYS;
  const paid = due - profile.paysAfter - chance.between(-2, 2);
  const label = chance.pick(WORK);
  return {
    daysAgo: issued,
    happen: (company) =>
      customerOf(company, profile).invoice({
        amount,
        date: daysAgo(issued),
        due: daysAgo(due),
        label,
        ...(profile.currency ? { currency: profile.currency } : {}),
        ...(paid > 0 ? { paid: "all" as const, paidOn: bankDay(company, daysAgo(paid)) } : {}),
      }),
  };
}
