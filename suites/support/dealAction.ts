import {
  bodySha256,
  CONTEXT_MODELS,
  DEFAULT_RISK,
  generateIdempotencyKey,
  OPERATION_OF,
  outreachScopeKey,
  type ActionProtocol,
  type ActionType,
  type Operation,
  type RevalidationCheck,
  type SafeOperation,
} from "#src/protocol/index.ts";

/** The action that stands for each operation. */
const TYPES = {
  send_email: "follow_up_on_stale_deal",
  send_sms: "send_deal_check_in",
  create_odoo_task: "create_follow_up_task",
  update_odoo_stage: "update_deal_stage",
  log_odoo_activity: "escalate_overdue_invoice",
  create_internal_note: "flag_at_risk_project",
  schedule_follow_up: "schedule_customer_check_in",
} as const satisfies Record<SafeOperation, ActionType>;

/** What one action is about: a customer and a deal of its own. */
export interface DealAction {
  readonly orgId: string;
  readonly operation: SafeOperation;
  readonly actionId: string;
  /** In the effect of this action, and of no other. */
  readonly tag: string;
  /** What the customer reads in an SMS. */
  readonly smsText: string;
  readonly lifeMs: number;
  /** When this customer may be contacted. */
  readonly hours: { readonly timezone: string; readonly start: string; readonly end: string; readonly days: readonly number[] };
  readonly partnerId: number;
  readonly partnerName: string;
  readonly address: string;
  readonly phone: string;
  readonly dealId: number;
  /** For the task: 14 hides one without a project from the user that made it. */
  readonly project?: number;
  readonly stage: { readonly from: number; readonly to: number };
  /** What the deal was worth when it was composed, and what follows when it no longer is. */
  readonly revenue: { readonly expected: number; readonly severity: RevalidationCheck["severity_on_fail"] };
}

/** The action as a program composes it: the diff, the checks of what it saw, and everybody whom it contacts. */
export function composeDealAction(about: DealAction, now: Date): ActionProtocol {
  const { operation: type, dealId, partnerId, partnerName, orgId, actionId } = about;
  const action_type = TYPES[type];
  const operation = operationOf(about, now);
  const record = { model: CONTEXT_MODELS.deal, id: dealId };
  const text = operation.type === "send_email" ? operation.inputs.body_text : operation.type === "send_sms" ? operation.inputs.body : null;
  return {
    version: "1.1",
    action_id: actionId,
    org_id: orgId,
    created_by: "system:ai-coo",
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + about.lifeMs).toISOString(),
    action_type,
    safe_operation: OPERATION_OF[action_type],
    operation,
    risk_level: DEFAULT_RISK[action_type],
    idempotency_key: generateIdempotencyKey({
      orgId,
      actionType: action_type,
      scope: `deal-${dealId}`,
      date: now.toISOString().slice(0, 10),
    }),
    reasoning: "The facts named in the evidence ask for it.",
    expected_effect: `What the operation names is there once: ${about.tag}`,
    evidence: [{ label: "Deal", value: `Deal ${dealId}`, record }],
    affected_records: { model: record.model, ids: [dealId], partner_id: partnerId, partner_name: partnerName },
    proposed_changes:
      type === "update_odoo_stage"
        ? [
            {
              path: "crm.lead.stage_id",
              record,
              before: [about.stage.from, "Qualified"],
              after: [about.stage.to, "Won"],
              change_type: "set",
              human_label: "Stage: Qualified → Won",
            },
          ]
        : [],
    revalidation_plan: { checks: checksOf(about) },
    external_effects:
      text === null
        ? []
        : [
            {
              effect_type: type === "send_sms" ? "sms" : "email",
              recipient: type === "send_sms" ? about.phone : about.address,
              recipient_role: "to",
              recipient_partner_id: partnerId,
              preview: text,
              body_sha256: bodySha256(text),
            },
          ],
    approval: { required: true, channels: ["in_app"], min_approvals: 1 },
    rollback_strategy: "none",
  };
}

function operationOf(about: DealAction, now: Date): Operation {
  const { tag, smsText, address, phone, dealId, stage, project } = about;
  const record = { model: CONTEXT_MODELS.deal, id: dealId };
  const later = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString();
  switch (about.operation) {
    case "send_email":
      return {
        type: "send_email",
        inputs: { to: [address], cc: [], subject: tag, body_text: `${tag}\n`, language: "en", record, attach_invoice_ids: [] },
      };
    case "send_sms":
      return { type: "send_sms", inputs: { to: phone, body: smsText, record } };
    case "create_odoo_task":
      return {
        type: "create_odoo_task",
        inputs: { name: tag, ...(project === undefined ? {} : { project_id: project }), user_ids: [], priority: "0" },
      };
    case "update_odoo_stage":
      return { type: "update_odoo_stage", inputs: { model: record.model, record_id: dealId, stage_id: stage.to, reason: tag } };
    case "log_odoo_activity":
      return {
        type: "log_odoo_activity",
        inputs: {
          res_model: record.model,
          res_id: dealId,
          activity_type: "mail.mail_activity_data_call",
          summary: tag,
          date_deadline: later(1).slice(0, 10),
        },
      };
    case "create_internal_note":
      return { type: "create_internal_note", inputs: { model: record.model, record_id: dealId, body: tag } };
    case "schedule_follow_up":
      return {
        type: "schedule_follow_up",
        inputs: {
          context_type: "deal",
          context_id: dealId,
          scheduled_for: later(30),
          action_type: "schedule_customer_check_in",
          parameters: {},
        },
      };
  }
}

function checksOf({ operation, partnerId, dealId, stage, revenue, hours }: DealAction): RevalidationCheck[] {
  const deal = { model: CONTEXT_MODELS.deal, id: dealId };
  const checks: RevalidationCheck[] = [
    { check_id: "deal", description: "The deal is there", severity_on_fail: "block", predicate: { type: "odoo_record_exists", ...deal } },
    {
      check_id: "expected_revenue",
      description: "The deal is worth what it was",
      severity_on_fail: revenue.severity,
      predicate: { type: "odoo_field_equals", ...deal, field: "expected_revenue", expected: revenue.expected },
    },
  ];
  if (operation === "update_odoo_stage") {
    checks.push({
      check_id: "stage_id",
      description: "The deal stands where it stood",
      severity_on_fail: "block",
      predicate: { type: "odoo_field_equals", ...deal, field: "stage_id", expected: stage.from },
    });
  }
  if (operation !== "send_email" && operation !== "send_sms") return checks;
  const channel = operation === "send_sms" ? "sms" : "email";
  checks.push({
    check_id: "no-duplicate",
    description: "Nobody wrote to this customer in the last hours",
    severity_on_fail: "block",
    predicate: {
      type: "no_duplicate_action_in_window",
      scope_key: outreachScopeKey({ channel, partnerId, contextType: "deal" }),
      window_minutes: 240,
    },
  });
  checks.push({
    check_id: "quiet-hours",
    description: "It is an hour in which people may be contacted",
    severity_on_fail: "block",
    predicate: {
      type: "quiet_hours_ok",
      timezone: hours.timezone,
      business_hours_start: hours.start,
      business_hours_end: hours.end,
      days: [...hours.days],
    },
  });
  return checks;
}
