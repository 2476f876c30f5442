import * as z from "zod";

/** The closed vocabularies of the protocol. Every word is part of the wire format. */

export const PROTOCOL_VERSION = "1.1";

export const ACTION_TYPES = [
  "send_invoice_reminder",
  "send_payment_confirmation",
  "follow_up_on_stale_deal",
  "send_deal_check_in",
  "create_collection_task",
  "create_follow_up_task",
  "update_deal_stage",
  "escalate_overdue_invoice",
  "flag_at_risk_project",
  "schedule_customer_check_in",
] as const;
export const actionTypeSchema = z.enum(ACTION_TYPES);
export type ActionType = z.infer<typeof actionTypeSchema>;

export const SAFE_OPERATIONS = [
  "send_email",
  "send_sms",
  "create_odoo_task",
  "update_odoo_stage",
  "log_odoo_activity",
  "create_internal_note",
  "schedule_follow_up",
] as const;
export const safeOperationSchema = z.enum(SAFE_OPERATIONS);
export type SafeOperation = z.infer<typeof safeOperationSchema>;

/** From the least to the most: a level's place in the list is its weight. */
export const RISK_LEVELS = ["low", "medium", "high", "critical"] as const;
export const riskLevelSchema = z.enum(RISK_LEVELS);
export type RiskLevel = z.infer<typeof riskLevelSchema>;

export const ACTION_STATUSES = [
  "pending_approval",
  "approved",
  "executing",
  "completed",
  "failed",
  "blocked",
  "needs_attention",
  "rejected",
  "expired",
  "cancelled",
] as const;
export const actionStatusSchema = z.enum(ACTION_STATUSES);
export type ActionStatus = z.infer<typeof actionStatusSchema>;

export const APPROVAL_CHANNELS = ["in_app", "email", "sms"] as const;
export const approvalChannelSchema = z.enum(APPROVAL_CHANNELS);
export type ApprovalChannel = z.infer<typeof approvalChannelSchema>;

export const ROLLBACK_STRATEGIES = ["none", "manual", "auto_undo_odoo_write", "send_correction_email"] as const;
export const rollbackStrategySchema = z.enum(ROLLBACK_STRATEGIES);
export type RollbackStrategy = z.infer<typeof rollbackStrategySchema>;

/** The one safe operation of each action type. */
export const OPERATION_OF = {
  send_invoice_reminder: "send_email",
  send_payment_confirmation: "send_email",
  follow_up_on_stale_deal: "send_email",
  send_deal_check_in: "send_sms",
  create_collection_task: "create_odoo_task",
  create_follow_up_task: "create_odoo_task",
  update_deal_stage: "update_odoo_stage",
  escalate_overdue_invoice: "log_odoo_activity",
  flag_at_risk_project: "create_internal_note",
  schedule_customer_check_in: "schedule_follow_up",
} as const satisfies Record<ActionType, SafeOperation>;

/** The risk an action type starts from. Policy raises it, never lowers it. */
export const DEFAULT_RISK = {
  send_invoice_reminder: "medium",
  send_payment_confirmation: "low",
  follow_up_on_stale_deal: "medium",
  send_deal_check_in: "medium",
  create_collection_task: "medium",
  create_follow_up_task: "low",
  update_deal_stage: "medium",
  escalate_overdue_invoice: "high",
  flag_at_risk_project: "low",
  schedule_customer_check_in: "low",
} as const satisfies Record<ActionType, RiskLevel>;

/** The higher of two risk levels. */
export function raiseRisk(current: RiskLevel, atLeast: RiskLevel): RiskLevel {
  return RISK_LEVELS.indexOf(atLeast) > RISK_LEVELS.indexOf(current) ? atLeast : current;
}
