import {
  bodySha256,
  DEFAULT_RISK,
  generateIdempotencyKey,
  OPERATION_OF,
  outreachScopeKey,
  previewOf,
  type ActionProtocol,
  type ActionType,
  type ExternalEffect,
  type Operation,
  type ProposedChange,
  type RevalidationCheck,
} from "#src/protocol/index.ts";

/** What a document is assembled from; every combination of well-formed parts gives a valid one. */
export interface DocumentParts {
  readonly actionType: ActionType;
  readonly actionId: string;
  readonly orgId: string;
  readonly createdBy: ActionProtocol["created_by"];
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Ids of the affected records, at least one, all different. */
  readonly ids: readonly number[];
  readonly partnerId: number;
  readonly partnerName: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly phone: string;
  readonly line: string;
  readonly text: string;
  readonly amount: number;
  readonly day: string;
}

const MODEL_OF = {
  send_invoice_reminder: "account.move",
  send_payment_confirmation: "account.move",
  follow_up_on_stale_deal: "crm.lead",
  send_deal_check_in: "crm.lead",
  create_collection_task: "account.move",
  create_follow_up_task: "crm.lead",
  update_deal_stage: "crm.lead",
  escalate_overdue_invoice: "account.move",
  flag_at_risk_project: "project.project",
  schedule_customer_check_in: "res.partner",
} as const satisfies Record<ActionType, string>;

/** A valid document made of the parts. */
export function assembleDocument(parts: DocumentParts): ActionProtocol {
  const model = MODEL_OF[parts.actionType];
  const [first = 1] = parts.ids;
  const operation = operationOf(parts, { model, id: first });
  const external = effectsOf(operation, parts.partnerId);
  return {
    version: "1.1",
    action_id: parts.actionId,
    org_id: parts.orgId,
    created_by: parts.createdBy,
    created_at: parts.createdAt,
    expires_at: parts.expiresAt,
    action_type: parts.actionType,
    safe_operation: OPERATION_OF[parts.actionType],
    operation,
    risk_level: DEFAULT_RISK[parts.actionType],
    idempotency_key: generateIdempotencyKey({
      orgId: parts.orgId,
      actionType: parts.actionType,
      scope: `partner-${parts.partnerId}:${first}`,
      date: parts.createdAt.slice(0, 10),
    }),
    reasoning: `The facts ask for it: ${parts.text}`,
    expected_effect: `It is looked after: ${parts.text}`,
    evidence: [{ label: "Amount due", value: parts.amount, record: { model, id: first } }],
    affected_records: { model, ids: [...parts.ids], partner_id: parts.partnerId, partner_name: parts.partnerName, record_name: parts.line },
    proposed_changes: changesOf(operation, { model, id: first }),
    revalidation_plan: { checks: checksOf(parts, model, external.length > 0) },
    external_effects: external,
    approval: { required: true, channels: ["in_app"], min_approvals: 1 },
    estimated_impact: { cash_in: { amount: parts.amount, currency: "EUR" } },
    rollback_strategy: "none",
  };
}

function operationOf(parts: DocumentParts, record: { model: string; id: number }): Operation {
  const { line, text, partnerId, day } = parts;
  switch (OPERATION_OF[parts.actionType]) {
    case "send_email":
      return {
        type: "send_email",
        inputs: {
          to: [...parts.to],
          cc: [...parts.cc],
          subject: line,
          body_text: text,
          body_html: `<p>${text.replaceAll("<", "&lt;")}</p>`,
          reply_to: "owner@company.example",
          language: "en",
          record,
          attach_invoice_ids: record.model === "account.move" ? [record.id] : [],
        },
      };
    case "send_sms":
      return { type: "send_sms", inputs: { to: parts.phone, body: text, record } };
    case "create_odoo_task":
      return {
        type: "create_odoo_task",
        inputs: { name: line, description: text, project_id: 3, user_ids: [7], date_deadline: day, priority: "1", partner_id: partnerId },
      };
    case "update_odoo_stage":
      return { type: "update_odoo_stage", inputs: { model: "crm.lead", record_id: record.id, stage_id: 4, reason: text } };
    case "log_odoo_activity":
      return {
        type: "log_odoo_activity",
        inputs: {
          res_model: record.model,
          res_id: record.id,
          activity_type: "mail.mail_activity_data_call",
          summary: line,
          note: text,
          date_deadline: day,
          user_id: 7,
        },
      };
    case "create_internal_note":
      return { type: "create_internal_note", inputs: { model: record.model, record_id: record.id, body: text } };
    case "schedule_follow_up":
      return {
        type: "schedule_follow_up",
        inputs: {
          context_type: "customer",
          context_id: record.id,
          scheduled_for: parts.expiresAt,
          action_type: "schedule_customer_check_in",
          parameters: { note: line, related_ids: [1, 2] },
        },
      };
  }
}

