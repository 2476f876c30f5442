import { bankDay, daysAgo } from "./demo/calendar.ts";
import { bankingDay, bankYear, purchases } from "./demo/cash.ts";
import { corrections } from "./demo/corrections.ts";
import { deals } from "./demo/deals.ts";
import { type Debt, debtEvents, type DemoReminder, remindersOf } from "./demo/debts.ts";
import { betterDays, regularBusiness } from "./demo/history.ts";
import { LADDER_USED, NEVER_REMINDED, NEXT_LEVEL_DUE, PAID_AFTER_REMINDER } from "./demo/late.ts";
import { LEFT_ALONE } from "./demo/leftAlone.ts";
import { projects } from "./demo/projects.ts";
import { random } from "./demo/random.ts";
import { STAFF } from "./demo/staff.ts";
import { unfold } from "./demo/timeline.ts";
import type { Company, CompanyBuilder } from "./types.ts";

export type { DemoReminder } from "./demo/debts.ts";

/** Changes with the data below: a kept company of another seed is refused, because its changes would meet other records. */
const SEED = "linden-vale-2";
const MONTHS = 12;

const DEBTS: readonly Debt[] = [...NEVER_REMINDED, ...NEXT_LEVEL_DUE, ...LADDER_USED, ...PAID_AFTER_REMINDER, ...LEFT_ALONE];

/**
 * The company of the demo: Linden & Vale, makers of workshop furniture in Ghent, with a year of history up to
 * the day it is first started. The same seed and day give the same records.
 */
export function demoCompany(options: { readonly seed?: string } = {}): Company {
  const seed = options.seed ?? SEED;
  return {
    name: "demo",
    seed,
    build: (company) => {
      const chance = random(seed);
      company.own(IDENTITY);
      for (const person of STAFF) company.salesperson({ ...person, email: `${person.login}@linden-vale.example` });
      rates(company);
      unfold(company, [
        ...bankYear(),
        ...purchases(chance),
        ...regularBusiness(chance),
        ...betterDays(chance, DEBTS),
        ...DEBTS.flatMap(debtEvents),
        ...corrections(),
      ]);
      deals(company);
      projects(company);
    },
    // The company goes on while nobody looks: the bank is reconciled every working day.
    everyDay: bankingDay,
  };
}

/**
 * The reminders that the demo's customers have had before the product was installed, oldest first. Odoo knows
 * them as notes only: whoever installs the demo writes them into the product's own memory.
 */
export function demoPastReminders(): DemoReminder[] {
  return DEBTS.flatMap(remindersOf).toSorted((a, b) => b.daysAgo - a.daysAgo);
}

const IDENTITY = {
  name: "Linden & Vale",
  email: "accounts@linden-vale.example",
  phone: "+32 9 000 00 01",
  street: "Kanaalstraat 12",
  zip: "9000",
  city: "Gent",
  country: "BE",
  timezone: "Europe/Brussels",
  administrator: { name: "Margot Claes", email: "margot@linden-vale.example" },
} as const;

/** Rates that move a little every month, so that what is owed in dollars is worth something else today. */
function rates(company: CompanyBuilder): void {
  const start = { USD: 1.07, GBP: 0.86, CHF: 0.95 };
  for (let month = MONTHS; month >= 0; month -= 1) {
    const swing = Math.sin(month * 1.7) * 0.02;
    for (const [currency, rate] of Object.entries(start))
      company.rate({ currency, perUnit: Math.round(rate * (1 + swing) * 1e4) / 1e4, date: bankDay(company, daysAgo(month * 30 + 4)) });
  }
}
