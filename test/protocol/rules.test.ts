import { describe, expect, test } from "vitest";
import { bodySha256, RULES, validateActionProtocol, type ActionProtocol, type Rule } from "#src/protocol/index.ts";
import { exampleAction } from "#test/support/protocolArbitraries.ts";

/** The names of the rules that the refusal of a document gives. */
function brokenRules(document: unknown): string[] {
  const result = validateActionProtocol(document);
  return result.ok ? [] : [...new Set(result.issues.map((issue) => issue.rule))];
}

/** A changed copy of an example. */
function changed(action: ActionProtocol, change: (draft: ActionProtocol) => unknown): ActionProtocol {
  const draft = structuredClone(action);
  change(draft);
  return draft;
}

const reminder = exampleAction({}, { cc: ["boss@azure.example"], ids: [17, 18] });
const stage = exampleAction({ action_type: "update_deal_stage" });
const sms = exampleAction({ action_type: "send_deal_check_in" });
const task = exampleAction({ action_type: "create_collection_task" });

function email(action: ActionProtocol) {
  if (action.operation.type !== "send_email") throw new Error("not an e-mail");
  return action.operation.inputs;
}

const withoutCheck = (action: ActionProtocol, type: string) =>
  changed(action, (draft) => {
    draft.revalidation_plan.checks = draft.revalidation_plan.checks.filter((check) => check.predicate.type !== type);
  });

