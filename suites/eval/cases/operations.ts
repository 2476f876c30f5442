import type { CompanyBuilder, ProjectBuilder, ProjectInput } from "#simulator/index.ts";
import type { EvalCase } from "../types.ts";

/** What projects and people ask for. */
const project =
  (over: Partial<ProjectInput>, fill: (made: ProjectBuilder) => unknown): EvalCase["build"] =>
  (company: CompanyBuilder) => {
    company.salesperson({ name: "Ada", login: "ada" });
    fill(company.project({ name: "Hall", manager: "ada", start: "-60d", deadline: "+30d", ...over }));
  };
const tasks =
  (open: number, late: number, over: { readonly assignee?: string } = { assignee: "ada" }) =>
  (made: ProjectBuilder) => {
    for (let index = 0; index < open; index++) made.task({ name: `Task ${index}`, deadline: index < late ? "-2d" : "+9d", ...over });
  };

export const OPERATIONS: readonly EvalCase[] = [
  { about: "a project in good shape", build: project({}, tasks(4, 1)), right: [] },
  { about: "half of the tasks are late", build: project({}, tasks(4, 2)), right: ["flag: Hall"] },
  { about: "two tasks say little", build: project({}, tasks(2, 2)), right: [] },
  { about: "a passed deadline with work left", build: project({ deadline: "-1d" }, tasks(1, 0)), right: ["flag: Hall"] },
  {
    about: "a passed deadline and everything done",
    build: project({ deadline: "-1d" }, (made) => made.task({ name: "One", done: true })),
    right: [],
  },
  { about: "late tasks of nobody", build: project({}, tasks(1, 1, {})), right: ["task: Hall"] },
  { about: "late and of nobody", build: project({}, tasks(3, 3, {})), right: ["flag: Hall", "task: Hall"] },
  { about: "more than one person can do", build: project({}, tasks(21, 0)), right: ["alert person_over_capacity: Ada"] },
  { about: "as much as one person can do", build: project({}, tasks(20, 0)), right: [] },
];
