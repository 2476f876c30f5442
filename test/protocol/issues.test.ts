import { describe, expect, test } from "vitest";
import {
  ActionProtocolError,
  getActionDescription,
  parseActionProtocol,
  sameOdooValue,
  subjectRecords,
  validateActionProtocol,
  type ActionProtocol,
} from "#src/protocol/index.ts";
import { exampleAction } from "#test/support/protocolArbitraries.ts";

/** What a person or a program reads of a refusal: the rule, the place and the words, to the letter. */
function issuesOf(document: unknown): string[] {
  const result = validateActionProtocol(document);
  return result.ok ? [] : result.issues.map(({ rule, path, message }) => `${rule} | ${path} | ${message}`);
}

function changed(action: ActionProtocol, change: (draft: ActionProtocol) => unknown): ActionProtocol {
  const draft = structuredClone(action);
  change(draft);
  return draft;
}

const reminder = exampleAction({}, { cc: ["boss@azure.example"], ids: [17, 18] });
const stage = exampleAction({ action_type: "update_deal_stage" });
const sms = exampleAction({ action_type: "send_deal_check_in" });
const task = exampleAction({ action_type: "create_collection_task" });
const note = exampleAction({ action_type: "flag_at_risk_project" });
const followUp = exampleAction({ action_type: "schedule_customer_check_in" });

const inputsOf = (action: ActionProtocol) => action.operation.inputs as Record<string, unknown>;
const withoutCheck = (action: ActionProtocol, type: string) =>
  changed(action, (draft) => {
    draft.revalidation_plan.checks = draft.revalidation_plan.checks.filter(({ predicate }) => predicate.type !== type);
  });

const DUPLICATES = "guarded: outreach needs a no_duplicate_action_in_window check with severity block";
const HOURS = "guarded: outreach needs a quiet_hours_ok check";
const OUTSIDE = "records: must be among affected_records or be their partner";
const REREAD = "diff: needs an odoo_field_equals or odoo_field_in check on this record and field that holds for it";

