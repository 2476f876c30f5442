import { describe, expect, it } from "vitest";
import { analysisSettingsSchema, analyzeOperations, EMPTY_MEMORY, type OutreachMemory } from "#src/analyzers/index.ts";
import type { CompanyBuilder, ProjectBuilder, Release } from "#simulator/index.ts";
import { NOW, openLab } from "./support.ts";

/** Each rule about projects and tasks by what it proposes in a mini company, and what it leaves alone and why. */

const RELEASES: readonly Release[] = [19, 14];

async function operationsOf(
  release: Release,
  build: (company: CompanyBuilder) => void,
  options: () => { readonly settings?: unknown; readonly memory?: Partial<OutreachMemory> } = () => ({}),
) {
  await using lab = await openLab(release, build);
  const { settings = {}, memory = {} } = options();
  return await analyzeOperations({
    reader: lab.reader,
    now: NOW,
    settings: analysisSettingsSchema.parse(settings),
    memory: { ...EMPTY_MEMORY, ...memory },
  });
}

/** So many open tasks of somebody, the first ones overdue. */
function tasks(project: ProjectBuilder, count: number, overdue: number, assignee: string | undefined = "ada"): ProjectBuilder {
  for (let index = 0; index < count; index++) {
    project.task({
      name: `Task ${index}`,
      deadline: index < overdue ? "-2d" : "+9d",
      ...(assignee === undefined ? {} : { assignee }),
    });
  }
  return project;
}

describe.each(RELEASES)("projects at risk on %i", (release) => {
  const staffed = (company: CompanyBuilder) => {
    company.salesperson({ name: "Ada", login: "ada" });
    return (name: string, over: Partial<Parameters<CompanyBuilder["project"]>[0]> = {}) =>
      company.project({ name, manager: "ada", start: "-60d", deadline: "+60d", ...over });
  };

  it("are told by their overdue tasks, a missed milestone, a passed deadline and what people report", async () => {
    const { projectsAtRisk } = await operationsOf(release, (company) => {
      const project = staffed(company);
      tasks(project("Fine"), 4, 1);
      tasks(project("Late"), 4, 2);
      tasks(project("Too few to say"), 2, 2);
      tasks(project("Past its deadline", { deadline: "-1d" }), 1, 0);
      project("Past its deadline and done", { deadline: "-1d" }).task({ name: "Done", assignee: "ada", done: true });
      tasks(project("Ends today", { deadline: "today" }), 1, 0);
      tasks(project("Off track", { status: "off_track" }), 1, 0);
      tasks(project("At risk by its own word", { status: "at_risk" }), 1, 0);
      tasks(project("On hold", { status: "on_hold", deadline: "-9d" }), 4, 4);
      tasks(project("Missed"), 1, 0)
        .milestone({ name: "Reached", deadline: "-20d", reached: true })
        .milestone({ name: "Second", deadline: "-2d" })
        .milestone({ name: "First", deadline: "-5d" });
    });
    const signs = Object.fromEntries(projectsAtRisk.map(({ project, signs: all }) => [project.name, all.map(({ sentence }) => sentence)]));
    const everywhere = {
      Late: ["2 of 4 open tasks are overdue, 50 %."],
      "Past its deadline": ["Its deadline was 2026-06-14, 1 day ago, and 1 task is open."],
    };
    // 14 keeps neither reports nor milestones, so what people say there is not known
    expect(signs).toEqual(
      release === 19
        ? {
            ...everywhere,
            "Off track": ["It is reported off track in Odoo."],
            Missed: ["The milestone First was due on 2026-06-10, 5 days ago, and is not reached."],
          }
        : {
            ...everywhere,
            "On hold": ["Its deadline was 2026-06-06, 9 days ago, and 4 tasks are open.", "4 of 4 open tasks are overdue, 100 %."],
          },
    );
  });

  it("are not flagged again for some days, nor while the flag waits or after it failed", async () => {
    const ids: Record<string, number> = {};
    const about = (name: string) => ({
      partnerId: null,
      model: "project.project",
      recordIds: [ids[name]!],
      actionType: "flag_at_risk_project",
    });
    const days = (count: number): string => new Date(NOW.getTime() - count * 86_400_000).toISOString();
    const { projectsAtRisk, held } = await operationsOf(
      release,
      (company) => {
        const project = staffed(company);
        for (const name of ["Flagged", "Flagged long ago", "Waiting", "Refused by Odoo"]) {
          const made = tasks(project(name), 4, 4);
          ids[name] = made.id;
        }
      },
      () => ({
        memory: {
          acted: [
            { ...about("Flagged"), at: days(13) },
            { ...about("Flagged long ago"), at: days(15) },
          ],
          pending: [{ ...about("Waiting"), scopeKey: "" }],
          failed: [{ ...about("Refused by Odoo"), at: days(1), reason: "No right to post." }],
        },
      }),
    );
    expect(projectsAtRisk.map(({ project }) => project.name)).toEqual(["Flagged long ago"]);
    expect(Object.fromEntries(held.map(({ record, reason }) => [record.name, reason]))).toEqual({
      Flagged: "already_done",
      Waiting: "pending_action",
      "Refused by Odoo": "failed_before",
    });
    expect(held.find(({ reason }) => reason === "failed_before")?.sentence).toContain("No right to post.");
  });
});

