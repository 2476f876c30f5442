import { roundMoney, sumMoney } from "#src/lib/money.ts";
import { monthStart } from "../calendar.ts";
import type { CashAccount, CompanyMetrics } from "../findings.ts";
import type { CompanyRun } from "../run.ts";

/** The balances of bank and cash accounts in the posted books up to today, in the company's currency. */
export async function readCash(run: CompanyRun): Promise<CompanyMetrics["cash"]> {
  const { reader, company, today, accounts } = run;
  const groups = await reader.group({
    model: "account.move.line",
    domain: [["company_id", "=", company.id], ["parent_state", "=", "posted"], ["date", "<=", today], ...accounts.cash],
    by: ["account_id"],
    aggregates: ["balance:sum"],
  });
  const { decimals } = company.currency;
  const list = groups.flatMap(({ key, values }): CashAccount[] => {
    const account = asRef(key["account_id"]);
    if (account === null) return [];
    return [{ accountId: account.id, name: account.name, balance: roundMoney(values["balance:sum"] ?? 0, decimals) }];
  });
  list.sort((a, b) => b.balance - a.balance || a.accountId - b.accountId);
  return {
    total: sumMoney(
      list.map(({ balance }) => balance),
      decimals,
    ),
    accounts: list,
  };
}

/**
 * How long the cash lasts: balance ÷ the average that left bank and cash per month, over the full calendar
 * months before this one. Transfers between own accounts leave one and enter another, so they are taken out.
 */
export async function readRunway(run: CompanyRun, cash: number): Promise<CompanyMetrics["runway"]> {
  const { reader, company, today, accounts, transferAccountId, settings } = run;
  const months = settings.alerts.outflowMonths;
  const period = [
    ["company_id", "=", company.id],
    ["parent_state", "=", "posted"],
    ["date", ">=", monthStart(today, months)],
    ["date", "<", monthStart(today, 0)],
  ] as const;
  const sumOf = async (field: "credit" | "debit", domain: Parameters<typeof reader.group>[0]["domain"]): Promise<number> => {
    const groups = await reader.group({
      model: "account.move.line",
      domain: [...period, ...domain],
      by: ["company_id"],
      aggregates: [`${field}:sum`],
    });
    return groups.reduce((sum, { values }) => sum + (values[`${field}:sum`] ?? 0), 0);
  };
  const [out, transfers] = await Promise.all([
    sumOf("credit", accounts.cash),
    transferAccountId === null
      ? 0
      : sumOf("debit", [
          ["account_id", "=", transferAccountId],
          ["journal_id.type", "in", ["bank", "cash"]],
        ]),
  ]);
  return runway(cash, Math.max(0, out - transfers), months, company.currency.decimals);
}

/** Balance and outflow are in one currency; no outflow gives no number of months. */
export function runway(cash: number, outflow: number, months: number, decimals: number): CompanyMetrics["runway"] {
  const averageMonthlyOutflow = roundMoney(outflow / months, decimals);
  return {
    averageMonthlyOutflow,
    monthsMeasured: months,
    months: averageMonthlyOutflow > 0 ? Math.max(0, Math.round((cash / averageMonthlyOutflow) * 10) / 10) : null,
  };
}

/** A many2one in a group's key. */
export function asRef(value: unknown): { id: number; name: string } | null {
  if (typeof value !== "object" || value === null || !("id" in value) || typeof value.id !== "number") return null;
  return { id: value.id, name: "name" in value && typeof value.name === "string" ? value.name : "" };
}
