import type { SafeOperation } from "#src/protocol/index.ts";
import { createInternalNote } from "./createInternalNote.ts";
import { createOdooTask } from "./createOdooTask.ts";
import type { OperationDefinition } from "./definition.ts";
import { logOdooActivity } from "./logOdooActivity.ts";
import { scheduleFollowUp } from "./scheduleFollowUp.ts";
import { sendEmail } from "./sendEmail.ts";
import { sendSms } from "./sendSms.ts";
import { updateOdooStage } from "./updateOdooStage.ts";

/** The only effects on the outside that there are. */
export const OPERATIONS: { readonly [T in SafeOperation]: OperationDefinition<T> } = {
  send_email: sendEmail,
  send_sms: sendSms,
  create_odoo_task: createOdooTask,
  update_odoo_stage: updateOdooStage,
  log_odoo_activity: logOdooActivity,
  create_internal_note: createInternalNote,
  schedule_follow_up: scheduleFollowUp,
} satisfies Record<SafeOperation, unknown>;
