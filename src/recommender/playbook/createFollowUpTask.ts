import type { OwnerlessTasksFinding, WonDealFinding } from "#src/analyzers/findings.ts";
import type { ActionProtocol, AffectedRecords, Evidence, RevalidationCheck } from "#src/protocol/index.ts";
import { customerChecks, fieldEquals, recordExists } from "../checks.ts";
import { cleanLine } from "../clean.ts";
import { dealChecks, dealEvidence, dealName, dealRecords, dealScope, salespersonEvidence } from "../dealFacts.ts";
import type { Play } from "../draft.ts";
import { companyEvidence, customerEvidence, phoneLines, workingDayIn } from "../facts.ts";
import { count, plainMoney } from "../format.ts";
import { customerName } from "../recipients.ts";
import type { FindingOf, FollowUpTaskFinding } from "../types.ts";
import { quietSentence } from "./scheduleCustomerCheckIn.ts";

/** What the kinds of work have in common: who is asked to do what, about which records, and why. */
interface Work {
  readonly name: string;
  readonly description: readonly string[];
  readonly assignee: { readonly userId: number; readonly name: string } | null;
  /** The project that the task belongs to whatever the settings say; null leaves it to them. */
  readonly projectId: number | null;
  readonly records: AffectedRecords;
  readonly evidence: readonly Evidence[];
  readonly reasoning: string;
  readonly checks: readonly RevalidationCheck[];
  readonly scope: string;
  readonly amountAtStake: number;
}

function workOf(finding: FollowUpTaskFinding): Work {
  switch (finding.kind) {
    case "won_deal":
      return wonDealWork(finding);
    case "ownerless_tasks":
      return ownerlessWork(finding);
    case "quiet_customer":
      return checkInWork(finding);
  }
}

function wonDealWork(finding: WonDealFinding): Work {
  const { customer, currency, deal, salesperson, wonOn } = finding;
  const worth = plainMoney(deal.expectedRevenue, currency);
  return {
    name: cleanLine(`Start "${dealName(deal, 80)}" for ${customerName(customer, 60)}`, 200),
    description: [`Won on ${wonOn}, worth ${worth}.`, "Nothing is planned yet: no project, no task, no activity.", ...phoneLines(customer)],
    assignee: salesperson,
    projectId: null,
    records: dealRecords(finding),
    evidence: [...dealEvidence(finding), { label: "Won on", value: wonOn, record: { model: "crm.lead", id: deal.id } }],
    reasoning: `${dealName(deal)} of ${customerName(customer)}, worth ${worth}, was won on ${wonOn}. There is no project, no task and no planned activity for it.`,
    checks: dealChecks(finding),
    scope: dealScope(finding),
    amountAtStake: deal.expectedRevenue,
  };
}

function ownerlessWork({ company, customer, project, tasks, omittedTasks, assigneeField }: OwnerlessTasksFinding): Work {
  const total = tasks.length + omittedTasks;
  const projectName = cleanLine(project.name, 100) || `Project ${project.id}`;
  const taskName = (task: OwnerlessTasksFinding["tasks"][number]): string => cleanLine(task.name, 100) || `Task ${task.id}`;
  const overdueTasks = count(total, "overdue task", "overdue tasks");
  return {
    name: cleanLine(`Find somebody for ${overdueTasks} of ${projectName}`, 200),
    description: [
      "These tasks are overdue and belong to nobody:",
      ...tasks.map((task) => `- ${taskName(task)}, due ${task.deadline}, ${count(task.daysOverdue, "day", "days")} overdue`),
      ...(omittedTasks > 0 ? [`- and ${omittedTasks} more`] : []),
    ],
    assignee: project.manager,
    projectId: project.id,
    records: {
      model: "project.task",
      ids: tasks.map(({ id }) => id),
      ...(customer === null ? {} : { partner_id: customer.partnerId, partner_name: customerName(customer) }),
      record_name: cleanLine(`${overdueTasks} of ${projectName}`, 300),
    },
    evidence: [
      companyEvidence(company),
      ...(customer === null ? [] : [customerEvidence(customer)]),
      { label: "Project", value: projectName, record: { model: "project.project", id: project.id } },
      ...tasks.map((task): Evidence => ({
        label: cleanLine(`Task ${taskName(task)}`, 120),
        value: `due ${task.deadline}, ${count(task.daysOverdue, "day", "days")} overdue, assigned to nobody`,
        record: { model: "project.task", id: task.id },
      })),
      ...salespersonEvidence(project.manager).map((one) => ({ ...one, label: "Project manager" })),
    ],
    reasoning: `${projectName} has ${overdueTasks} that ${total === 1 ? "belongs" : "belong"} to nobody; the longest is overdue for ${count(tasks[0]?.daysOverdue ?? 0, "day", "days")}.`,
    checks: tasks.flatMap((task) => {
      const of = `task-${task.id}`;
      return [
        recordExists("project.task", task.id, of, `The task ${taskName(task)}`),
        // 14 has one assignee, later releases several: nobody is nothing, or an empty list
        fieldEquals(
          { model: "project.task", id: task.id, field: assigneeField, of },
          assigneeField === "user_id" ? null : [],
          `${taskName(task)} still belongs to nobody`,
        ),
        fieldEquals({ model: "project.task", id: task.id, field: "is_closed", of }, false, `${taskName(task)} is still open`),
      ];
    }),
    scope: `project-${project.id}:ownerless`,
    amountAtStake: 0,
  };
}

