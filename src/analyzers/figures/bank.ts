import { businessDaysBetween } from "../calendar.ts";
import type { CompanyMetrics } from "../findings.ts";
import type { CompanyRun } from "../run.ts";
import type { AnalysisSettings } from "../settings.ts";

/**
 * How fresh the bank is: the newest posted entry of a bank journal. Entries dated in the future, such as
 * post-dated cheques, say nothing about what the bank has reported, so they do not count.
 */
export async function readBankFreshness(run: CompanyRun): Promise<CompanyMetrics["bank"]> {
  const rows = await run.reader.searchRead({
    model: "account.move",
    domain: [
      ["company_id", "=", run.company.id],
      ["journal_id.type", "=", "bank"],
      ["state", "=", "posted"],
      ["date", "<=", run.today],
    ],
    fields: ["date"],
    order: "date desc",
    limit: 1,
  });
  const date = rows[0]?.["date"];
  return bankFreshness(typeof date === "string" ? date : null, run.today, run.settings);
}

/** No entry at all is stale: nobody can tell who has paid. */
export function bankFreshness(newestEntry: string | null, today: string, settings: AnalysisSettings): CompanyMetrics["bank"] {
  const businessDaysOld = newestEntry === null ? null : businessDaysBetween(newestEntry, today, settings);
  const { enabled, businessDays } = settings.freshness;
  return { newestEntry, businessDaysOld, isStale: enabled && (businessDaysOld === null || businessDaysOld > businessDays) };
}
