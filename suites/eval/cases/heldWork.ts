import type { CompanyBuilder, CustomerBuilder } from "#simulator/index.ts";
import type { EvalCase } from "../types.ts";
import { doneBefore, proposedBefore, refusedBefore, rejectedBefore } from "./heldDeals.ts";
import { deal, project, tasks, withSeller } from "./parts.ts";

/** Tasks that are not made, check-ins that are not scheduled and projects that are not flagged, and why. */

const won = (): EvalCase["build"] => withSeller((company) => deal(company).won({ date: "-6d" }));
const ownerless: EvalCase["build"] = project({}, tasks(1, 1, {}));
const late: EvalCase["build"] = project({}, tasks(4, 2));

interface Task {
  readonly project_id: readonly [number, string];
  readonly stage_id: readonly [number, string];
  readonly date_deadline: string;
}

/** A customer of much revenue long ago, among two of little. */
const quiet =
  (over: (company: CompanyBuilder, alder: CustomerBuilder) => unknown = () => {}, name = "Alder"): EvalCase["build"] =>
  (company) => {
    for (const [of, amount] of [
      ["Small", 10],
      ["Smaller", 5],
      [name, 900],
    ] as const)
      company.customer({ name: of }).invoice({ amount, date: "-200d", due: "-170d", paid: "all", paidOn: "-165d" });
    over(company, company.customer({ name }));
  };