function checkInWork(finding: FindingOf["schedule_customer_check_in"]): Work {
  const { company, customer, currency, revenue, salesperson } = finding;
  return {
    name: cleanLine(`Get in touch with ${customerName(customer, 100)}`, 200),
    description: [quietSentence(finding), ...phoneLines(customer)],
    assignee: salesperson,
    projectId: null,
    records: {
      model: "res.partner",
      ids: [customer.partnerId],
      partner_id: customer.partnerId,
      partner_name: customerName(customer),
      record_name: customerName(customer),
    },
    evidence: [
      companyEvidence(company),
      customerEvidence(customer),
      { label: `Invoiced in the last ${finding.revenueDays} days`, value: plainMoney(revenue, currency) },
      ...salespersonEvidence(salesperson),
    ],
    reasoning: quietSentence(finding),
    checks: customerChecks(customer.partnerId),
    scope: `partner-${customer.partnerId}:company-${company.id}:check-in`,
    amountAtStake: 0,
  };
}

/** A task in Odoo for whoever is responsible: a won deal that nobody has begun, overdue tasks without an owner, a check-in that is due. */
export const createFollowUpTask: Play<"create_follow_up_task"> = {
  candidates: (analysis) => {
    if (analysis.kind === "sales") return analysis.wonDeals;
    return analysis.kind === "operations" ? analysis.ownerlessTasks : [];
  },

  changes: (finding): ActionProtocol["proposed_changes"] => {
    const { name } = workOf(finding);
    return [{ path: "project.task.name", before: null, after: name, change_type: "add", human_label: cleanLine(`New task: ${name}`, 300) }];
  },

  checks: (finding) => [...workOf(finding).checks],

  compose: (finding, { now, settings }) => {
    const work = workOf(finding);
    const projectId = work.projectId ?? settings.followUpTask.projectId;
    const deadline = workingDayIn(settings.followUpTask.dueInDays, finding.company, now, settings.businessHours.days);
    // Tried on 14 and 19: Odoo refuses a task that has neither, because nobody could see it.
    if (projectId === null && work.assignee === null) {
      throw new Error("nobody would see the task. Give the record a responsible person in Odoo, or choose a project for follow-up tasks.");
    }
    const who = work.assignee === null ? "the project" : cleanLine(work.assignee.name, 120) || `user ${work.assignee.userId}`;
    return {
      operation: {
        type: "create_odoo_task",
        inputs: {
          name: work.name,
          description: [cleanLine(work.reasoning, 500), "", ...work.description].join("\n"),
          ...(projectId === null ? {} : { project_id: projectId }),
          user_ids: work.assignee === null ? [] : [work.assignee.userId],
          date_deadline: deadline,
          priority: "0",
          ...(finding.customer === null ? {} : { partner_id: finding.customer.partnerId }),
        },
      },
      affected_records: work.records,
      evidence: [...work.evidence],
      reasoning: work.reasoning,
      expected_effect: `A task in Odoo asks ${who} to see to it by ${deadline}. Nobody outside is contacted.`,
      external_effects: [],
      estimated_impact: { time_saved_minutes: 5 },
      rollback_strategy: "manual",
      scope: work.scope,
      amountAtStake: work.amountAtStake,
    };
  },
};
