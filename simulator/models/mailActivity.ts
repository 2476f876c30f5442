import { displayName, type Env, existing, idOf, linked, rowOf, today } from "../engine/env.ts";
import { accessError, valueError } from "../engine/errors.ts";
import { bool, char, date, type Field, html, integer, many2one, on14, on19, one2many, resId, selection } from "../engine/fields.ts";
import { guard } from "../engine/methods.ts";
import { type Args, defineModel, type Method } from "../engine/model.ts";
import { asText, num, ref, type Row, text } from "../engine/values.ts";
import { createRecord, unlinkRecords, writeRecords } from "../engine/write.ts";
import { addMessage } from "./mailThread.ts";

const STATES = [
  ["overdue", "Overdue"],
  ["today", "Today"],
  ["planned", "Planned"],
  ["done", "Done"],
] as const;

/** Overdue, today or planned: by the deadline's day. */
const stateOf = (env: Env, activity: Row): string => {
  if (activity["active"] === false) return "done";
  const deadline = text(activity, "date_deadline");
  return deadline < today(env) ? "overdue" : deadline === today(env) ? "today" : "planned";
};

export const activitiesOf = (env: Env, model: string, id: number): Row[] =>
  linked(env, "mail.activity", "res_id", id)
    .filter((activity) => activity["res_model"] === model && activity["active"] !== false)
    .toSorted((a, b) => (text(a, "date_deadline") < text(b, "date_deadline") ? -1 : 1));

export function activityFields(model: string): Record<string, Field> {
  const first = (env: Env, row: Row): Row | undefined => activitiesOf(env, model, row.id)[0];
  const of = (field: string) => (env: Env, row: Row) => first(env, row)?.[field] ?? false;
  return {
    activity_ids: one2many("Activities", "mail.activity", "res_id", {
      compute: (env, row) => activitiesOf(env, model, row.id).map((activity) => activity.id),
    }),
    activity_state: selection("Activity State", STATES.slice(0, 3), {
      compute: (env, row) => {
        const next = first(env, row);
        return next ? stateOf(env, next) : false;
      },
    }),
    activity_date_deadline: date("Next Activity Deadline", { compute: of("date_deadline") }),
    activity_summary: char("Next Activity Summary", { compute: of("summary") }),
    activity_user_id: many2one("Responsible User", "res.users", { compute: of("user_id") }),
    activity_type_id: many2one("Next Activity Type", "mail.activity.type", { compute: of("activity_type_id") }),
  };
}

export const activityMethods = (model: string): Record<string, Method> => ({
  activity_schedule: {
    onRecords: true,
    writes: true,
    rest: true,
    params: ["act_type_xmlid?", "date_deadline?", "summary?", "note?"],
    run: (env, ids, args, rest) => {
      guard(env, model, ids, "read");
      const made = ids.map((id) => createRecord(env, "mail.activity", scheduled(env, model, id, args, rest)).id);
      return env.release === 19 ? made : `mail.activity(${made.join(", ")},)`;
    },
  },
});

const scheduled = (env: Env, model: string, id: number, args: Args, rest: Args): Record<string, unknown> => ({
  res_model: model,
  res_id: id,
  activity_type_id: idOf(env, asText(args["act_type_xmlid"]) || "mail.mail_activity_data_todo"),
  date_deadline: args["date_deadline"] || today(env),
  summary: args["summary"] ?? false,
  note: args["note"] ?? false,
  ...rest,
});

const modelRow = (env: Env, name: string): Row | undefined => linked(env, "ir.model", "model", name)[0];

