import { runFinancialAnalysis, type AnalysisRun } from "#src/main/analysis.ts";
import { getActionDescription } from "#src/protocol/index.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { amount } from "../render/amount.ts";
import { shortId } from "../render/action.ts";
import { renderTable, wrapText } from "../render/table.ts";

/** `ai-coo analyze`: reads Odoo, proposes, and says what was found, whom it leaves alone, and why. */
export async function analyzeCommand(options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office }) => {
    const { reader } = office.odoo.connection;
    const run = await runFinancialAnalysis({ ctx: office.context("system:ai-coo"), reader, onProgress: (text) => output.progress(text) });
    output.progressDone();
    output.result({
      analysisId: run.analysisId,
      metrics: run.analysis.metrics,
      alerts: run.analysis.alerts,
      proposed: run.proposed,
      alreadyKnown: run.alreadyKnown.map(({ action, result }) => ({
        idempotency_key: action.idempotency_key,
        reason: result.reason,
        existing: result.existing,
      })),
      notProposed: run.notProposed,
      notChased: run.analysis.notChased,
    });
    printFigures(run, output);
    printProposed(run, output);
    printNotChased(run, output);
  });
}

function printFigures({ analysis }: AnalysisRun, output: Output): void {
  for (const figures of analysis.metrics) {
    const { code } = figures.company.currency;
    const money = (value: number): string => amount(value, code);
    const { runway, receivables, payables, workingCapital, bank } = figures;
    output.line(output.colours.bold(`${figures.company.name}, ${figures.today}`));
    output.line(
      `  cash ${money(figures.cash.total)}${runway.months === null ? "" : `, ${runway.months.toFixed(1)} months at ${money(runway.averageMonthlyOutflow)} a month`}`,
    );
    output.line(`  receivables ${money(receivables.total)}, overdue ${money(receivables.overdue)}`);
    output.line(`  payables ${money(payables.total)}, overdue ${money(payables.overdue)}`);
    if (workingCapital !== null) output.line(`  working capital ${money(workingCapital.net)}`);
    output.line(
      `  bank reconciled until ${bank.newestEntry ?? "never"}${bank.isStale ? output.colours.red(" (too old: reminders are held)") : ""}`,
    );
  }
  for (const alert of analysis.alerts) {
    output.line();
    output.line(output.colours.yellow(`! ${alert.title}`));
    for (const line of wrapText(alert.sentence, output.width - 4)) output.line(`    ${line}`);
  }
}

function printProposed({ proposed, alreadyKnown, notProposed }: AnalysisRun, output: Output): void {
  output.line();
  output.line(output.colours.bold(`Proposed (${proposed.length})`));
  for (const action of proposed) output.line(`  ${output.colours.bold(shortId(action.action_id))}  ${getActionDescription(action)}`);
  if (alreadyKnown.length > 0) output.line(`  ${alreadyKnown.length} more stand already, open or decided`);
  for (const candidate of notProposed)
    output.line(output.colours.red(`  not proposed: ${candidate.actionType} for ${candidate.partnerName}: ${candidate.sentence}`));
}

function printNotChased({ analysis }: AnalysisRun, output: Output): void {
  if (analysis.notChased.length === 0) return;
  output.line();
  output.line(output.colours.bold(`Not chased (${analysis.notChased.length})`));
  const lines = renderTable(
    analysis.notChased,
    [
      { title: "customer", text: (entry) => entry.partnerName },
      { title: "overdue", align: "right", text: (entry) => amount(entry.total, entry.currency.code) },
      { title: "days", align: "right", text: (entry) => String(entry.daysOverdue) },
      { title: "why not", text: (entry) => entry.sentence, flexible: true },
    ],
    output.width - 2,
    output.colours,
  );
  for (const line of lines) output.line(`  ${line}`);
}