const BREAKING: Record<Rule, Record<string, unknown>> = {
  mapping: {
    "another action type": changed(reminder, (draft) => (draft.action_type = "create_collection_task")),
    "another safe operation": changed(reminder, (draft) => (draft.safe_operation = "send_sms")),
    "another operation": { ...exampleAction({ action_type: "flag_at_risk_project" }), action_type: "schedule_customer_check_in" },
    "a key of another action type": { ...reminder, idempotency_key: "org-1:send_payment_confirmation:partner-42:2026-03-02" },
    "a key of another organisation": { ...reminder, idempotency_key: "org-2:send_invoice_reminder:partner-42:2026-03-02" },
  },
  effects: {
    "a recipient that is not shown": changed(reminder, (draft) => email(draft).to.push("more@azure.example")),
    "a shown recipient who gets nothing": changed(reminder, (draft) => (email(draft).cc = [])),
    "a recipient swapped for another": changed(reminder, (draft) => (email(draft).to = ["thief@evil.example"])),
    "to shown as cc": changed(reminder, (draft) => (draft.external_effects[0]!.recipient_role = "cc")),
    "nobody shown": { ...reminder, external_effects: [] },
    "the same address twice": changed(exampleAction(), (draft) => {
      email(draft).cc = ["BILLING@azure.example"];
      draft.external_effects.push({ ...draft.external_effects[0]!, recipient: "BILLING@azure.example", recipient_role: "cc" });
    }),
    "a preview of other words": changed(reminder, (draft) => (draft.external_effects[0]!.preview = "Dear friend")),
    "a body changed behind its hash": changed(reminder, (draft) => (email(draft).body_text += "And one more thing.")),
    "a hash of another body": changed(reminder, (draft) => (draft.external_effects[1]!.body_sha256 = bodySha256("other"))),
    "another subject": changed(reminder, (draft) => (email(draft).subject = "Something else")),
    "an SMS shown as a mail": changed(sms, (draft) => {
      draft.external_effects[0] = { ...reminder.external_effects[0]! };
    }),
    "an SMS body changed behind its hash": changed(sms, (draft) => {
      if (draft.operation.type === "send_sms") draft.operation.inputs.body += "!";
    }),
  },
  guarded: {
    "a mail without a look for duplicates": withoutCheck(reminder, "no_duplicate_action_in_window"),
    "a mail without hours": withoutCheck(reminder, "quiet_hours_ok"),
    "an SMS without a look for duplicates": withoutCheck(sms, "no_duplicate_action_in_window"),
    "an SMS without hours": withoutCheck(sms, "quiet_hours_ok"),
    "a look for duplicates that does not block": changed(reminder, (draft) => {
      for (const check of draft.revalidation_plan.checks) {
        if (check.predicate.type === "no_duplicate_action_in_window") check.severity_on_fail = "require_reapproval";
      }
    }),
    "a stage whose template mails the customer": { ...stage, external_effects: reminder.external_effects },
  },
  diff: {
    "a before that nothing reads again": withoutCheck(stage, "odoo_field_equals"),
    "a before read from another record": changed(stage, (draft) => {
      for (const { predicate } of draft.revalidation_plan.checks) if (predicate.type === "odoo_field_equals") predicate.id = 99;
    }),
    "a before read from another model": changed(stage, (draft) => {
      for (const { predicate } of draft.revalidation_plan.checks)
        if (predicate.type === "odoo_field_equals") predicate.model = "project.task";
    }),
    "a before read from another field": changed(stage, (draft) => {
      for (const { predicate } of draft.revalidation_plan.checks) if (predicate.type === "odoo_field_equals") predicate.field = "user_id";
    }),
    "a check that expects something else than the before": changed(stage, (draft) => {
      for (const { predicate } of draft.revalidation_plan.checks) if (predicate.type === "odoo_field_equals") predicate.expected = 3;
    }),
    "an empty before that nothing reads again": changed(reminder, (draft) => {
      draft.proposed_changes = [
        {
          path: "account.move.narration",
          record: { model: "account.move", id: 17 },
          before: null,
          after: "Reminded",
          change_type: "set",
          human_label: "Narration: Reminded",
        },
      ];
    }),
    "a before of no record": changed(reminder, (draft) => (draft.proposed_changes[0]!.before = 1)),
    "an affected record that may be gone": changed(reminder, (draft) => {
      draft.revalidation_plan.checks = draft.revalidation_plan.checks.filter((check) => check.check_id !== "exists-18");
    }),
  },
  records: {
    "a change of a record that is not affected": changed(stage, (draft) => {
      draft.proposed_changes[0]!.record!.id = 99;
      draft.revalidation_plan.checks.push({
        check_id: "stage-99",
        description: "The other deal's stage",
        severity_on_fail: "block",
        predicate: { type: "odoo_field_equals", model: "crm.lead", id: 99, field: "stage_id", expected: 2 },
      });
    }),
    "a change whose path is of another model": changed(stage, (draft) => (draft.proposed_changes[0]!.path = "project.task.stage_id")),
    "a mail about a record that is not affected": changed(reminder, (draft) => (email(draft).record.id = 99)),
    "an attached invoice that is not affected": changed(reminder, (draft) => email(draft).attach_invoice_ids.push(99)),
    "a mail about another partner": changed(reminder, (draft) => (email(draft).record = { model: "res.partner", id: 43 })),
    "a task for another partner": changed(task, (draft) => (draft.affected_records.partner_id = 43)),
    "a stage moved on another record": changed(stage, (draft) => {
      if (draft.operation.type === "update_odoo_stage") draft.operation.inputs.record_id = 99;
    }),
    "an activity on another record": changed(exampleAction({ action_type: "escalate_overdue_invoice" }), (draft) => {
      if (draft.operation.type === "log_odoo_activity") draft.operation.inputs.res_model = "crm.lead";
    }),
    "a note on another record": changed(exampleAction({ action_type: "flag_at_risk_project" }), (draft) => {
      if (draft.operation.type === "create_internal_note") draft.operation.inputs.record_id = 99;
    }),
    "a follow-up about another record": changed(exampleAction({ action_type: "schedule_customer_check_in" }), (draft) => {
      if (draft.operation.type === "schedule_follow_up") draft.operation.inputs.context_type = "invoice";
    }),
  },
  life: {
    "an end at the beginning": { ...reminder, expires_at: reminder.created_at },
    "an end before the beginning": { ...reminder, expires_at: "2026-03-01T09:00:00Z" },
    "more than seven days": { ...reminder, expires_at: "2026-03-09T09:00:00.001Z" },
  },
  keys: {
    "at the top": { ...reminder, note: "x" },
    "a status in the document": { ...reminder, status: "approved" },
    "in the operation": changed(reminder, (draft) => Object.assign(draft.operation, { retries: 3 })),
    "in the inputs": changed(reminder, (draft) => Object.assign(email(draft), { bcc: ["spy@evil.example"] })),
    "in an effect": changed(reminder, (draft) => Object.assign(draft.external_effects[0]!, { hidden: true })),
    "in a check": changed(reminder, (draft) => Object.assign(draft.revalidation_plan.checks[0]!, { skip: true })),
    "in a predicate": changed(reminder, (draft) => Object.assign(draft.revalidation_plan.checks[0]!.predicate, { negate: true })),
    "in the plan": changed(reminder, (draft) => Object.assign(draft.revalidation_plan, { mode: "any" })),
    "in a change": changed(stage, (draft) => Object.assign(draft.proposed_changes[0]!, { force: true })),
    "in a change's record": changed(stage, (draft) => Object.assign(draft.proposed_changes[0]!.record!, { name: "x" })),
    "in the evidence": changed(reminder, (draft) => Object.assign(draft.evidence[0]!, { source: "x" })),
    "in the affected records": changed(reminder, (draft) => Object.assign(draft.affected_records, { domain: "[]" })),
    "in the approval": changed(reminder, (draft) => Object.assign(draft.approval, { auto: true })),
    "in the impact": changed(reminder, (draft) => Object.assign(draft.estimated_impact!, { mood: "good" })),
    "in the impact's money": changed(reminder, (draft) => Object.assign(draft.estimated_impact!.cash_in!, { rate: 1 })),
    "named __proto__": JSON.parse(JSON.stringify(reminder).replace("{", '{"__proto__":{"x":1},')),
    "named __proto__ in a follow-up's parameters": JSON.parse(
      JSON.stringify(exampleAction({ action_type: "schedule_customer_check_in" })).replace(
        '"parameters":{',
        '"parameters":{"__proto__":1,',
      ),
    ),
  },
};

