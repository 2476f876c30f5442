import type { CompanyBuilder } from "../types.ts";
import { bankDay, daysAgo } from "./calendar.ts";
import { VENDORS, vendorOf } from "./people.ts";
import type { Random } from "./random.ts";

const MONTH_DAYS = 30;
const MONTHS = 12;
const OPENING_BALANCE = 246_000;
const PAYROLL = 27_800;
const RENT = 3900;

/** What leaves the bank every month, and the vendors' bills, most of them paid. */
export function outgoings(company: CompanyBuilder, chance: Random): void {
  company.bankEntry({ amount: OPENING_BALANCE, date: bankDay(company, "-364d"), label: "Opening balance" });
  for (let month = MONTHS; month >= 1; month -= 1) {
    const start = month * MONTH_DAYS;
    company.bankEntry({ amount: -RENT, date: bankDay(company, daysAgo(start - 2)), label: "Rent, Kanaalstraat 12" });
    company.bankEntry({
      amount: -(PAYROLL + chance.between(-900, 900)),
      date: bankDay(company, daysAgo(Math.max(start - 26, 1))),
      label: "Salaries",
    });
    for (const vendor of VENDORS) monthlyBill(company, chance, vendor.name, vendor.share, start, month);
  }
  openBills(company);
  company.bankEntry({ amount: -118.4, date: bankDay(company, "-1d"), label: "Card terminal fees" });
}

function monthlyBill(company: CompanyBuilder, chance: Random, name: string, share: number, start: number, month: number): void {
  const amount = Math.round(share * (0.8 + 0.4 * chance.next()) * 100) / 100;
  const issued = start - chance.between(1, 6);
  const due = issued - 30;
  const paid = due - chance.between(-1, 3);
  vendorOf(company, name).bill({
    amount,
    date: daysAgo(issued),
    due: daysAgo(due),
    reference: `${name.slice(0, 2).toUpperCase()}-${String(MONTHS - month + 1).padStart(3, "0")}`,
    ...(paid > 0 ? { paid: "all" as const, paidOn: bankDay(company, daysAgo(paid)) } : {}),
  });
}

/** Bills that the company itself is late with. */
function openBills(company: CompanyBuilder): void {
  vendorOf(company, "Transports Mistral").bill({ amount: 1840, due: "-35d", reference: "TM-2207" });
  vendorOf(company, "Brightwire Electric").bill({ amount: 2310, due: "-68d", reference: "BW-0912" });
  vendorOf(company, "Staalhandel Scheldeoever").bill({ amount: 5950, due: "-101d", reference: "SS-0448, price in question" });
}
