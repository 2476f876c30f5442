import { uuidv7 } from "#src/lib/ids.ts";
import {
  bodySha256,
  DEFAULT_RISK,
  generateIdempotencyKey,
  OPERATION_OF,
  outreachScopeKey,
  smsCode,
  type ActionProtocol,
  type ActionType,
  type RevalidationCheck,
} from "#src/protocol/index.ts";
import type { Inspection } from "#simulator/index.ts";
import type { Subject, SubjectName } from "./subjects.ts";

interface About {
  readonly orgId: string;
  readonly now: Date;
  readonly subject: Subject;
  readonly inspect: Inspection;
}

/**
 * Actions that no playbook composes yet, as their parsers take them: a note on a late task, a deal moved to its won
 * stage, an SMS about a deal. Their plans read again what their evidence names.
 */
export function handmadeAction(about: About): ActionProtocol {
  const { orgId, now, subject, inspect } = about;
  const made = MADE[subject.name];
  if (made === undefined) throw new Error(`${subject.name} is the playbook's to compose`);
  const { action_type } = made;
  const action_id = uuidv7(now);
  return {
    version: "1.1",
    action_id,
    org_id: orgId,
    created_by: "system:ai-coo",
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + 24 * 3_600_000).toISOString(),
    action_type,
    safe_operation: OPERATION_OF[action_type],
    risk_level: DEFAULT_RISK[action_type],
    idempotency_key: generateIdempotencyKey({
      orgId,
      actionType: action_type,
      scope: `${subject.record.model}-${subject.record.id}`,
      date: now.toISOString().slice(0, 10),
    }),
    reasoning: "The facts named in the evidence ask for it.",
    affected_records: {
      model: subject.record.model,
      ids: [subject.record.id],
      partner_id: subject.customerId,
      partner_name: subject.customerName,
    },
    approval: { required: true, channels: ["in_app"], min_approvals: 1 },
    rollback_strategy: "manual",
    ...made.draft(subject, inspect, action_id),
  };
}

type Drafted = Pick<
  ActionProtocol,
  "operation" | "expected_effect" | "evidence" | "proposed_changes" | "revalidation_plan" | "external_effects"
>;

const MADE: Partial<
  Record<
    SubjectName,
    { readonly action_type: ActionType; readonly draft: (subject: Subject, inspect: Inspection, actionId: string) => Drafted }
  >
> = {
  stage: { action_type: "update_deal_stage", draft: stage },
  note: { action_type: "flag_at_risk_project", draft: note },
  message: { action_type: "send_deal_check_in", draft: message },
  checkIn: { action_type: "schedule_customer_check_in", draft: checkIn },
};

function stage(subject: Subject, inspect: Inspection): Drafted {
  const { id } = subject.record;
  const from = idOf(inspect, subject, "stage_id");
  const won = inspect.records("crm.stage", [["name", "=", "Won"]])[0]!.id;
  return {
    operation: {
      type: "update_odoo_stage",
      inputs: { model: "crm.lead", record_id: id, stage_id: won, reason: "The order was confirmed." },
    },
    external_effects: [],
    expected_effect: "The deal stands in its won stage, with a note that says why.",
    evidence: [
      { label: "Expected revenue", value: Number(inspect.record("crm.lead", id)!["expected_revenue"]), record: { model: "crm.lead", id } },
    ],
    proposed_changes: [
      {
        path: "crm.lead.stage_id",
        record: { model: "crm.lead", id },
        before: [from, "Qualified"],
        after: [won, "Won"],
        change_type: "set",
        human_label: "Stage: Qualified → Won",
      },
    ],
    revalidation_plan: {
      checks: [
        exists(subject.record),
        exists({ model: "res.partner", id: subject.customerId }),
        { ...equals(subject, "stage_id", from), severity_on_fail: "require_reapproval" },
        {
          ...equals(subject, "expected_revenue", Number(inspect.record("crm.lead", id)!["expected_revenue"])),
          severity_on_fail: "require_reapproval",
        },
        equals(subject, "partner_id", subject.customerId),
        equals(subject, "company_id", idOf(inspect, subject, "company_id")),
      ],
    },
  };
}

