import type { OdooDomain } from "#src/odoo/read/index.ts";
import { businessDaysBetween } from "../calendar.ts";
import type { CompanyMetrics } from "../findings.ts";
import type { CompanyRun } from "../run.ts";
import type { AnalysisSettings } from "../settings.ts";

/**
 * How fresh the bank is: the newest reconciled line of a bank statement. A payment that somebody registers does not
 * make weeks of statements fresh that nobody has entered. Only where a company has no statement lines at all, as
 * where Odoo's Community edition hides them, the entries of its bank journal are what it knows of the bank. What is
 * dated in the future, such as post-dated cheques, says nothing about what the bank has reported, so it does not count.
 */
export async function readBankFreshness(run: CompanyRun): Promise<CompanyMetrics["bank"]> {
  const reconciled = await newestDate(run, "account.bank.statement.line", [
    ["move_id.state", "=", "posted"],
    ["is_reconciled", "=", true],
  ]);
  const newest = reconciled ?? ((await keepsStatements(run)) ? null : await newestBankEntry(run));
  return bankFreshness(newest, run.today, run.settings);
}

async function keepsStatements({ reader, company }: CompanyRun): Promise<boolean> {
  return (await reader.count("account.bank.statement.line", [["company_id", "=", company.id]])) > 0;
}

/** The field that names the payment behind a journal entry: the first from release 18, the other up to 17. */
const PAYMENT_FIELDS = ["origin_payment_id", "payment_id"];

/** Paying a vendor says nothing about what customers have paid, so it does not count. */
async function newestBankEntry(run: CompanyRun): Promise<string | null> {
  const fields = await run.reader.fields("account.move");
  const payment = PAYMENT_FIELDS.find((field) => fields.has(field));
  return newestDate(run, "account.move", [
    ["journal_id.type", "=", "bank"],
    ["state", "=", "posted"],
    ...(payment === undefined ? [] : (["|", [payment, "=", false], [`${payment}.payment_type`, "=", "inbound"]] as const)),
  ]);
}

async function newestDate(run: CompanyRun, model: string, domain: OdooDomain): Promise<string | null> {
  const rows = await run.reader.searchRead({
    model,
    domain: [["company_id", "=", run.company.id], ["date", "<=", run.today], ...domain],
    fields: ["date"],
    order: "date desc",
    limit: 1,
  });
  const date = rows[0]?.["date"];
  return typeof date === "string" ? date : null;
}

/** No entry at all is stale: nobody can tell who has paid. */
export function bankFreshness(newestEntry: string | null, today: string, settings: AnalysisSettings): CompanyMetrics["bank"] {
  const businessDaysOld = newestEntry === null ? null : businessDaysBetween(newestEntry, today, settings);
  const { enabled, businessDays } = settings.freshness;
  return { newestEntry, businessDaysOld, isStale: enabled && (businessDaysOld === null || businessDaysOld > businessDays) };
}
