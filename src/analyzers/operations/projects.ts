import { defineModel, milestoneModel, projectModel, type RecordOf } from "#src/odoo/models/index.ts";
import { daysBetween } from "../calendar.ts";
import { asRef } from "../figures/cash.ts";
import type { HeldCandidate, ProjectAtRiskFinding, ProjectFacts, RiskSign } from "../findings.ts";
import { heldCandidate, limited } from "../heldCandidate.ts";
import { repeatReason, type RecordMemory } from "../recordMemory.ts";
import { ofCompany } from "../companyDomain.ts";
import type { CompanyScope } from "../run.ts";
import { readParties } from "../parties.ts";
import { overdue, type TaskWords } from "./tasks.ts";

const ACTION = "flag_at_risk_project";
const PROJECTS_PER_READ = 200;

const project = projectModel.shape;
const watchedProjectModel = defineModel("project.project", {
  name: project.name,
  partner_id: project.partner_id,
  user_id: project.user_id,
  date: project.date,
  last_update_status: project.last_update_status,
});
type ProjectRow = RecordOf<typeof watchedProjectModel>;

const milestone = milestoneModel.shape;
const missedMilestoneModel = defineModel("project.milestone", {
  name: milestone.name,
  project_id: milestone.project_id,
  deadline: milestone.deadline,
});

/** What people said of a project that ends the question. */
const SETTLED = ["done", "on_hold"];

/**
 * Projects that are likely to go wrong: many of their open tasks are overdue, a milestone was missed, the deadline has
 * passed, or people report them off track. Source: the rule of at-risk projects of the domain.
 */
export async function analyseProjects(
  run: CompanyScope,
  { isFirst, words, memory }: { readonly isFirst: boolean; readonly words: TaskWords; readonly memory: RecordMemory },
): Promise<{ readonly findings: ProjectAtRiskFinding[]; readonly held: HeldCandidate[] }> {
  const { reader, company, settings } = run;
  const findings: ProjectAtRiskFinding[] = [];
  const held: HeldCandidate[] = [];
  const isTemplate = (await reader.fields("project.project")).has("is_template") ? [["is_template", "=", false] as const] : [];
  for await (const page of reader.each(watchedProjectModel, {
    domain: [...ofCompany(run, isFirst), ...isTemplate],
    pageSize: PROJECTS_PER_READ,
  })) {
    const rows = page.filter(({ last_update_status: status }) => status === null || !SETTLED.includes(status));
    if (rows.length === 0) continue;
    const [tasks, missed, parties] = await Promise.all([
      countTasks(run, rows, words),
      readMissedMilestones(run, rows),
      readParties(reader, {
        partnerIds: rows.flatMap(({ partner_id: partner }) => (partner === null ? [] : [partner.id])),
        userIds: rows.map(({ user_id: user }) => user?.id),
      }),
    ]);
    for (const row of rows) {
      const facts: ProjectFacts = {
        id: row.id,
        name: row.name ?? `Project ${row.id}`,
        deadline: row.date,
        openTasks: tasks.open.get(row.id) ?? 0,
        overdueTasks: tasks.overdue.get(row.id) ?? 0,
        missedMilestone: missed.get(row.id) ?? null,
        reportedStatus: row.last_update_status,
        manager: parties.salesperson(row.user_id?.id),
      };
      const signs = signsOf(facts, run);
      if (signs.length === 0) continue;
      const customer = row.partner_id === null ? null : (parties.of(row.partner_id.id)?.customer ?? null);
      const finding: ProjectAtRiskFinding = { kind: "project_at_risk", company, customer, project: facts, signs };
      const reason = repeatReason(
        memory,
        { actionType: ACTION, recordId: row.id },
        {
          now: run.now,
          timezone: company.timezone,
          daysAfterRejection: settings.daysAfterRejection,
          againAfterDays: settings.projects.flagAgainAfterDays,
        },
      );
      if (reason === null) findings.push(finding);
      else held.push(heldProject(run, finding, reason));
    }
  }
  const sorted = findings.toSorted(
    (a, b) => b.signs.length - a.signs.length || b.project.overdueTasks - a.project.overdueTasks || a.project.id - b.project.id,
  );
  const most = limited(sorted, settings.projects.maxPerRun, (finding, why) => heldProject(run, finding, why));
  return { findings: most.kept, held: [...held, ...most.held] };
}

