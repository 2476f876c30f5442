import { accountFilters } from "./accountTypes.ts";
import { answeredAlert, findAlerts } from "./alerts.ts";
import { dayIn } from "./calendar.ts";
import { readCompanies } from "./companies.ts";
import { readAgeing } from "./figures/ageing.ts";
import { readBankFreshness } from "./figures/bank.ts";
import { readCash, readRunway } from "./figures/cash.ts";
import { readLargestCustomers } from "./figures/concentration.ts";
import { readWorkingCapital } from "./figures/workingCapital.ts";
import { sumMoney } from "#src/lib/money.ts";
import type {
  AlertFinding,
  AnsweredDebt,
  CompanyMetrics,
  FinancialAnalysis,
  NotChased,
  OverdueCustomerFinding,
  PaidInvoiceFinding,
} from "./findings.ts";
import { analyseOverdue } from "./overdue/analyse.ts";
import { rememberCustomers } from "./overdue/memory.ts";
import { analysePaid } from "./paid/analyse.ts";
import type { AnalysisInput, CompanyRun } from "./run.ts";

/**
 * The financial state of every company and the customers that owe: figures, alerts, overdue customers with the
 * step that is due, paid invoices to confirm, and why the other overdue customers are left alone.
 *
 * Reads only, deterministic for the same Odoo, moment, settings and memory. The memory it takes grows with the
 * number of customers, not of invoices; the number of calls grows with pages of overdue items and with the
 * customers for whom something is due, many at a time. Companies never mix, nor do currencies.
 * @throws AiCooError `odoo_*` when Odoo cannot be read, `invalid_input` when the settings name an unknown company.
 */
export async function analyzeFinancials(input: AnalysisInput): Promise<FinancialAnalysis> {
  const { reader, now, settings, memory } = input;
  const [companies, accounts] = await Promise.all([readCompanies(reader, settings), accountFilters(reader)]);
  const customerMemories = rememberCustomers(memory);
  const reminded = new Set<number>();

  const metrics: CompanyMetrics[] = [];
  const alerts: AlertFinding[] = [];
  const overdueCustomers: OverdueCustomerFinding[] = [];
  const paidInvoices: PaidInvoiceFinding[] = [];
  const notChased: NotChased[] = [];
  const answered: AnsweredDebt[] = [];
  const runs = companies.analysed.map(({ ref, transferAccountId }): CompanyRun => ({
    ...input,
    company: ref,
    today: dayIn(ref.timezone, now),
    accounts,
    transferAccountId,
    ownPartnerIds: companies.ownPartnerIds,
  }));
  for (const run of runs) {
    const figures = await readFigures(run);
    const overdue = await analyseOverdue(run, figures.bank, customerMemories, reminded);
    const company: CompanyMetrics = { ...figures, overdueCustomers: overdue.customerCount };
    metrics.push(company);
    alerts.push(...findAlerts(company, settings), ...overdue.answered.map(answeredAlert));
    overdueCustomers.push(...overdue.overdueCustomers);
    notChased.push(...overdue.notChased);
    answered.push(...overdue.answered);
  }
  // After all reminders are known, because a customer of several companies gets one message in a run.
  for (const run of runs) paidInvoices.push(...(await analysePaid(run, customerMemories, reminded)));

  return {
    kind: "financial",
    analysedAt: now.toISOString(),
    companyIds: runs.map(({ company }) => company.id),
    timezone: runs[0]?.company.timezone ?? settings.timezone ?? "UTC",
    metrics,
    alerts,
    overdueCustomers,
    paidInvoices,
    notChased,
    answered,
  };
}

async function readFigures(run: CompanyRun): Promise<Omit<CompanyMetrics, "overdueCustomers">> {
  const [receivables, payables, cash, workingCapital, largestCustomers, bank] = await Promise.all([
    readAgeing(run, "receivable"),
    readAgeing(run, "payable"),
    readCash(run),
    readWorkingCapital(run),
    readLargestCustomers(run),
    readBankFreshness(run),
  ]);
  const runway = await readRunway(run, cash.total);
  const overdueTotal = sumMoney([receivables.overdue], run.company.currency.decimals);
  return {
    company: run.company,
    today: run.today,
    receivables,
    payables,
    cash,
    runway,
    workingCapital,
    largestCustomers,
    bank,
    overdueTotal,
  };
}
