import type { EvalCase } from "../types.ts";
import { project, tasks } from "./parts.ts";

/** What projects and people ask for. */
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
  { about: "late tasks of nobody", build: project({}, tasks(1, 1, {})), right: ["task: Hall, Ada"] },
  { about: "late and of nobody", build: project({}, tasks(3, 3, {})), right: ["flag: Hall", "task: Hall, Ada"] },
  { about: "more than one person can do", build: project({}, tasks(21, 0)), right: ["alert person_over_capacity: Ada has 21 open tasks"] },
  { about: "as much as one person can do", build: project({}, tasks(20, 0)), right: [] },
  {
    about: "a milestone that was missed",
    only: 19,
    build: project({}, (made) => made.milestone({ name: "Roof", deadline: "-3d" })),
    right: ["flag: Hall"],
  },
  {
    about: "one that was reached",
    only: 19,
    build: project({}, (made) => made.milestone({ name: "Roof", deadline: "-3d", reached: true })),
    right: [],
  },
  { about: "reported off track", only: 19, build: project({ status: "off_track" }, tasks(1, 0)), right: ["flag: Hall"] },
  { about: "on hold by its people", only: 19, build: project({ status: "on_hold", deadline: "-9d" }, tasks(4, 4)), right: [] },
];
