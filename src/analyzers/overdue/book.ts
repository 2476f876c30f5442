import { chunk, mapWithLimit } from "#src/lib/asynchronous.ts";
import { roundMoney } from "#src/lib/money.ts";
import type { OdooDomain } from "#src/odoo/read/index.ts";
import { asRef } from "../figures/cash.ts";
import type { CompanyRun } from "../run.ts";
import { DebtBook, type Sums } from "./consolidate.ts";
import { exclusionFieldOf, overdueDomain, overdueLines, type OverdueLine } from "./items.ts";
import type { InvoiceMemory } from "./memory.ts";

const INVOICES_PER_READ = 1000;
const READS_AT_ONCE = 4;

/**
 * What every customer of a company owes that is overdue. Odoo adds it up, afresh in every run: a payment, a new due
 * date or a deleted invoice is in it whatever their records say of when they were changed, and the answer grows with
 * the customers, not with their invoices. Read one by one are only the items that sums say too little about: disputed
 * ones, and those of invoices that something was done about. Where that would be more than all, all are read.
 */
export async function readDebtBook(run: CompanyRun, memory: InvoiceMemory): Promise<DebtBook> {
  const { tolerance } = run.settings.reminders;
  const book = new DebtBook(memory, tolerance);
  const exclusion = await exclusionFieldOf(run.reader);
  const all = await readSums(run, []);
  const items = all.reduce((sum, { count }) => sum + count, 0);
  if (items <= memory.invoiceIds.length) {
    for await (const page of overdueLines(run)) for (const line of page) book.add(line);
    return book;
  }
  const asked: OdooDomain = [["amount_residual", ">", tolerance], ...(exclusion === null ? [] : [[exclusion, "=", false] as const])];
  const [askable] = await Promise.all([
    readSums(run, asked),
    exclusion === null
      ? undefined
      : eachLine(run, [[exclusion, "=", true]], (line) => {
          book.addDisputed(line);
        }),
  ]);
  for (const { sums } of all) book.addSums("all", sums);
  for (const { sums } of askable) book.addSums("askable", sums);
  await mapWithLimit(chunk(memory.invoiceIds, INVOICES_PER_READ), READS_AT_ONCE, (ids) =>
    eachLine(run, [["move_id", "in", ids]], (line) => {
      book.noteDone(line);
    }),
  );
  return book;
}

async function eachLine(run: CompanyRun, only: OdooDomain, work: (line: OverdueLine) => void): Promise<void> {
  for await (const page of overdueLines(run, only)) page.forEach(work);
}

/** The sums of overdue items by customer and currency, with the number of items behind each. */
async function readSums(run: CompanyRun, only: OdooDomain): Promise<{ readonly count: number; readonly sums: Sums }[]> {
  const groups = await run.reader.group({
    model: "account.move.line",
    domain: [...overdueDomain(run), ...only],
    by: ["partner_id", "currency_id"],
    aggregates: ["amount_residual_currency:sum", "amount_residual:sum", "date_maturity:min", "move_id:count_distinct"],
  });
  return groups.flatMap(({ key, count, values, days }) => {
    const [partner, currency] = [asRef(key["partner_id"]), asRef(key["currency_id"])];
    const oldestDueDate = days["date_maturity:min"];
    if (partner === null || currency === null || typeof oldestDueDate !== "string") return [];
    const sums: Sums = {
      partner,
      currencyId: currency.id,
      total: values["amount_residual_currency:sum"] ?? 0,
      totalCompany: roundMoney(values["amount_residual:sum"] ?? 0, run.company.currency.decimals),
      oldestDueDate,
      invoiceCount: values["move_id:count_distinct"] ?? 0,
    };
    return [{ count, sums }];
  });
}
