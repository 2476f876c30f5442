import {
  bool,
  char,
  date,
  datetime,
  day,
  defineModel,
  firstOf,
  integer,
  many2one,
  many2oneIds,
  number,
  optional,
  selection,
  text,
  x2many,
} from "./define.ts";

/** `crm.lead`: leads and opportunities (`type`). */
export const leadModel = defineModel("crm.lead", {
  name: char(),
  /** `lead` or `opportunity`. */
  type: selection(),
  active: bool(),
  /** Percent, 0 to 100. */
  probability: number(),
  stage_id: many2one(),
  partner_id: many2one(),
  contact_name: char(),
  partner_name: char(),
  email_from: char(),
  email_normalized: optional(char()),
  phone: char(),
  /** A field of its own up to 17. */
  mobile: optional(char()),
  phone_sanitized: optional(char()),
  phone_sanitized_blacklisted: optional(bool()),
  is_blacklisted: optional(bool()),
  lang_id: optional(many2one()),
  country_id: many2one(),
  user_id: many2one(),
  team_id: many2one(),
  company_id: many2one(),
  company_currency: optional(many2one()),
  /** In `company_currency`. */
  expected_revenue: number(),
  /** The expected closing day. */
  date_deadline: date(),
  date_last_stage_update: datetime(),
  date_closed: datetime(),
  activity_ids: x2many(),
  /** Sales orders; only with `sale_crm`. */
  order_ids: optional(x2many()),
  create_date: datetime(),
  write_date: datetime(),
});

/** `crm.stage`. A stage belongs to no, one (14) or several (19) teams. */
export const leadStageModel = defineModel("crm.stage", {
  name: char(),
  sequence: integer(),
  is_won: bool(),
  fold: bool(),
  team_ids: firstOf({ team_ids: x2many(), team_id: many2oneIds() }),
});

/** `project.project`. Health fields come from 15 on and read as `null` before. */
export const projectModel = defineModel("project.project", {
  name: char(),
  partner_id: many2one(),
  user_id: many2one(),
  company_id: many2one(),
  active: bool(),
  date_start: date(),
  /** The day the project should end. */
  date: date(),
  /** Tasks of the project; counts differ by release (14: open, 19: all). Count tasks by a domain for a figure that means the same. */
  task_count: integer(),
  open_task_count: optional(integer()),
  /** `on_track`, `at_risk`, `off_track`, `on_hold`, `to_define`, `done`. */
  last_update_status: optional(selection()),
  is_milestone_exceeded: optional(bool()),
});

/** `project.task`. */
export const taskModel = defineModel("project.task", {
  name: char(),
  /** HTML, untrusted. */
  description: text(),
  project_id: many2one(),
  /** `user_ids` from 15, `user_id` before. */
  assignee_ids: firstOf({ user_ids: x2many(), user_id: many2oneIds() }),
  partner_id: many2one(),
  company_id: many2one(),
  /** The day of the deadline: a date in 14; in 19 a datetime, of which this is the UTC day. */
  date_deadline: day(),
  stage_id: many2one(),
  /** 14: closed when the stage is a closing one; 19: `state` is done or cancelled. */
  is_closed: bool(),
  /** 19: `01_in_progress`, `1_done`, `1_canceled`, …. */
  state: optional(selection()),
  /** 14: `normal`, `done`, `blocked`. */
  kanban_state: optional(selection()),
  priority: selection(),
  active: bool(),
  parent_id: many2one(),
  milestone_id: optional(many2one()),
  sale_order_id: optional(many2one()),
  date_last_stage_update: datetime(),
  create_date: datetime(),
  write_date: datetime(),
});

/** `project.task.type`: the stages of tasks. One with a mail template mails the customer on entry. */
export const taskStageModel = defineModel("project.task.type", {
  name: char(),
  sequence: integer(),
  fold: bool(),
  mail_template_id: optional(many2one()),
  rating_template_id: optional(many2one()),
});

/** `project.milestone`, from 15. */
export const milestoneModel = defineModel("project.milestone", {
  name: char(),
  project_id: many2one(),
  deadline: date(),
  is_reached: bool(),
});
