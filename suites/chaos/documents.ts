import {
  bodySha256,
  CONTEXT_MODELS,
  DEFAULT_RISK,
  generateIdempotencyKey,
  OPERATION_OF,
  outreachScopeKey,
  smsCode,
  type ActionProtocol,
  type ActionType,
  type Operation,
  type RevalidationCheck,
} from "#src/protocol/index.ts";
import { FACT } from "./odoo.ts";
import type { Kind, Org } from "./plan.ts";

const TYPES = {
  mail: "follow_up_on_stale_deal",
  sms: "send_deal_check_in",
  task: "create_follow_up_task",
  stage: "update_deal_stage",
  activity: "escalate_overdue_invoice",
  note: "flag_at_risk_project",
  followUp: "schedule_customer_check_in",
} as const satisfies Record<Kind, ActionType>;

/** What one action is about: a deal of its own, and a customer with an address and a number that nobody else has. */
export interface About {
  readonly org: Org;
  readonly index: number;
  readonly kind: Kind;
  readonly actionId: string;
  readonly partnerId: number;
  readonly partnerName: string;
  readonly address: string;
  readonly phone: string;
  readonly dealId: number;
  readonly revenue: number;
  readonly stage: { readonly from: number; readonly to: number };
}

/** Words that are in the effect of this action and of no other. */
export const tagOf = (org: Org, index: number): string => `Chaos ${org} ${index}.`;

const LIFE_MS = 6 * 86_400_000;
const ANY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** The action as a program composes it: the diff, the checks of what it saw, and everybody whom it contacts. */
export function composeAction(about: About, now: Date): ActionProtocol {
  const { kind, dealId, revenue, partnerId, partnerName, org, index, actionId } = about;
  const action_type = TYPES[kind];
  const operation = operationOf(about, now);
  const record = { model: CONTEXT_MODELS.deal, id: dealId };
  const text = operation.type === "send_email" ? operation.inputs.body_text : operation.type === "send_sms" ? operation.inputs.body : null;
  return {
    version: "1.1",
    action_id: actionId,
    org_id: org,
    created_by: "system:ai-coo",
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + LIFE_MS).toISOString(),
    action_type,
    safe_operation: OPERATION_OF[action_type],
    operation,
    risk_level: DEFAULT_RISK[action_type],
    idempotency_key: generateIdempotencyKey({
      orgId: org,
      actionType: action_type,
      scope: `deal-${dealId}`,
      date: now.toISOString().slice(0, 10),
    }),
    reasoning: "The facts named in the evidence ask for it.",
    expected_effect: `What is named in the operation is there once: ${tagOf(org, index)}`,
    evidence: [{ label: "Expected revenue", value: revenue, record }],
    affected_records: { model: record.model, ids: [dealId], partner_id: partnerId, partner_name: partnerName },
    proposed_changes:
      kind === "stage"
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
              effect_type: kind === "sms" ? "sms" : "email",
              recipient: kind === "sms" ? about.phone : about.address,
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

function operationOf({ kind, org, index, address, phone, dealId, stage, actionId }: About, now: Date): Operation {
  const tag = tagOf(org, index);
  const record = { model: CONTEXT_MODELS.deal, id: dealId };
  const day = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
  switch (kind) {
    case "mail":
      return {
        type: "send_email",
        inputs: { to: [address], cc: [], subject: tag, body_text: `${tag}\n`, language: "en", record, attach_invoice_ids: [] },
      };
    case "sms":
      return { type: "send_sms", inputs: { to: phone, body: `${tag} ${smsCode(actionId)}`, record } };
    case "task":
      return { type: "create_odoo_task", inputs: { name: tag, user_ids: [], priority: "0" } };
    case "stage":
      return { type: "update_odoo_stage", inputs: { model: record.model, record_id: dealId, stage_id: stage.to, reason: tag } };
    case "activity":
      return {
        type: "log_odoo_activity",
        inputs: {
          res_model: record.model,
          res_id: dealId,
          activity_type: "mail.mail_activity_data_call",
          summary: tag,
          date_deadline: day,
        },
      };
    case "note":
      return { type: "create_internal_note", inputs: { model: record.model, record_id: dealId, body: tag } };
    case "followUp":
      return {
        type: "schedule_follow_up",
        inputs: {
          context_type: "deal",
          context_id: dealId,
          scheduled_for: new Date(now.getTime() + 30 * 86_400_000).toISOString(),
          action_type: "schedule_customer_check_in",
          parameters: {},
        },
      };
  }
}

function checksOf({ kind, partnerId, dealId, revenue, stage }: About): RevalidationCheck[] {
  const deal = { model: CONTEXT_MODELS.deal, id: dealId };
  const checks: RevalidationCheck[] = [
    { check_id: "deal", description: "The deal is there", severity_on_fail: "block", predicate: { type: "odoo_record_exists", ...deal } },
    {
      check_id: FACT,
      description: "The deal is worth what it was",
      severity_on_fail: "block",
      predicate: { type: "odoo_field_equals", ...deal, field: FACT, expected: revenue },
    },
  ];
  if (kind === "stage") {
    checks.push({
      check_id: "stage_id",
      description: "The deal stands where it stood",
      severity_on_fail: "block",
      predicate: { type: "odoo_field_equals", ...deal, field: "stage_id", expected: stage.from },
    });
  }
  if (kind !== "mail" && kind !== "sms") return checks;
  return [
    ...checks,
    {
      check_id: "no-duplicate",
      description: "Nobody wrote to this customer in the last hours",
      severity_on_fail: "block",
      predicate: {
        type: "no_duplicate_action_in_window",
        scope_key: outreachScopeKey({ channel: kind === "sms" ? "sms" : "email", partnerId, contextType: "deal" }),
        window_minutes: 240,
      },
    },
    {
      check_id: "quiet-hours",
      description: "It is an hour in which people may be contacted",
      severity_on_fail: "block",
      predicate: {
        type: "quiet_hours_ok",
        timezone: "UTC",
        business_hours_start: "00:00",
        business_hours_end: "23:59",
        days: ANY_DAY,
      },
    },
  ];
}