function heldProject(
  run: CompanyScope,
  { project: { id, name }, customer }: ProjectAtRiskFinding,
  reason: Parameters<typeof heldCandidate>[2],
) {
  return heldCandidate(run, { actionType: ACTION, record: { model: "project.project", id, name }, customer }, reason);
}

/** What speaks for trouble, the worst first, with numbers. */
export function signsOf(project: ProjectFacts, { today, settings }: Pick<CompanyScope, "today" | "settings">): RiskSign[] {
  const { deadline, openTasks, overdueTasks, missedMilestone, reportedStatus, id } = project;
  const { overdueShare, minOpenTasks } = settings.projects;
  const record = { model: "project.project", id };
  const days = (from: string): string => {
    const count = daysBetween(from, today);
    return `${count} ${count === 1 ? "day" : "days"} ago`;
  };
  const signs: (RiskSign | null)[] = [
    reportedStatus === "off_track" ? { sign: "reported_off_track", sentence: "It is reported off track in Odoo.", record } : null,
    deadline !== null && deadline < today && openTasks > 0
      ? {
          sign: "deadline_passed",
          sentence: `Its deadline was ${deadline}, ${days(deadline)}, and ${openTasks} ${openTasks === 1 ? "task is" : "tasks are"} open.`,
          record,
        }
      : null,
    missedMilestone === null
      ? null
      : {
          sign: "missed_milestone",
          sentence: `The milestone ${missedMilestone.name} was due on ${missedMilestone.deadline}, ${days(missedMilestone.deadline)}, and is not reached.`,
          record: { model: "project.milestone", id: missedMilestone.id },
        },
    openTasks >= minOpenTasks && overdueTasks / openTasks > overdueShare
      ? {
          sign: "overdue_tasks",
          sentence: `${overdueTasks} of ${openTasks} open tasks are overdue, ${Math.round((overdueTasks / openTasks) * 100)} %.`,
          record,
        }
      : null,
  ];
  return signs.filter((sign) => sign !== null);
}

async function countTasks(
  run: CompanyScope,
  rows: readonly ProjectRow[],
  words: TaskWords,
): Promise<{ readonly open: ReadonlyMap<number, number>; readonly overdue: ReadonlyMap<number, number> }> {
  const domain = [["project_id", "in", rows.map(({ id }) => id)] as const, ...words.open];
  const counted = async (of: typeof domain): Promise<Map<number, number>> => {
    const groups = await run.reader.group({ model: "project.task", domain: of, by: ["project_id"], aggregates: [] });
    return new Map(groups.flatMap(({ key, count }) => (asRef(key["project_id"]) === null ? [] : [[asRef(key["project_id"])!.id, count]])));
  };
  const [open, late] = await Promise.all([counted(domain), counted([...domain, ...overdue(words, run)])]);
  return { open, overdue: late };
}

/** The earliest missed milestone of each project; none where this release keeps none. */
async function readMissedMilestones(
  { reader, today }: CompanyScope,
  rows: readonly ProjectRow[],
): Promise<Map<number, NonNullable<ProjectFacts["missedMilestone"]>>> {
  if (!(await reader.hasModel("project.milestone"))) return new Map();
  const missed = await reader.list(missedMilestoneModel, {
    domain: [
      ["project_id", "in", rows.map(({ id }) => id)],
      ["is_reached", "=", false],
      ["deadline", "<", today],
    ],
    order: "deadline desc, id desc",
  });
  return new Map(
    missed.flatMap(({ id, name, project_id: of, deadline }) =>
      of === null || deadline === null ? [] : [[of.id, { id, name: name ?? `Milestone ${id}`, deadline }]],
    ),
  );
}
