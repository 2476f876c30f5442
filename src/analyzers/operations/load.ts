import { asRef } from "../figures/cash.ts";
import { alert } from "../alerts.ts";
import type { AlertFinding, PersonLoad, WorkMetrics } from "../findings.ts";
import { ofCompany } from "../companyDomain.ts";
import type { CompanyScope } from "../run.ts";
import { overdue, type TaskWords } from "./tasks.ts";

/** How much open work a company has, and who has it. Odoo counts: four calls whatever the number of tasks. */
export async function readLoad(run: CompanyScope, isFirst: boolean, words: TaskWords): Promise<WorkMetrics> {
  const { reader, company, today } = run;
  const open = [...ofCompany(run, isFirst), ["project_id", "!=", false] as const, ...words.open];
  const late = [...open, ...overdue(words, run)];
  const byPerson = (domain: typeof open) => reader.group({ model: "project.task", domain, by: [words.assigneeField], aggregates: [] });
  const [openProjects, all, lateOnes, openTasks, overdueTasks] = await Promise.all([
    reader.count("project.project", ofCompany(run, isFirst)),
    byPerson(open),
    byPerson(late),
    reader.count("project.task", open),
    reader.count("project.task", late),
  ]);
  const lateOf = new Map(lateOnes.map(({ key, count }) => [asRef(key[words.assigneeField])?.id, count]));
  const people = all.flatMap(({ key, count }): PersonLoad[] => {
    const person = asRef(key[words.assigneeField]);
    return person === null ? [] : [{ userId: person.id, name: person.name, openTasks: count, overdueTasks: lateOf.get(person.id) ?? 0 }];
  });
  return {
    company,
    today,
    openProjects,
    openTasks,
    overdueTasks,
    unassignedTasks: all.find(({ key }) => asRef(key[words.assigneeField]) === null)?.count ?? 0,
    people: people.toSorted((a, b) => b.openTasks - a.openTasks || a.userId - b.userId),
  };
}

/** People with more open tasks than the organisation thinks one person can do. */
export function loadAlerts({ settings }: CompanyScope, { company, people }: WorkMetrics): AlertFinding[] {
  const threshold = settings.projects.openTasksPerPerson;
  if (threshold === null) return [];
  return people
    .filter(({ openTasks }) => openTasks > threshold)
    .map(({ userId, name, openTasks, overdueTasks }) =>
      alert("person_over_capacity", company, {
        key: `user:${userId}`,
        severity: openTasks > 2 * threshold ? "critical" : "warning",
        title: `${name} has ${openTasks} open tasks`,
        sentence: `${name} has ${openTasks} open tasks, ${overdueTasks} of them overdue; one person is expected to have at most ${threshold}.`,
        measured: openTasks,
        threshold,
        unit: "tasks",
        evidence: [
          { label: "Open tasks", value: String(openTasks), record: { model: "res.users", id: userId } },
          { label: "Overdue tasks", value: String(overdueTasks) },
        ],
      }),
    );
}
