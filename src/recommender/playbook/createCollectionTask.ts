import type { CollectionStep, OverdueCustomerFinding } from "#src/analyzers/findings.ts";
import { cleanLine } from "../clean.ts";
import { customerChecks, exclusionChecks, invoiceChecks } from "../checks.ts";
import type { Play } from "../draft.ts";
import {
  debtScope,
  invoiceCount,
  invoiceLines,
  overdueEvidence,
  overdueReasoning,
  phoneLines,
  invoiceRecords,
  totalSentence,
  workingDayIn,
} from "../facts.ts";
import { count } from "../format.ts";
import { customerName } from "../recipients.ts";

const OPEN = ["not_paid", "partial"];
/** Invoices written out in the task; the others are counted. */
const LISTED = 50;

function stepOf(finding: OverdueCustomerFinding): CollectionStep {
  if (finding.collection === null) throw new TypeError("No collection is due for this customer.");
  return finding.collection;
}

function taskName(finding: OverdueCustomerFinding): string {
  const { customer, daysOverdue } = finding;
  const age = `${invoiceCount(finding)}, ${count(daysOverdue, "day", "days")} overdue`;
  return `Collect ${totalSentence(finding)} from ${customerName(customer, 80)} (${age})`;
}

/** A task for a person: the ladder has ended and the debt is still there. */
export const createCollectionTask: Play<"create_collection_task"> = {
  candidates: (analysis) =>
    analysis.kind === "financial" ? analysis.overdueCustomers.filter(({ collection }) => collection !== null) : [],

  changes: (finding) => [
    {
      path: "project.task.name",
      before: null,
      after: taskName(finding),
      change_type: "add",
      human_label: `New task: ${taskName(finding)}`,
    },
  ],

  checks: (finding) => [
    ...customerChecks(finding.customer.partnerId),
    ...finding.invoices.flatMap((invoice) => [
      ...invoiceChecks(invoice, OPEN, finding),
      ...exclusionChecks(invoice.number, invoice.exclusion),
    ]),
  ],

  compose: (finding, { now, settings }) => {
    const { because } = stepOf(finding);
    const { customer, company, currency, invoices, total, totalCompany, salesperson } = finding;
    const { projectId, userId, dueInDays } = settings.collectionTask;
    const deadline = workingDayIn(dueInDays, company, now, settings.businessHours.days);
    const assignee = userId ?? salesperson?.userId;
    // Tried on 14 and 19: Odoo refuses a task that has neither, because nobody could see it.
    if (projectId === null && assignee === undefined) {
      throw new Error("nobody would see the task. Give the invoices a salesperson in Odoo, or choose a project for collection tasks.");
    }
    const description = [
      cleanLine(because, 500),
      "",
      ...invoiceLines(finding, LISTED),
      "",
      `Total overdue: ${totalSentence(finding)}`,
      ...phoneLines(customer),
      ...(salesperson === null ? [] : [`Salesperson: ${cleanLine(salesperson.name, 120)}`]),
    ].join("\n");
    return {
      operation: {
        type: "create_odoo_task",
        inputs: {
          name: taskName(finding),
          description,
          ...(projectId === null ? {} : { project_id: projectId }),
          user_ids: assignee === undefined ? [] : [assignee],
          date_deadline: deadline,
          priority: "1",
          partner_id: customer.partnerId,
        },
      },
      affected_records: invoiceRecords(customer, invoices, finding.omittedInvoices),
      evidence: overdueEvidence(finding),
      reasoning: [...overdueReasoning(finding), cleanLine(because, 500)].join(" "),
      expected_effect: `A task in Odoo asks a person to collect ${totalSentence(finding)} from ${customerName(customer)} by ${deadline}. Nobody outside is contacted.`,
      external_effects: [],
      estimated_impact: { cash_in: { amount: total, currency: currency.code }, time_saved_minutes: 10 },
      rollback_strategy: "manual",
      scope: debtScope(finding),
      amountAtStake: totalCompany,
    };
  },
};