function effectsOf(operation: Operation, partnerId: number): ExternalEffect[] {
  if (operation.type === "send_sms") {
    const { to, body } = operation.inputs;
    return [
      {
        effect_type: "sms",
        recipient: to,
        recipient_role: "to",
        recipient_partner_id: partnerId,
        preview: previewOf(body),
        body_sha256: bodySha256(body),
      },
    ];
  }
  if (operation.type !== "send_email") return [];
  const { to, cc, subject, body_text } = operation.inputs;
  const effect = (recipient: string, recipient_role: "to" | "cc"): ExternalEffect => ({
    effect_type: "email",
    recipient,
    recipient_role,
    recipient_partner_id: partnerId,
    subject,
    preview: previewOf(body_text),
    body_sha256: bodySha256(body_text),
  });
  return [...to.map((address) => effect(address, "to")), ...cc.map((address) => effect(address, "cc"))];
}

/** A change of a record, read again by a check, and one of something Odoo does not hold. */
function changesOf(operation: Operation, record: { model: string; id: number }): ProposedChange[] {
  const created: ProposedChange = {
    path: "ai_coo.outreach.reminder_level",
    before: null,
    after: 2,
    change_type: "set",
    human_label: "Reminder level: 1 → 2",
  };
  if (operation.type !== "update_odoo_stage") return [created];
  return [
    {
      path: `${record.model}.stage_id`,
      record,
      before: [2, "Qualified"],
      after: [4, "Won"],
      change_type: "set",
      human_label: "Stage: Qualified → Won",
    },
  ];
}

function checksOf(parts: DocumentParts, model: string, isOutreach: boolean): RevalidationCheck[] {
  const checks: RevalidationCheck[] = parts.ids.map((id) => ({
    check_id: `exists-${id}`,
    description: `Record ${id} exists`,
    severity_on_fail: "block",
    predicate: { type: "odoo_record_exists", model, id },
  }));
  const [first = 1] = parts.ids;
  if (parts.actionType === "update_deal_stage") {
    checks.push({
      check_id: "stage",
      description: "The deal is still in the stage it was seen in",
      severity_on_fail: "require_reapproval",
      predicate: { type: "odoo_field_equals", model, id: first, field: "stage_id", expected: 2 },
    });
  }
  if (!isOutreach) return checks;
  const channel = OPERATION_OF[parts.actionType] === "send_sms" ? "sms" : "email";
  return [
    ...checks,
    {
      check_id: "no-duplicate",
      description: "Nobody wrote to this customer in the last hours",
      severity_on_fail: "block",
      predicate: {
        type: "no_duplicate_action_in_window",
        scope_key: outreachScopeKey({ channel, partnerId: parts.partnerId, contextType: model === "account.move" ? "invoice" : "deal" }),
        window_minutes: 240,
      },
    },
    {
      check_id: "quiet-hours",
      description: "It is a working hour where the recipient is",
      severity_on_fail: "block",
      predicate: {
        type: "quiet_hours_ok",
        timezone: "Europe/Paris",
        business_hours_start: "08:00",
        business_hours_end: "18:00",
        days: [1, 2, 3, 4, 5],
      },
    },
  ];
}

const EXAMPLE_PARTS: DocumentParts = {
  actionType: "send_invoice_reminder",
  actionId: "019cad1a-4c00-7000-8000-000000000001",
  orgId: "org-1",
  createdBy: "system:ai-coo",
  createdAt: "2026-03-02T09:00:00Z",
  expiresAt: "2026-03-03T09:00:00Z",
  ids: [17],
  partnerId: 42,
  partnerName: "Azure Interior",
  to: ["billing@azure.example"],
  cc: [],
  phone: "+33612345678",
  line: "Invoice INV/2026/00017 is overdue",
  text: "Dear customer,\n\nInvoice INV/2026/00017 over 1,250.00 EUR was due on 2026-02-01.\n",
  amount: 1250,
  day: "2026-03-05",
};

/**
 * A valid action, by default a reminder of invoice 17 to partner 42 of org-1. `parts` changes what it is assembled from
 * and keeps it valid (another `actionType` gives a valid action of that type); `overrides` replaces whole fields of the
 * result and can make it invalid.
 */
export function exampleAction(overrides: Partial<ActionProtocol> = {}, parts: Partial<DocumentParts> = {}): ActionProtocol {
  const given: Partial<DocumentParts> = {
    ...(overrides.action_type === undefined ? {} : { actionType: overrides.action_type }),
    ...(overrides.org_id === undefined ? {} : { orgId: overrides.org_id }),
    ...(overrides.action_id === undefined ? {} : { actionId: overrides.action_id }),
    ...(overrides.created_at === undefined ? {} : { createdAt: overrides.created_at, expiresAt: dayAfter(overrides.created_at) }),
  };
  return { ...assembleDocument({ ...EXAMPLE_PARTS, ...given, ...parts }), ...overrides };
}

function dayAfter(moment: string): string {
  return new Date(Date.parse(moment) + 86_400_000).toISOString();
}
