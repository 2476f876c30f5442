import { roundMoney, sumMoney } from "#src/lib/money.ts";
import type { CompanyMetrics } from "../findings.ts";
import type { CompanyRun } from "../run.ts";
import { asRef } from "./cash.ts";

const KEPT = 5;

/**
 * The customers with the most open receivables, and their share of all that customers owe. Customers in credit
 * do not lower what the others owe.
 */
export async function readLargestCustomers(run: CompanyRun): Promise<CompanyMetrics["largestCustomers"]> {
  const { reader, company, accounts } = run;
  const groups = await reader.group({
    model: "account.move.line",
    domain: [
      ["company_id", "=", company.id],
      ["parent_state", "=", "posted"],
      accounts.receivable,
      ["amount_residual", "!=", 0],
      ["partner_id", "!=", false],
    ],
    by: ["partner_id"],
    aggregates: ["amount_residual:sum"],
  });
  const { decimals } = company.currency;
  const owed = groups.flatMap(({ key, values }) => {
    const partner = asRef(key["partner_id"]);
    const amount = roundMoney(values["amount_residual:sum"] ?? 0, decimals);
    return partner === null || amount <= 0 ? [] : [{ partner, amount }];
  });
  const total = sumMoney(
    owed.map(({ amount }) => amount),
    decimals,
  );
  return owed
    .toSorted((a, b) => b.amount - a.amount || a.partner.id - b.partner.id)
    .slice(0, KEPT)
    .map(({ partner, amount }) => ({
      partnerId: partner.id,
      name: partner.name,
      amount,
      share: Math.round((amount / total) * 1000) / 1000,
    }));
}