export const HELD_WORK: readonly EvalCase[] = [
  { about: "the task for a won deal waits", build: won(), past: proposedBefore, right: ["held task pending_action: Hall"] },
  { about: "a person did not want the task", build: won(), past: rejectedBefore, right: ["held task rejected: Hall"] },
  {
    about: "Odoo refused the task",
    build: won(),
    past: refusedBefore("odoo", { model: "project.task", method: "load" }),
    right: ["held task failed_before: Hall"],
  },
  { about: "the task was made", build: won(), past: doneBefore, right: ["held task already_done: Hall"] },
  {
    about: "won, and a call is planned",
    build: withSeller((company) => deal(company).won({ date: "-2d" }).plan({ date: "+1d", summary: "Kick-off" })),
    right: ["held task activity_planned: Hall"],
  },
  {
    about: "won, and a task is there",
    build: withSeller((company) => {
      const customer = company.customer({ name: "Alder" });
      deal(company, { customer }).won({ date: "-2d" });
      company.project({ name: "Inside", manager: "ada", start: "-50d" }).task({ name: "Plan", assignee: "ada" });
      const plans = company.call("project.task", "search", [[["name", "=", "Plan"]]]) as number[];
      company.call("project.task", "write", [plans, { partner_id: customer.id }]);
    }),
    right: ["held task work_exists: Hall"],
  },
  {
    about: "a won deal of nobody",
    build: withSeller((company) => company.deal({ name: "Hall", revenue: 9, created: "-60d", salesperson: "ada" }).won({ date: "-2d" })),
    right: ["held task no_customer: Hall"],
  },
  {
    about: "won, and nobody's",
    build: withSeller((company) => {
      const { id } = deal(company).won({ date: "-2d" });
      company.call("crm.lead", "write", [[id], { user_id: false }]);
    }),
    right: ["held task nobody_responsible: Hall"],
  },
  {
    about: "more won deals than a run is for",
    build: withSeller((company) => {
      deal(company, { name: "Barn", revenue: 200, customer: company.customer({ name: "Birch" }) }).won({ date: "-2d" });
      deal(company).won({ date: "-2d" });
    }),
    settings: { deals: { maxPerRun: 1 } },
    right: ["task: Hall, Ada", "held task over_run_limit: Barn"],
  },
  { about: "the task for ownerless tasks waits", build: ownerless, past: proposedBefore, right: ["held task pending_action: Hall"] },
  { about: "it was not wanted", build: ownerless, past: rejectedBefore, right: ["held task rejected: Hall"] },
  {
    about: "it was refused",
    build: ownerless,
    past: refusedBefore("odoo", { model: "project.task", method: "load" }),
    right: ["held task failed_before: Hall"],
  },
  { about: "it was made", build: ownerless, past: doneBefore, right: ["held task already_done: Hall"] },
  {
    about: "a late task came to those that were told of",
    build: ownerless,
    past: async (past) => {
      await doneBefore(past);
      const fields = ["project_id", "stage_id", "date_deadline"];
      const [told] = past.company.call("project.task", "search_read", [[["project_id", "=", past.ids["project"]]], fields]) as Task[];
      const another = { ...told!, name: "Another", project_id: told!.project_id[0], stage_id: told!.stage_id[0] };
      past.company.call("project.task", "create", [[another]]);
    },
    // two of three tasks are late by now, that of the product among the three
    right: ["task: Hall, Ada", "flag: Hall"],
  },
  {
    about: "a project of nobody",
    build: (company, ids) => {
      ownerless(company, ids);
      company.call("project.project", "write", [[ids["project"]], { user_id: false }]);
    },
    right: ["held task nobody_responsible: Hall"],
  },
  {
    about: "more projects than a run is for",
    build: (company, ids) => {
      ownerless(company, ids);
      tasks(2, 2, {})(company.project({ name: "Barn", manager: "ada", start: "-60d", deadline: "+30d" }));
    },
    settings: { projects: { maxPerRun: 1 } },
    right: ["task: Barn, Ada", "held task over_run_limit: Hall"],
  },
  {
    about: "a good customer that is the company itself",
    build: quiet(() => {}, "My Company"),
    right: ["held schedule own_company: My Company"],
  },
  {
    about: "an archived one",
    build: quiet((_, alder) => alder.write({ active: false })),
    right: ["held schedule customer_archived: Alder"],
  },
  {
    about: "one who disputes an invoice",
    build: quiet((_, alder) => alder.invoice({ amount: 90, date: "-130d", due: "-100d", disputed: true })),
    right: ["held schedule customer_disputed: Alder", "held disputed: Alder, 90.00 EUR"],
  },
  {
    about: "one with whom a call is planned",
    build: quiet((_, alder) => alder.promise({ until: "+5d", summary: "Call" })),
    right: ["held schedule activity_planned: Alder"],
  },
  { about: "the check-in waits", build: quiet(), past: proposedBefore, right: ["held schedule pending_action: Alder"] },
  { about: "the check-in was not wanted", build: quiet(), past: rejectedBefore, right: ["held schedule rejected: Alder"] },
  { about: "the check-in is on the calendar", build: quiet(), past: doneBefore, right: ["held schedule already_done: Alder"] },
  {
    about: "more good customers than a run is for",
    build: (company, ids) => {
      quiet()(company, ids);
      company.customer({ name: "Tiny" }).invoice({ amount: 1, date: "-200d", due: "-170d", paid: "all", paidOn: "-165d" });
      company.customer({ name: "Birch" }).invoice({ amount: 950, date: "-200d", due: "-170d", paid: "all", paidOn: "-165d" });
    },
    settings: { customers: { maxPerRun: 1 } },
    right: ["schedule: Birch, 2026-06-18", "held schedule over_run_limit: Alder"],
  },
  { about: "the note on a project waits", build: late, past: proposedBefore, right: ["held flag pending_action: Hall"] },
  { about: "the note was not wanted", build: late, past: rejectedBefore, right: ["held flag rejected: Hall"] },
  {
    about: "Odoo refused the note",
    build: late,
    as: "administrator",
    past: refusedBefore("odoo", { model: "project.project", method: "message_post" }),
    right: ["held flag failed_before: Hall"],
  },
  { about: "the note is there", build: late, as: "administrator", past: doneBefore, right: ["held flag already_done: Hall"] },
  {
    about: "more projects at risk than a run is for",
    build: (company, ids) => {
      late(company, ids);
      tasks(4, 3)(company.project({ name: "Barn", manager: "ada", start: "-60d", deadline: "+30d" }));
    },
    settings: { projects: { maxPerRun: 1 } },
    right: ["flag: Barn", "held flag over_run_limit: Hall"],
  },
];