describe("a refusal names the rule, the place and what must be", () => {
  test.each<[string, unknown, string[]]>([
    [
      "another safe operation",
      changed(task, (draft) => (draft.safe_operation = "send_sms")),
      [
        "mapping | safe_operation | mapping: create_collection_task runs create_odoo_task, not send_sms",
        "mapping | operation.type | mapping: safe_operation is send_sms, but the operation is create_odoo_task",
      ],
    ],
    [
      "another action type with the key that belongs to it",
      { ...task, action_type: "create_follow_up_task" },
      ["mapping | idempotency_key | mapping: must name this organisation and this action type"],
    ],
    [
      "a recipient nobody is shown",
      changed(reminder, (draft) => (inputsOf(draft)["to"] = ["thief@evil.example"])),
      ["effects | external_effects | effects: must be exactly the recipients of the send_email"],
    ],
    [
      "an address twice, in other letters",
      changed(exampleAction(), (draft) => {
        inputsOf(draft)["cc"] = ["BILLING@azure.example"];
        draft.external_effects.push({ ...draft.external_effects[0]!, recipient: "BILLING@azure.example", recipient_role: "cc" });
      }),
      ["effects | operation.inputs.to | effects: must not name an address twice"],
    ],
    [
      "an SMS shown as a mail",
      changed(sms, (draft) => {
        const { preview, body_sha256 } = draft.external_effects[0]!;
        draft.external_effects[0] = { ...reminder.external_effects[0]!, preview, body_sha256 };
      }),
      [
        "effects | external_effects | effects: must be exactly the recipients of the send_sms",
        "effects | external_effects.0.effect_type | effects: must be sms for send_sms",
        "effects | external_effects.0.subject | effects: must be the subject that is sent",
      ],
    ],
    [
      "another subject",
      changed(reminder, (draft) => (inputsOf(draft)["subject"] = "Something else")),
      [
        "effects | external_effects.0.subject | effects: must be the subject that is sent",
        "effects | external_effects.1.subject | effects: must be the subject that is sent",
      ],
    ],
    [
      "the end of the body as its preview",
      changed(reminder, (draft) => (draft.external_effects[1]!.preview = String(inputsOf(draft)["body_text"]).slice(-5))),
      ["effects | external_effects.1.preview | effects: must be the beginning of the body"],
    ],
    [
      "another hash",
      changed(reminder, (draft) => (draft.external_effects[1]!.body_sha256 = "0".repeat(64))),
      ["effects | external_effects.1.body_sha256 | effects: must be the hash of the body"],
    ],
    [
      "a mail without a look for duplicates",
      withoutCheck(reminder, "no_duplicate_action_in_window"),
      [`guarded | revalidation_plan.checks | ${DUPLICATES}`],
    ],
    ["an SMS without hours", withoutCheck(sms, "quiet_hours_ok"), [`guarded | revalidation_plan.checks | ${HOURS}`]],
    [
      "a stage that mails, without either",
      { ...stage, external_effects: exampleAction().external_effects },
      [`guarded | revalidation_plan.checks | ${DUPLICATES}`, `guarded | revalidation_plan.checks | ${HOURS}`],
    ],
    ["a before that nothing reads again", withoutCheck(stage, "odoo_field_equals"), [`diff | proposed_changes.0.before | ${REREAD}`]],
    [
      "a before of no record",
      changed(task, (draft) => (draft.proposed_changes[0]!.before = 1)),
      ["diff | proposed_changes.0.before | diff: must be null when there is no record to read it from again"],
    ],
    [
      "a record that is not looked for",
      changed(reminder, (draft) => {
        draft.revalidation_plan.checks = draft.revalidation_plan.checks.filter(
          ({ predicate }) => predicate.type !== "odoo_record_exists" || predicate.id !== 18,
        );
      }),
      ["diff | affected_records.ids.1 | diff: needs an odoo_record_exists check"],
    ],
    [
      "a record that is looked for in another model",
      changed(note, (draft) => {
        for (const { predicate } of draft.revalidation_plan.checks) {
          if (predicate.type === "odoo_record_exists") predicate.model = "project.task";
        }
      }),
      ["diff | affected_records.ids.0 | diff: needs an odoo_record_exists check"],
    ],
    [
      "a mail about another record",
      changed(reminder, (draft) => (inputsOf(draft)["record"] = { model: "account.move", id: 99 })),
      [`records | operation.inputs.record | ${OUTSIDE}`],
    ],
    [
      "an invoice attached that is not affected",
      changed(reminder, (draft) => (inputsOf(draft)["attach_invoice_ids"] = [17, 99])),
      [`records | operation.inputs.attach_invoice_ids.1 | ${OUTSIDE}`],
    ],
    [
      "an SMS about another record",
      changed(sms, (draft) => (inputsOf(draft)["record"] = { model: "crm.lead", id: 99 })),
      [`records | operation.inputs.record | ${OUTSIDE}`],
    ],
    [
      "a task for another customer",
      changed(task, (draft) => (inputsOf(draft)["partner_id"] = 99)),
      [`records | operation.inputs.partner_id | ${OUTSIDE}`],
    ],
    [
      "a note on another record",
      changed(note, (draft) => (inputsOf(draft)["record_id"] = 99)),
      [`records | operation.inputs.record_id | ${OUTSIDE}`],
    ],
    [
      "a call about another record",
      changed(exampleAction({ action_type: "escalate_overdue_invoice" }), (draft) => (inputsOf(draft)["res_id"] = 99)),
      [`records | operation.inputs.res_id | ${OUTSIDE}`],
    ],
    [
      "a follow-up on another customer",
      changed(followUp, (draft) => (inputsOf(draft)["context_id"] = 99)),
      [`records | operation.inputs.context_id | ${OUTSIDE}`],
    ],
    [
      "a change of another model's field",
      changed(stage, (draft) => (draft.proposed_changes[0]!.path = "project.task.stage_id")),
      ["records | proposed_changes.0.path | records: must be a field of crm.lead"],
    ],
    ["an end at the beginning", { ...reminder, expires_at: reminder.created_at }, ["life | expires_at | life: must be after created_at"]],
    [
      "a life of eight days",
      { ...reminder, expires_at: new Date(Date.parse(reminder.created_at) + 8 * 86_400_000).toISOString() },
      ["life | expires_at | life: must be at most 7 days after created_at"],
    ],
    ["a key nobody knows", { ...reminder, amount: 3 }, ["keys |  | keys: unknown key amount"]],
    [
      "a key hidden in what a follow-up is handed",
      changed(followUp, (draft) => (inputsOf(draft)["parameters"] = JSON.parse('{"__proto__": 1}'))),
      ["keys | operation.inputs.parameters | keys: unknown key __proto__"],
    ],
    [
      "text of two lines where one is",
      { ...changed(reminder, (draft) => (draft.affected_records.record_name = "a\nb")) },
      ["shape | affected_records.record_name | shape: must be one line without control characters"],
    ],
    [
      "a body with a bell",
      changed(note, (draft) => (inputsOf(draft)["body"] = "ring \u0007")),
      ["shape | operation.inputs.body | shape: must not hold control characters other than line feed and tab"],
    ],
    [
      "a body of blanks",
      changed(note, (draft) => (inputsOf(draft)["body"] = " \n ")),
      ["shape | operation.inputs.body | shape: must not be blank"],
    ],
    [
      "half a character",
      changed(note, (draft) => (inputsOf(draft)["body"] = "half \ud800")),
      ["shape | operation.inputs.body | shape: must be well-formed Unicode"],
    ],
  ])("%s", (_name, document, issues) => {
    expect(issuesOf(document)).toEqual(issues);
  });

  test("half a character in the name of a many2one, which has no canonical form", () => {
    expect(issuesOf(changed(stage, (draft) => (draft.proposed_changes[0]!.before = [2, "\ud83d"])))).not.toEqual([]);
  });

  test("and the error that is thrown lists them all, each with its place", () => {
    const broken = { ...withoutCheck(sms, "quiet_hours_ok"), expires_at: sms.created_at, amount: 3 };
    const message = (value: unknown): string => {
      try {
        parseActionProtocol(value);
      } catch (error) {
        if (error instanceof ActionProtocolError) return `${error.name}: ${error.message}`;
      }
      return "not refused";
    };
    expect(message({ ...sms, amount: 3 })).toBe("ActionProtocolError: Not a valid action: keys: unknown key amount");
    const { amount: _, ...both } = broken;
    expect(message(both)).toBe(
      `ActionProtocolError: Not a valid action: ${HOURS} (revalidation_plan.checks); life: must be after created_at (expires_at)`,
    );
  });

  test.each([null, 17, "text", [], {}, { operation: null }, { operation: { inputs: 1 } }, { operation: { inputs: { parameters: null } } }])(
    "and anything else is refused without a crash: %j",
    (value) => {
      const result = validateActionProtocol(value);
      expect(result.ok).toBe(false);
      expect(issuesOf(value).every((issue) => issue.startsWith("shape | "))).toBe(true);
    },
  );
});

