import { invoiceNoteId, messageIdOf } from "#src/operations/tokens.ts";
import type { ActionProtocol, CreateInternalNoteInputs } from "#src/protocol/index.ts";

export interface PlannedFollowOn {
  readonly actionId: string;
  readonly operation: "create_internal_note";
  readonly inputs: CreateInternalNoteInputs;
  readonly token: string;
}

/** Records on which people look for what was written to a customer. */
const NOTED_MODELS = ["account.move", "crm.lead"];

/**
 * After a mail: a note on each record that it was about, so that people in Odoo see it. After a change of stage:
 * why, on the record. Each carries a message id of its own, so that it can be found.
 */
export function planFollowOns(action: ActionProtocol, doneAt: Date): PlannedFollowOn[] {
  const { operation } = action;
  if (operation.type === "update_odoo_stage") {
    const { model, record_id, reason } = operation.inputs;
    const inputs: CreateInternalNoteInputs = { model, record_id, body: reason };
    return [{ actionId: action.action_id, operation: "create_internal_note", inputs, token: messageIdOf(action.action_id) }];
  }
  const { model, ids } = action.affected_records;
  if (operation.type !== "send_email" || !NOTED_MODELS.includes(model)) return [];
  const body = noteBody(action, doneAt);
  return ids.map((id) => ({
    actionId: action.action_id,
    operation: "create_internal_note",
    inputs: { model, record_id: id, body },
    token: invoiceNoteId(action.action_id, id),
  }));
}

const WHAT = {
  send_invoice_reminder: "a payment reminder",
  send_payment_confirmation: "a payment confirmation",
  follow_up_on_stale_deal: "a follow-up",
} as const satisfies Partial<Record<ActionProtocol["action_type"], string>>;

function noteBody(action: ActionProtocol, sentAt: Date): string {
  const what = WHAT[action.action_type as keyof typeof WHAT] ?? "a message";
  const to = action.external_effects.map(({ recipient }) => recipient).join(", ");
  const subject = action.external_effects.find((effect) => effect.subject !== undefined)?.subject;
  const lines = [
    `AI COO sent ${what} to ${to} on ${sentAt.toISOString().slice(0, 16).replace("T", " ")} UTC.`,
    ...(subject === undefined ? [] : [`Subject: ${subject}`]),
    `Action: ${action.action_id}`,
  ];
  return lines.join("\n");
}