export const mailActivity = defineModel({
  name: "mail.activity",
  label: "Activity",
  order: "date_deadline ASC, id ASC",
  order14: "date_deadline ASC",
  recName: "summary",
  displayName: (env, row) => text(row, "summary") || displayName(env, "mail.activity.type", ref(row, "activity_type_id")),
  fields: {
    res_model_id: many2one("Document Model", "ir.model", {
      required: true,
      compute: (env, row) => modelRow(env, text(row, "res_model"))?.id ?? false,
      stored: true,
    }),
    res_model: char("Related Document Model", { readonly: true }),
    res_id: resId("Related Document ID", { index: true }),
    res_name: char("Document Name", {
      stored: true,
      compute: (env, row) => displayName(env, text(row, "res_model"), num(row, "res_id")) || false,
    }),
    activity_type_id: many2one("Activity Type", "mail.activity.type"),
    activity_category: selection(
      "Action",
      [
        ["default", "None"],
        ["upload_file", "Upload Document"],
        ["phonecall", "Phonecall"],
        ["meeting", "Meeting"],
      ],
      {
        compute: (env, row) => rowOf(env, "mail.activity.type", ref(row, "activity_type_id"))?.["category"] ?? false,
      },
    ),
    icon: char("Icon", { compute: (env, row) => rowOf(env, "mail.activity.type", ref(row, "activity_type_id"))?.["icon"] ?? false }),
    summary: char("Summary"),
    note: html("Note"),
    date_deadline: date("Due Date", { required: true, index: true, default: (env) => today(env) }),
    date_done: on19(date("Done Date")),
    user_id: many2one("Assigned to", "res.users", { index: true }),
    state: selection("State", STATES, { compute: stateOf }),
    automated: bool("Automated activity", { readonly: true }),
    active: on19(bool("Active", { default: true })),
    request_partner_id: on14(many2one("Requesting Partner", "res.partner")),
  },
  hooks: {
    beforeCreate: (env, draft) => {
      if (typeof draft["res_model_id"] === "number") draft["res_model"] = text(existing(env, "ir.model", draft["res_model_id"]), "model");
      if (!draft["res_model"] || !draft["res_id"]) throw valueError("Activities have to be linked to records with a not null res_id.");
      const target = rowOf(env, String(draft["res_model"]), Number(draft["res_id"]));
      if (!target) {
        if (env.release === 14) existing(env, String(draft["res_model"]), Number(draft["res_id"]));
        throw accessError(
          `The requested operation cannot be completed due to security restrictions. Please contact your system administrator.\n\n(Document type: Activity, Operation: create)\n\nRecords: ${env.store.table("mail.activity").nextId}, User: ${env.uid}`,
        );
      }
      draft["res_model_id"] = modelRow(env, String(draft["res_model"]))?.id ?? 1;
      if (!draft["activity_type_id"]) draft["activity_type_id"] = idOf(env, "mail.mail_activity_data_todo");
      if (!draft["user_id"] && env.release === 14) draft["user_id"] = env.uid;
    },
  },
  methods: {
    action_feedback: {
      onRecords: true,
      writes: true,
      params: ["feedback?", "attachment_ids?"],
      run: (env, ids, args) => {
        guard(env, "mail.activity", ids, "write");
        return ids.map((id) => finish(env, existing(env, "mail.activity", id), asText(args["feedback"]))).at(-1) ?? false;
      },
    },
    action_done: {
      onRecords: true,
      writes: true,
      params: [],
      run: (env, ids) => {
        guard(env, "mail.activity", ids, "write");
        return ids.map((id) => finish(env, existing(env, "mail.activity", id), "")).at(-1) ?? false;
      },
    },
  },
});

/** Done: a message says so on the record; 19 keeps the activity archived, 14 deletes it. */
function finish(env: Env, activity: Row, feedback: string): number {
  const type = rowOf(env, "mail.activity.type", ref(activity, "activity_type_id"));
  const note = text(activity, "note");
  const parts = [
    `<p><span>${type ? text(type, "name") : ""}</span> done<span>: </span><span>${text(activity, "summary")}</span></p>`,
    ...(note ? [`<div class="o_mail_note_title">Original note:</div><div>${note}</div>`] : []),
    ...(feedback ? [`<div>Feedback:</div><div>${feedback}</div>`] : []),
  ];
  const message = addMessage(env, text(activity, "res_model"), num(activity, "res_id"), {
    body: `<div>${parts.join("")}</div>`,
    message_type: "notification",
    subtype: idOf(env, "mail.mt_activities"),
    ...(type ? { activityType: type.id } : {}),
  });
  if (env.release === 19) writeRecords(env, "mail.activity", [activity.id], { active: false, date_done: today(env) });
  else unlinkRecords(env, "mail.activity", [activity.id]);
  return message.id;
}

export const mailActivityType = defineModel({
  name: "mail.activity.type",
  label: "Activity Type",
  order: "sequence, id",
  fields: {
    name: char("Name", { required: true, translate: true }),
    summary: char("Default Summary"),
    sequence: integer("Sequence", { default: 10 }),
    active: bool("Active", { default: true }),
    category: selection(
      "Action",
      [
        ["default", "None"],
        ["upload_file", "Upload Document"],
        ["phonecall", "Phonecall"],
        ["meeting", "Meeting"],
      ],
      { default: "default" },
    ),
    icon: char("Icon"),
    delay_count: integer("Schedule"),
    res_model: on19(char("Model")),
    res_model_id: on14(many2one("Model", "ir.model")),
  },
});
