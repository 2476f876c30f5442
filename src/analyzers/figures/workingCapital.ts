import { roundMoney, sumMoney } from "#src/lib/money.ts";
import type { DomainPart } from "#src/odoo/read/index.ts";
import type { CompanyMetrics } from "../findings.ts";
import type { CompanyRun } from "../run.ts";

/** Current assets less current liabilities in the posted books up to today; null where account types are hidden. */
export async function readWorkingCapital(run: CompanyRun): Promise<CompanyMetrics["workingCapital"]> {
  const { reader, company, today, accounts } = run;
  if (accounts.current === null) return null;
  const balance = async (accountType: DomainPart): Promise<number> => {
    const groups = await reader.group({
      model: "account.move.line",
      domain: [["company_id", "=", company.id], ["parent_state", "=", "posted"], ["date", "<=", today], accountType],
      by: ["company_id"],
      aggregates: ["balance:sum"],
    });
    return groups.reduce((sum, { values }) => sum + (values["balance:sum"] ?? 0), 0);
  };
  const [assets, liabilities] = await Promise.all([balance(accounts.current.assets), balance(accounts.current.liabilities)]);
  const { decimals } = company.currency;
  const currentAssets = roundMoney(assets, decimals);
  const currentLiabilities = roundMoney(-liabilities, decimals);
  return { currentAssets, currentLiabilities, net: sumMoney([currentAssets, -currentLiabilities], decimals) };
}