function note(subject: Subject, inspect: Inspection): Drafted {
  const { id } = subject.record;
  const task = inspect.record("project.task", id)!;
  const deadline = task["date_deadline"];
  if (typeof deadline !== "string") throw new Error("The task has no deadline.");
  return {
    operation: {
      type: "create_internal_note",
      inputs: { model: "project.task", record_id: id, body: `The deadline, ${deadline}, was missed.` },
    },
    external_effects: [],
    expected_effect: "People who open the task read that its deadline was missed.",
    evidence: [{ label: "Deadline", value: deadline, record: { model: "project.task", id } }],
    proposed_changes: [
      { path: "mail.message.body", before: null, after: "The deadline was missed.", change_type: "add", human_label: "New internal note" },
    ],
    revalidation_plan: {
      checks: [
        exists(subject.record),
        exists({ model: "res.partner", id: subject.customerId }),
        equals(subject, "date_deadline", deadline),
        equals(subject, "partner_id", subject.customerId),
        equals(subject, "company_id", idOf(inspect, subject, "company_id")),
      ],
    },
  };
}

function message(subject: Subject, inspect: Inspection, actionId: string): Drafted {
  const { id } = subject.record;
  const body = `Hello, did our offer reach you? (${smsCode(actionId)})`;
  const scope = { channel: "sms", partnerId: subject.customerId, contextType: "deal" } as const;
  return {
    operation: { type: "send_sms", inputs: { to: subject.address, body, record: subject.record } },
    external_effects: [
      {
        effect_type: "sms",
        recipient: subject.address,
        recipient_role: "to",
        recipient_partner_id: subject.recipientId,
        preview: body,
        body_sha256: bodySha256(body),
      },
    ],
    expected_effect: "The contact of the deal is asked by SMS whether the offer arrived.",
    evidence: [{ label: "Expected revenue", value: Number(inspect.record("crm.lead", id)!["expected_revenue"]), record: subject.record }],
    proposed_changes: [],
    revalidation_plan: {
      checks: [
        exists(subject.record),
        exists({ model: "res.partner", id: subject.customerId }),
        equals(subject, "stage_id", idOf(inspect, subject, "stage_id")),
        equals(subject, "expected_revenue", Number(inspect.record("crm.lead", id)!["expected_revenue"])),
        equals(subject, "partner_id", subject.customerId),
        equals(subject, "company_id", idOf(inspect, subject, "company_id")),
        {
          check_id: "not-contacted",
          description: "Nobody wrote to the customer about its deals in the last six hours",
          severity_on_fail: "block",
          predicate: { type: "no_duplicate_action_in_window", scope_key: outreachScopeKey(scope), window_minutes: 360 },
        },
        {
          check_id: "quiet-hours",
          description: "It is a time at which the customer may be written to",
          severity_on_fail: "block",
          predicate: {
            type: "quiet_hours_ok",
            timezone: "Europe/Brussels",
            business_hours_start: "08:00",
            business_hours_end: "21:00",
            days: [1, 2, 3, 4, 5],
          },
        },
      ],
    },
  };
}

function checkIn(subject: Subject, inspect: Inspection): Drafted {
  const { id } = subject.record;
  const salesperson = idOf(inspect, subject, "user_id");
  return {
    operation: {
      type: "schedule_follow_up",
      inputs: {
        context_type: "customer",
        context_id: id,
        scheduled_for: "2026-03-20T09:00:00.000Z",
        action_type: "schedule_customer_check_in",
        parameters: {},
      },
    },
    external_effects: [],
    expected_effect: "The customer is looked at again on 20 March.",
    evidence: [{ label: "Salesperson", value: salesperson, record: subject.record }],
    proposed_changes: [],
    revalidation_plan: { checks: [exists(subject.record), equals(subject, "user_id", salesperson)] },
  };
}

function exists(record: { readonly model: string; readonly id: number }): RevalidationCheck {
  return {
    check_id: `${record.model}-exists`,
    description: "The record is there",
    severity_on_fail: "block",
    predicate: { type: "odoo_record_exists", ...record },
  };
}

function equals({ record }: Subject, field: string, expected: string | number): RevalidationCheck {
  return {
    check_id: field,
    description: `The ${field} is as it was seen`,
    severity_on_fail: "block",
    predicate: { type: "odoo_field_equals", ...record, field, expected },
  };
}

/** The id in a many2one field, as the simulator keeps it. */
function idOf(inspect: Inspection, { record }: Subject, field: string): number {
  const value = inspect.record(record.model, record.id)?.[field];
  const id = Array.isArray(value) ? value[0] : value;
  if (typeof id !== "number") throw new Error(`${field} of ${record.model},${record.id} is empty`);
  return id;
}