describe.each(RULES)("the rule %s", (rule) => {
  test.each(Object.entries(BREAKING[rule]))("alone is named for %s", (_what, document) => {
    expect(brokenRules(document)).toEqual([rule]);
  });

  test("begins the message", () => {
    const [document] = Object.values(BREAKING[rule]);
    const result = validateActionProtocol(document);
    expect(result.ok ? [] : result.issues.map((issue) => issue.message.split(":")[0])).toContain(rule);
  });
});

describe("what the rules allow", () => {
  test.each([
    ["the examples that the broken ones are made from", [reminder, stage, sms, task]],
    ["a mail about the partner", [changed(reminder, (draft) => (email(draft).record = { model: "res.partner", id: 42 }))]],
    ["a life of seven days to the millisecond", [{ ...reminder, expires_at: "2026-03-09T09:00:00Z" }]],
    [
      "a before that an odoo_field_in holds",
      [
        changed(stage, (draft) => {
          const check = draft.revalidation_plan.checks.find(({ check_id }) => check_id === "stage")!;
          check.predicate = { type: "odoo_field_in", model: "crm.lead", id: 17, field: "stage_id", allowed: [1, 2] };
        }),
      ],
    ],
    ["effects in another order", [changed(reminder, (draft) => draft.external_effects.reverse())]],
    [
      "a guarded stage move that mails",
      [
        {
          ...stage,
          external_effects: reminder.external_effects,
          revalidation_plan: {
            checks: [
              ...stage.revalidation_plan.checks,
              ...reminder.revalidation_plan.checks.filter(({ predicate }) => predicate.type !== "odoo_record_exists"),
            ],
          },
        },
      ],
    ],
  ])("%s", (_what, documents) => {
    for (const document of documents) expect(brokenRules(document)).toEqual([]);
  });
});
