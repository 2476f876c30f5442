import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  ACTION_TYPES,
  generateIdempotencyKey,
  getActionDescription,
  outreachScopeKey,
  parseIdempotencyKey,
  raiseRisk,
  requiresApproval,
  sameOdooValue,
  scopeKeySchema,
} from "#src/protocol/index.ts";
import { exampleAction } from "#test/support/protocolArbitraries.ts";

test("an idempotency key is read back into its parts, also with colons in the scope", () => {
  const scope = fc.string({ unit: fc.constantFrom("a", "Z", "0", "_", ".", ":", "-"), minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.constantFrom(...ACTION_TYPES), scope, (actionType, scopeOfAction) => {
      const parts = { orgId: "org-1", actionType, scope: scopeOfAction, date: "2026-03-02" };
      expect(parseIdempotencyKey(generateIdempotencyKey(parts))).toEqual(parts);
    }),
  );
  expect(
    generateIdempotencyKey({ orgId: "org-1", actionType: "send_invoice_reminder", scope: "partner-42:EUR:level-2", date: "2026-03-02" }),
  ).toBe("org-1:send_invoice_reminder:partner-42:EUR:level-2:2026-03-02");
  for (const key of ["", "org-1:dance:x:2026-03-02", "org-1:send_invoice_reminder:2026-03-02", "org-1:send_invoice_reminder:x:today"]) {
    expect(parseIdempotencyKey(key)).toBeNull();
  }
});

test("a scope key names channel, partner, kind and, if it is about one record, the record", () => {
  const customer = outreachScopeKey({ channel: "email", partnerId: 42, contextType: "invoice" });
  const deal = outreachScopeKey({ channel: "sms", partnerId: 42, contextType: "deal", contextId: 17 });
  expect([customer, deal]).toEqual(["email:partner:42:invoice", "sms:partner:42:deal:17"]);
  expect(scopeKeySchema.safeParse(customer).success && scopeKeySchema.safeParse(deal).success).toBe(true);
});

test("an action is described in one line", () => {
  expect(getActionDescription(exampleAction({}, { cc: ["boss@azure.example"], line: "INV/2026/00017" }))).toBe(
    "Send invoice reminder: Azure Interior (INV/2026/00017) → billing@azure.example",
  );
  expect(
    getActionDescription(
      exampleAction({ action_type: "create_collection_task", affected_records: { model: "account.move", ids: [1, 2] } }),
    ),
  ).toBe("Create collection task: 2 records of account.move");
});

test("risk is raised and never lowered", () => {
  expect(raiseRisk("medium", "high")).toBe("high");
  expect(raiseRisk("high", "low")).toBe("high");
});

test("an approval is required when the document says so", () => {
  expect(requiresApproval(exampleAction())).toBe(true);
  expect(requiresApproval(exampleAction({ approval: { required: false, channels: [], min_approvals: 0 } }))).toBe(false);
});

test.each([
  [false, null, true],
  [null, 0, false],
  [2, [2, "Qualified"], true],
  [[3, 1, 2], [1, 2, 3], true],
  [[1, 2], [1, 2, 2], true],
  [[1, 2], [1, 3], false],
  ["2", 2, false],
  ["", null, false],
  [true, 1, false],
])("%j and %j mean the same: %s", (left, right, same) => {
  expect(sameOdooValue(left, right)).toBe(same);
  expect(sameOdooValue(right, left)).toBe(same);
});
