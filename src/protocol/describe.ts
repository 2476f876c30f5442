import type { ActionProtocol } from "./document.ts";
import type { ActionType } from "./terms.ts";

/** What an action type is called on a card. */
export const ACTION_TITLES = {
  send_invoice_reminder: "Send invoice reminder",
  send_payment_confirmation: "Send payment confirmation",
  follow_up_on_stale_deal: "Follow up on stale deal",
  send_deal_check_in: "Send deal check-in",
  create_collection_task: "Create collection task",
  create_follow_up_task: "Create follow-up task",
  update_deal_stage: "Update deal stage",
  escalate_overdue_invoice: "Escalate overdue invoice",
  flag_at_risk_project: "Flag at-risk project",
  schedule_customer_check_in: "Schedule customer check-in",
} as const satisfies Record<ActionType, string>;

/** One line for lists: `Send invoice reminder: Azure Interior (INV/2026/00017) → billing@azure.example`. */
export function getActionDescription(
  action: Pick<ActionProtocol, "action_type" | "affected_records"> & {
    readonly external_effects: readonly Pick<ActionProtocol["external_effects"][number], "recipient" | "recipient_role">[];
  },
): string {
  const { model, ids, partner_name, record_name } = action.affected_records;
  const records = record_name ?? (ids.length === 1 ? `${model} ${ids[0]}` : `${ids.length} records of ${model}`);
  const subject = partner_name === undefined ? records : `${partner_name} (${records})`;
  const recipients = action.external_effects.filter((effect) => effect.recipient_role === "to").map((effect) => effect.recipient);
  const to = recipients.length === 0 ? "" : ` → ${recipients.join(", ")}`;
  return `${ACTION_TITLES[action.action_type]}: ${subject}${to}`;
}

/** Whether a person has to approve the action before it may run. */
export function requiresApproval(action: Pick<ActionProtocol, "approval">): boolean {
  return action.approval.required;
}
