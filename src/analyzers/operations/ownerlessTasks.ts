import { defineModel, taskModel } from "#src/odoo/models/index.ts";
import { daysBetween } from "../calendar.ts";
import type { HeldCandidate, OwnerlessTasksFinding } from "../findings.ts";
import { heldCandidate, limited } from "../heldCandidate.ts";
import { because, repeatReason, type Reason, type RecordMemory } from "../recordMemory.ts";
import { ofCompany } from "../companyDomain.ts";
import type { CompanyScope } from "../run.ts";
import { readParties } from "../parties.ts";
import { overdue, type TaskWords } from "./tasks.ts";

const ACTION = "create_follow_up_task";
const LISTED = 20;

const task = taskModel.shape;
const ownerlessTaskModel = defineModel("project.task", { name: task.name, project_id: task.project_id, date_deadline: task.date_deadline });
const projectModel = defineModel("project.project", { name: task.name, user_id: task.project_id, partner_id: task.partner_id });

/**
 * Overdue tasks that belong to nobody, project after project: the project's manager is asked to give them to somebody.
 * Source: the rule of follow-up tasks of the domain.
 */
export async function analyseOwnerlessTasks(
  run: CompanyScope,
  { isFirst, words, memory }: { readonly isFirst: boolean; readonly words: TaskWords; readonly memory: RecordMemory },
): Promise<{ readonly findings: OwnerlessTasksFinding[]; readonly held: HeldCandidate[] }> {
  const { reader, company, today, settings } = run;
  const byProject = new Map<number, { id: number; name: string; deadline: string }[]>();
  for await (const page of reader.each(ownerlessTaskModel, {
    domain: [
      ...ofCompany(run, isFirst),
      ["project_id", "!=", false],
      ["project_id.active", "=", true],
      [words.assigneeField, "=", false],
      ...words.open,
      ...overdue(words, run),
    ],
  })) {
    for (const { id, name, project_id: project, date_deadline: deadline } of page) {
      if (project === null || deadline === null) continue;
      const list = byProject.get(project.id) ?? [];
      byProject.set(project.id, list);
      list.push({ id, name: name ?? `Task ${id}`, deadline });
    }
  }
  const projects = byProject.size === 0 ? [] : await reader.byIds(projectModel, [...byProject.keys()]);
  const parties = await readParties(reader, {
    partnerIds: projects.flatMap(({ partner_id: partner }) => (partner === null ? [] : [partner.id])),
    userIds: projects.map(({ user_id: user }) => user?.id),
  });
  const repetition = {
    now: run.now,
    timezone: company.timezone,
    daysAfterRejection: settings.daysAfterRejection,
    againAfterDays: settings.projects.taskAgainAfterDays,
  };
  const findings: OwnerlessTasksFinding[] = [];
  const held: HeldCandidate[] = [];
  for (const { id, name, user_id: user, partner_id: partner } of projects) {
    const all = (byProject.get(id) ?? []).toSorted((a, b) => (a.deadline < b.deadline ? -1 : a.deadline > b.deadline ? 1 : a.id - b.id));
    const reasons = all.map((one) => repeatReason(memory, { actionType: ACTION, recordId: one.id }, repetition));
    const tasks = all.filter((_, index) => reasons[index] === null);
    const customer = partner === null ? null : (parties.of(partner.id)?.customer ?? null);
    const manager = parties.salesperson(user?.id);
    const reason: Reason | null =
      tasks.length === 0
        ? (reasons[0] ?? null)
        : manager === null
          ? because(
              "nobody_responsible",
              `${all.length} overdue tasks belong to nobody, and the project has no manager who could be asked.`,
            )
          : null;
    const record = { model: "project.project", id, name: name ?? `Project ${id}` };
    if (reason !== null || manager === null) {
      if (reason !== null) held.push(heldCandidate(run, { actionType: ACTION, record, customer }, reason));
      continue;
    }
    findings.push({
      kind: "ownerless_tasks",
      company,
      customer,
      project: { id, name: record.name, manager },
      tasks: tasks.slice(0, LISTED).map((one) => ({ ...one, daysOverdue: daysBetween(one.deadline, today) })),
      omittedTasks: Math.max(0, tasks.length - LISTED),
      assigneeField: words.assigneeField,
    });
  }
  const most = limited(
    findings.toSorted((a, b) => b.tasks.length + b.omittedTasks - a.tasks.length - a.omittedTasks || a.project.id - b.project.id),
    settings.projects.maxPerRun,
    ({ project, customer }, why) =>
      heldCandidate(run, { actionType: ACTION, record: { model: "project.project", id: project.id, name: project.name }, customer }, why),
  );
  return { findings: most.kept, held: [...held, ...most.held] };
}
