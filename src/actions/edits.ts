/**
 * What a person may change about an action: its words, its dates and whom of our own it is assigned to. Recipients, records,
 * amounts, facts and the checks that guard them come from Odoo and nowhere else, so no edit can touch them; a copy may be
 * dropped, because fewer people than the facts allow is always allowed.
 */
import * as z from "zod";
import { AiCooError } from "#src/lib/errors.ts";
import {
  createInternalNoteInputsSchema as note,
  createOdooTaskInputsSchema as task,
  logOdooActivityInputsSchema as activity,
  scheduleFollowUpInputsSchema as followUp,
  sendEmailInputsSchema as email,
  sendSmsInputsSchema as sms,
  updateOdooStageInputsSchema as stage,
  carriesSmsCode,
  smsCode,
  type Operation,
  type SendEmailInputs,
} from "#src/protocol/index.ts";

/** One edit an operation; what is left out stays as it is, `null` takes away what an action can do without. */
export const actionEditSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("send_email"),
    subject: email.shape.subject.optional(),
    body_text: email.shape.body_text.optional(),
    /** Copies that are not sent after all. */
    remove_cc: email.shape.cc.min(1).optional(),
  }),
  z.strictObject({ type: z.literal("send_sms"), body: sms.shape.body.optional() }),
  z.strictObject({
    type: z.literal("create_odoo_task"),
    name: task.shape.name.optional(),
    description: task.shape.description.nullable(),
    date_deadline: task.shape.date_deadline.nullable(),
    /** Ids of users in Odoo, colleagues; that they exist is checked right before the task is made. */
    user_ids: task.shape.user_ids.optional(),
  }),
  z.strictObject({ type: z.literal("update_odoo_stage"), reason: stage.shape.reason.optional() }),
  z.strictObject({
    type: z.literal("log_odoo_activity"),
    summary: activity.shape.summary.optional(),
    note: activity.shape.note.nullable(),
    date_deadline: activity.shape.date_deadline.optional(),
  }),
  z.strictObject({ type: z.literal("create_internal_note"), body: note.shape.body.optional() }),
  z.strictObject({ type: z.literal("schedule_follow_up"), scheduled_for: followUp.shape.scheduled_for.optional() }),
]);
export type ActionEdit = z.infer<typeof actionEditSchema>;

/** The operation after the edit, with the names of the inputs that are different. Errors: `invalid_input`. */
export function editedOperation(
  operation: Operation,
  edit: ActionEdit,
  action: { readonly actionId: string; readonly now: Date },
): { readonly operation: Operation; readonly fields: readonly string[] } {
  const edited = apply(operation, edit, action);
  const before: Readonly<Record<string, unknown>> = operation.inputs;
  const after: Readonly<Record<string, unknown>> = edited.inputs;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const fields = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).toSorted();
  if (fields.length === 0) throw refused("type", "the action says all of this already");
  return { operation: edited, fields };
}

function apply(operation: Operation, edit: ActionEdit, { actionId, now }: { readonly actionId: string; readonly now: Date }): Operation {
  if (operation.type === "send_email" && edit.type === "send_email") {
    return { type: operation.type, inputs: editedEmail(operation.inputs, edit) };
  }
  if (operation.type === "send_sms" && edit.type === "send_sms") {
    const { body = operation.inputs.body } = edit;
    // where the provider takes no reference of ours, the message is found again by the code in its text
    const lost = carriesSmsCode(operation.inputs.body, actionId) && !carriesSmsCode(body, actionId);
    return { type: operation.type, inputs: { ...operation.inputs, body: lost ? `${body.trimEnd()} ${smsCode(actionId)}` : body } };
  }
  if (operation.type === "create_odoo_task" && edit.type === "create_odoo_task") {
    const { type, ...changes } = edit;
    return { type, inputs: merged(operation.inputs, changes) };
  }
  if (operation.type === "update_odoo_stage" && edit.type === "update_odoo_stage") {
    const { type, ...changes } = edit;
    return { type, inputs: merged(operation.inputs, changes) };
  }
  if (operation.type === "log_odoo_activity" && edit.type === "log_odoo_activity") {
    const { type, ...changes } = edit;
    return { type, inputs: merged(operation.inputs, changes) };
  }
  if (operation.type === "create_internal_note" && edit.type === "create_internal_note") {
    const { type, ...changes } = edit;
    return { type, inputs: merged(operation.inputs, changes) };
  }
  if (operation.type === "schedule_follow_up" && edit.type === "schedule_follow_up") {
    const { type, ...changes } = edit;
    if (changes.scheduled_for !== undefined && Date.parse(changes.scheduled_for) <= now.getTime()) {
      throw refused("scheduled_for", "must be in the future");
    }
    return { type, inputs: merged(operation.inputs, changes) };
  }
  throw refused("type", `the action is a ${operation.type}, not a ${edit.type}`);
}

function editedEmail(inputs: SendEmailInputs, edit: Extract<ActionEdit, { type: "send_email" }>): SendEmailInputs {
  const { subject = inputs.subject, body_text = inputs.body_text, remove_cc = [] } = edit;
  const dropped = new Set(remove_cc.map((address) => address.toLowerCase()));
  const cc = inputs.cc.filter((address) => !dropped.delete(address.toLowerCase()));
  const [stranger] = dropped;
  if (stranger !== undefined) throw refused("remove_cc", `${stranger} gets no copy of this mail`);
  const { body_html: html, ...rest } = inputs;
  if (html === undefined) return { ...rest, subject, body_text, cc };
  // both parts of a mail say the same, so another text is another page
  return { ...rest, subject, body_text, cc, body_html: body_text === inputs.body_text ? html : htmlOf(body_text, inputs.language) };
}

/** The text as HTML: paragraphs and lines, every character escaped, nothing that is loaded or can be clicked. */
function htmlOf(text: string, language: string): string {
  const paragraphs = text.trim().split(/\n{2,}/);
  const parts = paragraphs.map((paragraph) => `<p>${paragraph.split("\n").map(escaped).join("<br>")}</p>`);
  return `<div lang="${escaped(language)}">\n${parts.join("\n")}\n</div>\n`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

/** The inputs with the changes; what is `null` is taken away. */
function merged<T extends object>(inputs: T, changes: { readonly [K in keyof T]?: T[K] | null | undefined }): T {
  const result: T = { ...inputs };
  for (const key of Object.keys(changes) as (keyof T)[]) {
    const value = changes[key];
    if (value === null) delete result[key];
    else if (value !== undefined) result[key] = value;
  }
  return result;
}

/** An edit that changes nothing or means another action. */
function refused(path: string, message: string): AiCooError {
  return new AiCooError("invalid_input", `The action cannot be changed so: ${message}. It stays as it is.`, {
    next: "Correct what the details name and send the edit again.",
    details: { issues: [{ path: `edit.${path}`, message }] },
  });
}
