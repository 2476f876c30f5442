import { describe, expect, test } from "vitest";
import { planFollowOns } from "#src/executor/followOns/plan.ts";
import { invoiceNoteId, messageIdOf } from "#src/operations/tokens.ts";
import type { ActionType } from "#src/protocol/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

const DONE_AT = new Date("2026-03-02T09:05:30Z");

describe("after a mail", () => {
  test.each<[ActionType, string, string]>([
    ["send_invoice_reminder", "a payment reminder", "account.move"],
    ["send_payment_confirmation", "a payment confirmation", "account.move"],
    ["follow_up_on_stale_deal", "a follow-up", "crm.lead"],
    ["send_deal_check_in", "a message", "crm.lead"],
  ])("%s: each record says that %s went out, to whom, when and by which action", (actionType, what, model) => {
    const made = exampleAction({}, { actionType, ids: [17, 18], to: ["billing@azure.example"], cc: ["anna@azure.example"] });
    // deal check-ins go out as SMS too; here as whatever carries a subject
    const action = { ...made, operation: exampleAction().operation };
    const subject = action.external_effects.find((effect) => effect.subject !== undefined)?.subject;
    const to = action.external_effects.map(({ recipient }) => recipient).join(", ");
    const lines = [`AI COO sent ${what} to ${to} on 2026-03-02 09:05 UTC.`];
    if (subject !== undefined) lines.push(`Subject: ${subject}`);
    const body = [...lines, `Action: ${action.action_id}`].join("\n");

    expect(planFollowOns(action, DONE_AT)).toEqual(
      [17, 18].map((id) => ({
        actionId: action.action_id,
        operation: "create_internal_note",
        inputs: { model, record_id: id, body },
        token: invoiceNoteId(action.action_id, id),
      })),
    );
  });

  test("nothing is noted on a record on which nobody looks for it", () => {
    const action = exampleAction();
    expect(planFollowOns({ ...action, affected_records: { ...action.affected_records, model: "res.partner" } }, DONE_AT)).toEqual([]);
  });
});

test("after a change of stage the record says why", () => {
  const action = exampleAction({}, { actionType: "update_deal_stage", ids: [17] });
  if (action.operation.type !== "update_odoo_stage") throw new Error("the example changes a stage");
  const { model, record_id, reason } = action.operation.inputs;
  expect({ model, record_id }).toEqual({ model: "crm.lead", record_id: 17 });
  expect(planFollowOns(action, DONE_AT)).toEqual([
    {
      actionId: action.action_id,
      operation: "create_internal_note",
      inputs: { model, record_id, body: reason },
      token: messageIdOf(action.action_id),
    },
  ]);
});

test("after what people find by itself nothing follows", () => {
  expect(planFollowOns(exampleAction({}, { actionType: "create_collection_task" }), DONE_AT)).toEqual([]);
  expect(planFollowOns(exampleAction({}, { actionType: "schedule_customer_check_in" }), DONE_AT)).toEqual([]);
});
