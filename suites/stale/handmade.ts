import { uuidv7 } from "#src/lib/ids.ts";
import { DEFAULT_RISK, generateIdempotencyKey, OPERATION_OF, type ActionProtocol, type RevalidationCheck } from "#src/protocol/index.ts";
import type { Inspection } from "#simulator/index.ts";
import type { Subject } from "./subjects.ts";

interface About {
  readonly orgId: string;
  readonly now: Date;
  readonly subject: Subject;
  readonly inspect: Inspection;
}

/**
 * Actions that no playbook composes yet, as their parsers take them: a note on a late task, a deal moved to its won
 * stage. Their plans read again what their evidence names.
 */
export function handmadeAction(about: About): ActionProtocol {
  const { orgId, now, subject, inspect } = about;
  const action_type = subject.name === "stage" ? "update_deal_stage" : "flag_at_risk_project";
  return {
    version: "1.1",
    action_id: uuidv7(now),
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
    external_effects: [],
    approval: { required: true, channels: ["in_app"], min_approvals: 1 },
    rollback_strategy: "manual",
    ...(subject.name === "stage" ? stage(subject, inspect) : note(subject, inspect)),
  };
}

type Drafted = Pick<ActionProtocol, "operation" | "expected_effect" | "evidence" | "proposed_changes" | "revalidation_plan">;

function stage(subject: Subject, inspect: Inspection): Drafted {
  const { id } = subject.record;
  const from = idOf(inspect, subject, "stage_id");
  const won = inspect.records("crm.stage", [["name", "=", "Won"]])[0]!.id;
  return {
    operation: {
      type: "update_odoo_stage",
      inputs: { model: "crm.lead", record_id: id, stage_id: won, reason: "The order was confirmed." },
    },
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