describe("what an operation is about", () => {
  test("a task without a customer is about nothing of its own", () => {
    const { partner_id: _, ...inputs } = inputsOf(task);
    expect(subjectRecords({ type: "create_odoo_task", inputs } as ActionProtocol["operation"])).toEqual([]);
  });
});

describe("a line about an action", () => {
  const about = { model: "account.move", ids: [17, 18], partner_name: "Azure Interior" };

  test("counts several records and names the recipients", () => {
    const { external_effects } = reminder;
    expect(getActionDescription({ action_type: "send_invoice_reminder", affected_records: about, external_effects })).toBe(
      "Send invoice reminder: Azure Interior (2 records of account.move) → billing@azure.example",
    );
    const two = [...external_effects, { ...external_effects[0]!, recipient: "second@azure.example" }];
    expect(getActionDescription({ action_type: "send_invoice_reminder", affected_records: about, external_effects: two })).toContain(
      " → billing@azure.example, second@azure.example",
    );
  });

  test("names one record by its id where it has no name", () => {
    const one = { model: "account.move", ids: [17] };
    expect(getActionDescription({ action_type: "create_collection_task", affected_records: one, external_effects: [] })).toBe(
      "Create collection task: account.move 17",
    );
  });
});

describe("values that mean the same", () => {
  test.each([
    [[5, "Won"], 5, true],
    [[5, 6], 5, false],
    [["a", "b"], ["b", "a"], true],
    [[5, 6, 5], [6, 5], true],
    [["5", "Won"], 5, false],
    [[5, "Won", 6], 5, false],
    [false, null, true],
    [0, null, false],
  ])("%j and %j: %s", (left, right, same) => {
    expect(sameOdooValue(left, right)).toBe(same);
  });
});
