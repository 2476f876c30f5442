import { addDays } from "../../engine/dates.ts";
import type { CompanyBuilder } from "../types.ts";
import { bankDay, bookedOn, daysAgo } from "./calendar.ts";
import { type Random, random } from "./random.ts";
import { documentEvents, type Event } from "./timeline.ts";

const YEAR_DAYS = 364;
const OPENING_BALANCE = 524_000;

interface Payment {
  readonly amount: number;
  readonly label: string;
  /** In the chart of accounts. */
  readonly account?: string;
}

/** What leaves and enters the bank by itself, by day of the month. */
const MONTHLY: Readonly<Record<number, Payment>> = {
  1: { amount: -8200, label: "Rent, Kanaalstraat 12", account: "Rent" },
  5: { amount: -21_300, label: "Social security", account: "Salary Expenses" },
  10: { amount: -2350, label: "Lease of the CNC router", account: "Expenses" },
  15: { amount: -1180, label: "Insurance", account: "Expenses" },
  25: { amount: -50_700, label: "Salaries", account: "Salary Expenses" },
};

/** One day at the bank: what fell due since it last worked, and small money that comes in every day. */
export function bankingDay(company: CompanyBuilder, day: string): void {
  const days = bookedOn(day);
  if (days.length === 0) return;
  for (const due of days) {
    const payment = MONTHLY[Number(due.slice(8))];
    if (payment !== undefined) company.bankEntry({ ...payment, date: day });
  }
  const chance = random(day);
  company.bankEntry({ amount: chance.between(9000, 42_000) / 100, date: day, label: "Web shop, card payments" });
}

/** A year of the bank's own days, up to and including today. */
export function bankYear(): Event[] {
  const opening: Event = {
    daysAgo: YEAR_DAYS + 1,
    happen: (company) => {
      company.bankEntry({
        amount: OPENING_BALANCE,
        date: bankDay(company, daysAgo(YEAR_DAYS + 1)),
        label: "Opening balance",
        account: "Capital",
      });
    },
  };
  const days = Array.from({ length: YEAR_DAYS + 1 }, (_, index): Event => ({
    daysAgo: YEAR_DAYS - index,
    happen: (company) => bankingDay(company, addDays(company.today, index - YEAR_DAYS)),
  }));
  return [opening, ...days];
}

interface Vendor {
  readonly name: string;
  readonly country: string;
  readonly lang: string;
  /** How its bills are numbered. */
  readonly prefix: string;
  /** A usual month. */
  readonly month: number;
}

const VENDORS = {
  steel: { name: "Staalhandel Scheldeoever", country: "BE", lang: "nl_NL", prefix: "SS", month: 21_400 },
  timber: { name: "Holzkontor Schwarzwald", country: "DE", lang: "de_DE", prefix: "HK", month: 14_900 },
  motors: { name: "Motori Pianura", country: "IT", lang: "it_IT", prefix: "MP", month: 7300 },
  freight: { name: "Transports Mistral", country: "FR", lang: "fr_FR", prefix: "TM", month: 4700 },
  electric: { name: "Brightwire Electric", country: "IE", lang: "en_GB", prefix: "BW", month: 3150 },
  office: { name: "Kantoor & Co", country: "BE", lang: "nl_NL", prefix: "KC", month: 620 },
} as const satisfies Record<string, Vendor>;

const MONTHS = 12;
const MONTH_DAYS = 30;
const TERM_DAYS = 30;

/** The vendors' bills, one a month each and paid in time, and three that are not. */
export function purchases(chance: Random): Event[] {
  const monthly = Object.values<Vendor>(VENDORS).flatMap((vendor) =>
    Array.from({ length: MONTHS }, (_, index) => {
      const issued = (MONTHS - index) * MONTH_DAYS - chance.between(1, 6);
      const amount = Math.round(vendor.month * (0.8 + 0.4 * chance.next()) * 100) / 100;
      return bill(vendor, { number: 101 + index * 3, amount, due: issued - TERM_DAYS, paid: issued - TERM_DAYS - chance.between(-1, 3) });
    }),
  );
  const late = [
    bill(VENDORS.freight, { number: 141, amount: 1840, due: 12 }),
    bill(VENDORS.electric, { number: 129, amount: 2310, due: 48 }),
    bill(VENDORS.steel, { number: 118, amount: 5950, due: 101, remark: "price in question" }),
  ];
  return [...monthly, ...late].flat();
}

interface Bill {
  readonly number: number;
  readonly amount: number;
  /** Days ago; negative is not due yet. */
  readonly due: number;
  readonly paid?: number;
  readonly remark?: string;
}

function bill(vendor: Vendor, { number, amount, due, paid, remark }: Bill): Event[] {
  const { name, country, lang, prefix } = vendor;
  const issued = due + TERM_DAYS;
  return documentEvents({
    daysAgo: issued,
    make: (company) =>
      company.vendor({ name, country, lang }).bill({
        amount,
        date: bankDay(company, daysAgo(issued)),
        due: daysAgo(due),
        reference: `${prefix}-${String(number).padStart(4, "0")}${remark === undefined ? "" : `, ${remark}`}`,
      }),
    ...(paid !== undefined && paid > 0 ? { paid: { daysAgo: paid } } : {}),
  });
}
