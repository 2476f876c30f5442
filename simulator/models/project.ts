import { type Env, linked, today } from "../engine/env.ts";

import { bool, char, date, html, integer, many2many, many2one, on14, on19, one2many, selection, type Selection } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { flag, type Row, text } from "../engine/values.ts";
import { logCreation } from "./mailThread.ts";
import { isClosed } from "./projectTask.ts";

const HEALTH: Selection = [
  ["on_track", "On Track"],
  ["at_risk", "At Risk"],
  ["off_track", "Off Track"],
  ["on_hold", "On Hold"],
  ["to_define", "Set Status"],
  ["done", "Complete"],
];

const tasksOf = (env: Env, project: Row): Row[] =>
  linked(env, "project.task", "project_id", project.id).filter((task) => task["active"] !== false);
const openTasks = (env: Env, project: Row): number => tasksOf(env, project).filter((task) => !isClosed(env, task)).length;

export const projectProject = defineModel({
  name: "project.project",
  label: "Project",
  order: "sequence, name, id",
  thread: true,
  activities: true,
  rule: {
    name: "Project: employees: following required for follower-only projects",
    allows: (_env, row) => text(row, "privacy_visibility") !== "followers",
  },
  fields: {
    name: char("Name", { required: true }),
    active: bool("Active", { default: true }),
    sequence: integer("Sequence", { default: 10 }),
    partner_id: many2one("Customer", "res.partner", { index: true }),
    user_id: many2one("Project Manager", "res.users", { default: (env) => env.uid }),
    company_id: many2one("Company", "res.company", { default: (env) => (env.release === 14 ? 1 : 0) || false }),
    date_start: date("Start Date"),
    date: date("Expiration Date"),
    description: html("Description"),
    label_tasks: char("Use Tasks as", { default: "Tasks" }),
    privacy_visibility: selection(
      "Visibility",
      [
        ["followers", "Invited internal users"],
        ["employees", "All internal users"],
        ["portal", "Invited portal users and all internal users"],
      ],
      { required: true, default: "portal" },
    ),
    task_ids: one2many("Tasks", "project.task", "project_id"),
    tasks: one2many("Task Activities", "project.task", "project_id"),
    task_count: integer("Task Count", { compute: (env, row) => (env.release === 14 ? openTasks(env, row) : tasksOf(env, row).length) }),
    open_task_count: on19(integer("Open Task Count", { compute: openTasks })),
    closed_task_count: on19(integer("Closed Task Count", { compute: (env, row) => tasksOf(env, row).length - openTasks(env, row) })),
    type_ids: many2many("Tasks Stages", "project.task.type"),
    stage_id: on19(many2one("Stage", "project.task.type", { groups: "Use Stages on Project" })),
    last_update_status: on19(selection("Last Update Status", HEALTH, { default: "to_define", required: true })),
    allow_milestones: on19(bool("Milestones")),
    milestone_ids: on19(one2many("Milestones", "project.milestone", "project_id")),
    is_milestone_exceeded: on19(
      bool("Is Milestone Exceeded", {
        compute: (env, row) => linked(env, "project.milestone", "project_id", row.id).some((milestone) => isExceeded(env, milestone)),
      }),
    ),
    sale_order_id: many2one("Sales Order", "sale.order", { index: true }),
    analytic_account_id: on14(many2one("Analytic Account", "res.groups")),
    account_id: on19(many2one("Analytic Account", "res.groups")),
  },
  hooks: { afterCreate: (env, row) => logCreation(env, "project.project", row) },
});

const isExceeded = (env: Env, milestone: Row): boolean =>
  !flag(milestone, "is_reached") && text(milestone, "deadline") !== "" && text(milestone, "deadline") < today(env);

export const projectMilestone = defineModel({
  name: "project.milestone",
  label: "Project Milestone",
  only: 19,
  order: "sequence, deadline, is_reached desc, name",
  fields: {
    name: char("Name", { required: true }),
    sequence: integer("Sequence", { default: 10 }),
    project_id: many2one("Project", "project.project", { required: true, index: true }),
    deadline: date("Deadline"),
    is_reached: bool("Reached"),
    reached_date: date("Reached Date"),
    is_deadline_exceeded: bool("Is Deadline Exceeded", { compute: isExceeded }),
    task_ids: one2many("Tasks", "project.task", "milestone_id"),
  },
});
