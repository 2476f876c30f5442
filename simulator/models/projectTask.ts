import { type Env, idOf, nowText, rowOf } from "../engine/env.ts";
import { userError, validationError } from "../engine/errors.ts";
import {
  bool,
  char,
  datetime,
  float,
  html,
  integer,
  many2many,
  many2one,
  on14,
  on19,
  one2many,
  selection,
  type Selection,
} from "../engine/fields.ts";
import { defineModel, type Draft } from "../engine/model.ts";
import { flag, list, ref, type Row, text } from "../engine/values.ts";
import { addMessage, logCreation, logTracking, subscribe } from "./mailThread.ts";

const CLOSED_STATES = ["1_done", "1_canceled"];
const STATES: Selection = [
  ["01_in_progress", "In Progress"],
  ["02_changes_requested", "Changes Requested"],
  ["03_approved", "Approved"],
  ["1_done", "Done"],
  ["1_canceled", "Cancelled"],
  ["04_waiting_normal", "Waiting"],
];
/** 14 closes a task by its folded stage, 19 by its state. */
export const isClosed = (env: Env, task: Row): boolean => {
  if (env.release === 19) return CLOSED_STATES.includes(text(task, "state"));
  const stage = rowOf(env, "project.task.type", ref(task, "stage_id"));
  return stage !== undefined && (flag(stage, "is_closed") || flag(stage, "fold"));
};

export const projectTaskType = defineModel({
  name: "project.task.type",
  label: "Task Stage",
  order: "sequence, id",
  fields: {
    name: char("Name", { required: true, translate: true }),
    active: on19(bool("Active", { default: true })),
    sequence: integer("Sequence", { default: 1 }),
    mail_template_id: many2one("Email Template", "mail.template"),
    rating_template_id: many2one("Rating Email Template", "mail.template"),
    fold: bool("Folded in Kanban"),
    is_closed: on14(bool("Is Closing Stage")),
    project_ids: many2many("Projects", "project.project"),
    user_id: on19(many2one("Stage Owner", "res.users")),
    description: char("Description"),
  },
  rule: { name: "Task Stages: own personal stages only", allows: (env, row) => !ref(row, "user_id") || ref(row, "user_id") === env.uid },
});

