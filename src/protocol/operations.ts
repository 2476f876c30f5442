import * as z from "zod";
import { CAPS } from "./defaults.ts";
import { actionTypeSchema } from "./terms.ts";
import {
  body,
  dateSchema,
  emailAddressSchema,
  languageSchema,
  line,
  modelNameSchema,
  phoneNumberSchema,
  recordIdSchema,
  timestampSchema,
} from "./text.ts";
import { parametersSchema, recordRefSchema, type RecordRef } from "./values.ts";

export const sendEmailInputsSchema = z.strictObject({
  to: z.array(emailAddressSchema).min(1).max(CAPS.recipients),
  cc: z.array(emailAddressSchema).max(CAPS.recipients),
  subject: line(200),
  body_text: body(CAPS.bodyTextLength),
  body_html: body(CAPS.bodyHtmlLength).optional(),
  /** A person's address: answers reach somebody. */
  reply_to: emailAddressSchema.optional(),
  language: languageSchema,
  record: recordRefSchema,
  attach_invoice_ids: z.array(recordIdSchema).max(CAPS.attachments),
});
export type SendEmailInputs = z.infer<typeof sendEmailInputsSchema>;

export const sendSmsInputsSchema = z.strictObject({
  to: phoneNumberSchema,
  body: body(CAPS.smsLength),
  record: recordRefSchema,
});
export type SendSmsInputs = z.infer<typeof sendSmsInputsSchema>;

export const createOdooTaskInputsSchema = z.strictObject({
  name: line(200),
  /** Plain text. */
  description: body(20_000).optional(),
  project_id: recordIdSchema.optional(),
  user_ids: z.array(recordIdSchema).max(20),
  date_deadline: dateSchema.optional(),
  /** `0` normal, `1` important; 19 knows up to `3`. */
  priority: z.enum(["0", "1", "2", "3"]),
  partner_id: recordIdSchema.optional(),
});
export type CreateOdooTaskInputs = z.infer<typeof createOdooTaskInputsSchema>;

export const updateOdooStageInputsSchema = z.strictObject({
  model: z.enum(["crm.lead", "project.task"]),
  record_id: recordIdSchema,
  stage_id: recordIdSchema,
  /** Posted as a note; the record's own text is never overwritten. */
  reason: body(1_000),
});
export type UpdateOdooStageInputs = z.infer<typeof updateOdooStageInputsSchema>;

export const logOdooActivityInputsSchema = z.strictObject({
  res_model: modelNameSchema,
  res_id: recordIdSchema,
  /** An external id, `mail.mail_activity_data_call`: database ids differ between servers. */
  activity_type: z
    .string()
    .max(200)
    .regex(/^[a-z0-9_]+\.[A-Za-z0-9_.]+$/),
  summary: line(200),
  note: body(20_000).optional(),
  date_deadline: dateSchema,
  user_id: recordIdSchema.optional(),
});
export type LogOdooActivityInputs = z.infer<typeof logOdooActivityInputsSchema>;

export const createInternalNoteInputsSchema = z.strictObject({
  model: modelNameSchema,
  record_id: recordIdSchema,
  /** Plain text, posted with the internal subtype: never visible to a customer. */
  body: body(20_000),
});
export type CreateInternalNoteInputs = z.infer<typeof createInternalNoteInputsSchema>;

export const FOLLOW_UP_CONTEXTS = ["deal", "invoice", "task", "customer"] as const;
export type FollowUpContext = (typeof FOLLOW_UP_CONTEXTS)[number];

/** The Odoo model behind each context of a follow-up or an outreach. */
export const CONTEXT_MODELS = {
  deal: "crm.lead",
  invoice: "account.move",
  task: "project.task",
  customer: "res.partner",
} as const satisfies Record<FollowUpContext, string>;

export const scheduleFollowUpInputsSchema = z.strictObject({
  context_type: z.enum(FOLLOW_UP_CONTEXTS),
  context_id: recordIdSchema,
  scheduled_for: timestampSchema,
  /** What is proposed when it is due. */
  action_type: actionTypeSchema,
  parameters: parametersSchema,
});
export type ScheduleFollowUpInputs = z.infer<typeof scheduleFollowUpInputsSchema>;

export const operationSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("send_email"), inputs: sendEmailInputsSchema }),
  z.strictObject({ type: z.literal("send_sms"), inputs: sendSmsInputsSchema }),
  z.strictObject({ type: z.literal("create_odoo_task"), inputs: createOdooTaskInputsSchema }),
  z.strictObject({ type: z.literal("update_odoo_stage"), inputs: updateOdooStageInputsSchema }),
  z.strictObject({ type: z.literal("log_odoo_activity"), inputs: logOdooActivityInputsSchema }),
  z.strictObject({ type: z.literal("create_internal_note"), inputs: createInternalNoteInputsSchema }),
  z.strictObject({ type: z.literal("schedule_follow_up"), inputs: scheduleFollowUpInputsSchema }),
]);
/** A safe operation with the exact inputs it will be run with. */
export type Operation = z.infer<typeof operationSchema>;

/**
 * The records an operation acts on or talks about. Not among them: colleagues it assigns (`user_ids`, `user_id`), the
 * project a task lands in and the stage a record moves to. Those are settings of the result, not its subject.
 */
export function subjectRecords(operation: Operation): { readonly path: string; readonly record: RecordRef }[] {
  switch (operation.type) {
    case "send_email":
      return [
        { path: "operation.inputs.record", record: operation.inputs.record },
        ...operation.inputs.attach_invoice_ids.map((id, index) => ({
          path: `operation.inputs.attach_invoice_ids.${index}`,
          record: { model: "account.move", id },
        })),
      ];
    case "send_sms":
      return [{ path: "operation.inputs.record", record: operation.inputs.record }];
    case "create_odoo_task": {
      const { partner_id } = operation.inputs;
      return partner_id === undefined ? [] : [{ path: "operation.inputs.partner_id", record: { model: "res.partner", id: partner_id } }];
    }
    case "update_odoo_stage":
    case "create_internal_note":
      return [{ path: "operation.inputs.record_id", record: { model: operation.inputs.model, id: operation.inputs.record_id } }];
    case "log_odoo_activity":
      return [{ path: "operation.inputs.res_id", record: { model: operation.inputs.res_model, id: operation.inputs.res_id } }];
    case "schedule_follow_up": {
      const { context_type, context_id } = operation.inputs;
      return [{ path: "operation.inputs.context_id", record: { model: CONTEXT_MODELS[context_type], id: context_id } }];
    }
  }
}