describe.each(RELEASES)("tasks and people on %i", (release) => {
  it("overdue tasks of nobody are brought before the project's manager", async () => {
    const { ownerlessTasks, held, metrics } = await operationsOf(release, (company) => {
      company.salesperson({ name: "Ada", login: "ada" });
      const led = company.project({ name: "Led", manager: "ada", start: "-60d" });
      led
        .task({ name: "Owned", deadline: "-3d", assignee: "ada" })
        .task({ name: "Nobody's", deadline: "-2d" })
        .task({ name: "Nobody's for longer", deadline: "-9d" })
        .task({ name: "Not due", deadline: "today" })
        .task({ name: "Without a day" })
        .task({ name: "Done", deadline: "-9d", done: true });
      const unled = company.project({ name: "Unled", start: "-60d" }).task({ name: "Lost", deadline: "-2d" });
      company.call("project.project", "write", [[unled.id], { user_id: false }]);
    });
    expect(ownerlessTasks).toMatchObject([
      {
        project: { name: "Led", manager: { name: "Ada" } },
        tasks: [
          { name: "Nobody's for longer", daysOverdue: 9 },
          { name: "Nobody's", daysOverdue: 2 },
        ],
        omittedTasks: 0,
      },
    ]);
    expect(held).toMatchObject([{ record: { name: "Unled" }, reason: "nobody_responsible" }]);
    expect(metrics).toMatchObject([{ openProjects: 2, openTasks: 6, overdueTasks: 4, unassignedTasks: 5 }]);
  });

  it("a person with more open tasks than one can do is an alert, and one at the limit is not", async () => {
    const { alerts, metrics } = await operationsOf(
      release,
      (company) => {
        for (const login of ["ada", "bob", "cleo"]) company.salesperson({ name: login, login });
        const project = company.project({ name: "Busy", manager: "ada", start: "-60d", deadline: "+60d" });
        tasks(project, 7, 2, "ada");
        tasks(project, 4, 0, "bob");
        tasks(project, 3, 0, "cleo");
      },
      () => ({ settings: { projects: { openTasksPerPerson: 3 } } }),
    );
    expect(alerts).toMatchObject([
      { kind: "person_over_capacity", severity: "critical", title: "ada has 7 open tasks", measured: 7, threshold: 3, unit: "tasks" },
      { severity: "warning", title: "bob has 4 open tasks" },
    ]);
    expect(alerts[0]?.factKey).toMatch(/^person_over_capacity:company:1:user:\d+$/);
    expect(metrics[0]?.people.map(({ name, openTasks, overdueTasks }) => [name, openTasks, overdueTasks])).toEqual([
      ["ada", 7, 2],
      ["bob", 4, 0],
      ["cleo", 3, 0],
    ]);
  });
});