export const projectTask = defineModel({
  name: "project.task",
  label: "Task",
  order: "priority desc, sequence, date_deadline asc, id desc",
  order14: "priority desc, sequence, id desc",
  thread: true,
  activities: true,
  rule: {
    name: "Project/Task: employees: follow required for follower-only projects",
    allows: (env, row) => {
      const project = rowOf(env, "project.project", ref(row, "project_id"));
      if (project) return text(project, "privacy_visibility") !== "followers";
      // A task without a project is private: 14 shows it to those it names, 19 to who made it and who has it.
      return env.release === 14
        ? list(row, "allowed_user_ids").includes(env.uid)
        : ref(row, "create_uid") === env.uid || list(row, "user_ids").includes(env.uid);
    },
  },
  fields: {
    name: char("Title", { required: true }),
    active: bool("Active", { default: true }),
    sequence: integer("Sequence", { default: 10 }),
    description: html("Description"),
    priority: selection(
      "Priority",
      (env) =>
        env.release === 14
          ? [
              ["0", "Normal"],
              ["1", "Important"],
            ]
          : [
              ["0", "Low priority"],
              ["1", "Medium priority"],
              ["2", "High priority"],
              ["3", "Urgent"],
            ],
      { default: "0" },
    ),
    project_id: many2one("Project", "project.project", { index: true }),
    partner_id: many2one("Customer", "res.partner", { index: true }),
    parent_id: many2one("Parent Task", "project.task", { index: true }),
    child_ids: one2many("Sub-tasks", "project.task", "parent_id"),
    company_id: many2one("Company", "res.company"),
    stage_id: many2one("Stage", "project.task.type", { index: true }),
    user_id: on14(many2one("Assigned to", "res.users", { index: true, default: (env) => env.uid })),
    user_ids: on19(many2many("Assignees", "res.users")),
    allowed_user_ids: on14(many2many("Visible to", "res.users")),
    kanban_state: on14(
      selection(
        "Kanban State",
        [
          ["normal", "Grey"],
          ["done", "Green"],
          ["blocked", "Red"],
        ],
        { default: "normal", required: true },
      ),
    ),
    state: on19(selection("State", STATES, { default: "01_in_progress", required: true })),
    date_deadline: datetime("Deadline", { type14: "date" }),
    date_assign: datetime("Assigning Date"),
    date_end: datetime("Ending Date"),
    date_last_stage_update: datetime("Last Stage Update"),
    is_closed: bool("Is Closed", { compute: isClosed }),
    planned_hours: on14(float("Initially Planned Hours")),
    allocated_hours: on19(float("Allocated Time")),
    milestone_id: on19(many2one("Milestone", "project.milestone", { index: true })),
    tag_ids: many2many("Tags", "res.groups"),
    sale_line_id: many2one("Sales Order Item", "sale.order.line"),
    sale_order_id: many2one("Sales Order", "sale.order"),
    email_cc: char("Email cc"),
  },
  hooks: {
    beforeCreate: (env, draft) => {
      const project = typeof draft["project_id"] === "number" ? rowOf(env, "project.project", draft["project_id"]) : undefined;
      if (project) {
        draft["stage_id"] ||= firstStage(env, project);
        draft["partner_id"] ||= ref(project, "partner_id") || false;
        draft["company_id"] ||= ref(project, "company_id") || false;
      }
      if (assigned(env, draft)) draft["date_assign"] = nowText(env);
      if (draft["stage_id"] || env.release === 19) draft["date_last_stage_update"] = nowText(env);
    },
    beforeWrite: (env, row, patch) => {
      if (typeof patch["parent_id"] === "number" && isUnder(env, patch["parent_id"], row.id)) {
        throw env.release === 14
          ? validationError("Error! You cannot create a recursive hierarchy of tasks.")
          : userError("Recursion Detected.");
      }
    },
    afterCreate: (env, row) => {
      logCreation(env, "project.task", row);
      acknowledge(env, row);
    },
    afterWrite: (env, row, changed) => {
      if (!changed.has("stage_id")) return;
      env.store.update("project.task", row.id, { date_last_stage_update: nowText(env) });
      logTracking(env, "project.task", row, "project.mt_task_stage");
    },
  },
});

const isUnder = (env: Env, task: number, ancestor: number): boolean => {
  for (let id = task, steps = 0; id && steps < 100; id = ref(rowOf(env, "project.task", id) ?? { id: 0 }, "parent_id"), steps += 1)
    if (id === ancestor) return true;
  return false;
};

/** A stage's mail template tells the customer of a new task, who follows it from then on. */
function acknowledge(env: Env, task: Row): void {
  const stage = rowOf(env, "project.task.type", ref(task, "stage_id"));
  const customer = ref(task, "partner_id");
  if (!stage || !ref(stage, "mail_template_id") || !customer || env.context["tracking_disable"] === true) return;
  const template = rowOf(env, "mail.template", ref(stage, "mail_template_id"));
  addMessage(env, "project.task", task.id, {
    body: template ? text(template, "body_html") : "",
    subject: template ? text(template, "subject") : "",
    message_type: env.release === 14 ? "notification" : "auto_comment",
    subtype: idOf(env, "mail.mt_note"),
    partners: [customer],
  });
  subscribe(env, "project.task", task.id, [customer]);
}

const assigned = (env: Env, draft: Draft): boolean => (env.release === 14 ? Boolean(draft["user_id"]) : true);

function firstStage(env: Env, project: Row): number | false {
  const stages = [...env.store.table("project.task.type").rows.values()].filter((stage) => list(stage, "project_ids").includes(project.id));
  return stages.toSorted((a, b) => Number(a["sequence"] ?? 0) - Number(b["sequence"] ?? 0))[0]?.id ?? false;
}
