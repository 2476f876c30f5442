import type { AnalysisRun } from "#src/main/analysis.ts";
import { getActionDescription } from "#src/protocol/index.ts";
import type { Output } from "../output.ts";
import { shortId } from "./action.ts";
import { amount } from "./amount.ts";
import { renderTable, wrapText } from "./table.ts";

/** What an analysis came to, for people: the figures, what is proposed, and what is left alone, with the reasons. */

const HEADINGS = { financial: "Finances", sales: "Sales", operations: "Operations" } as const;

export function printAnalysis(run: AnalysisRun, output: Output): void {
  output.line(output.colours.bold(HEADINGS[run.kind]));
  const { analysis } = run;
  if (analysis.kind === "financial") for (const metrics of analysis.metrics) printFinances(metrics, output);
  else if (analysis.kind === "sales") for (const metrics of analysis.metrics) printPipeline(metrics, output);
  else for (const metrics of analysis.metrics) printWork(metrics, output);
  for (const alert of "alerts" in analysis ? analysis.alerts : []) {
    output.line();
    output.line(output.colours.yellow(`! ${alert.title}`));
    for (const line of wrapText(alert.sentence, output.width - 4)) output.line(`    ${line}`);
  }
  printProposed(run, output);
  if (analysis.kind === "financial") printNotChased(analysis.notChased, output);
  else printHeld(analysis.held, output);
}

type MetricsOf<Kind extends AnalysisRun["kind"]> = AnalysisRun<Kind>["analysis"]["metrics"][number];

function printFinances(figures: MetricsOf<"financial">, output: Output): void {
  const money = (value: number): string => amount(value, figures.company.currency.code);
  const { runway, receivables, payables, workingCapital, bank } = figures;
  output.line(`${figures.company.name}, ${figures.today}`);
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

function printPipeline(figures: MetricsOf<"sales">, output: Output): void {
  const money = (value: number): string => amount(value, figures.company.currency.code);
  output.line(`${figures.company.name}, ${figures.today}`);
  output.line(
    `  ${figures.openDeals} open deals, ${money(figures.expectedRevenue)}, weighted ${money(figures.weightedRevenue)}; ${figures.staleDeals} gone quiet`,
  );
  output.line(`  won in the last 30 days: ${figures.wonLast30Days.deals}, ${money(figures.wonLast30Days.expectedRevenue)}`);
}

function printWork(figures: MetricsOf<"operations">, output: Output): void {
  output.line(`${figures.company.name}, ${figures.today}`);
  output.line(
    `  ${figures.openProjects} projects, ${figures.openTasks} open tasks, ${figures.overdueTasks} overdue, ${figures.unassignedTasks} of nobody`,
  );
  const [busiest] = figures.people;
  if (busiest !== undefined) output.line(`  most work: ${busiest.name}, ${busiest.openTasks} open tasks, ${busiest.overdueTasks} overdue`);
}

function printProposed({ proposed, alreadyKnown, notProposed }: AnalysisRun, output: Output): void {
  output.line();
  output.line(output.colours.bold(`Proposed (${proposed.length})`));
  for (const action of proposed) output.line(`  ${output.colours.bold(shortId(action.action_id))}  ${getActionDescription(action)}`);
  if (alreadyKnown.length > 0) output.line(`  ${alreadyKnown.length} more stand already, open or decided`);
  for (const { actionType, partnerName, sentence } of notProposed)
    output.line(output.colours.red(`  not proposed: ${actionType}${partnerName === "" ? "" : ` for ${partnerName}`}: ${sentence}`));
}

function printNotChased(notChased: AnalysisRun<"financial">["analysis"]["notChased"], output: Output): void {
  if (notChased.length === 0) return;
  output.line();
  output.line(output.colours.bold(`Not chased (${notChased.length})`));
  const lines = renderTable(
    notChased,
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

function printHeld(held: AnalysisRun<"sales" | "operations">["analysis"]["held"], output: Output): void {
  if (held.length === 0) return;
  output.line();
  output.line(output.colours.bold(`Not proposed (${held.length})`));
  const lines = renderTable(
    held,
    [
      { title: "what", text: (entry) => entry.actionType.replaceAll("_", " ") },
      { title: "about", text: (entry) => entry.record.name },
      { title: "why not", text: (entry) => entry.sentence, flexible: true },
    ],
    output.width - 2,
    output.colours,
  );
  for (const line of lines) output.line(`  ${line}`);
}
