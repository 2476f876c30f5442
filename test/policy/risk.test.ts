import { describe, expect, test } from "vitest";
import { assessRisk, DEFAULT_GUARDRAILS, guardrailSettingsSchema, type RiskFacts } from "#src/policy/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { exampleAction, type DocumentParts } from "#test/support/protocolDocuments.ts";

function assess(facts: RiskFacts, parts: Partial<DocumentParts> = {}, over: Partial<ActionProtocol> = {}) {
  return assessRisk(exampleAction(over, parts), facts, DEFAULT_GUARDRAILS);
}

describe("risk", () => {
  test("is that of the document where nothing raises it", () => {
    expect(assess({})).toEqual({ level: "medium", reasons: [] });
  });

  test("is never below its type's, whatever the document says", () => {
    expect(assess({}, {}, { risk_level: "low" })).toMatchObject({
      level: "medium",
      reasons: [expect.stringContaining("never below medium")],
    });
    expect(assess({}, { actionType: "escalate_overdue_invoice" }, { risk_level: "low" }).level).toBe("high");
  });

  test.each([
    ["an amount from ten thousand", { amount: 10_000 }, "high"],
    ["an amount below it", { amount: 9_999.99 }, "medium"],
    ["an amount from a hundred thousand", { amount: 100_000 }, "critical"],
    ["a customer that was never contacted", { firstContact: true }, "high"],
    ["an address outside the customer's own domains", { customerDomains: ["other.example"] }, "high"],
    ["an address inside them", { customerDomains: ["AZURE.example"] }, "medium"],
  ] as const)("with %s", (_name, facts, level) => {
    expect(assess(facts).level).toBe(level);
  });

  test("says amounts as people write them", () => {
    expect(assess({ amount: 16_140.28 }).reasons).toEqual(["The amount at stake, 16,140.28, reaches 10,000."]);
    expect(assess({ amount: 123_456.5 }).reasons).toEqual(["The amount at stake, 123,456.50, reaches 100,000."]);
  });

  test("rises with the number of recipients", () => {
    const to = ["a@azure.example", "b@azure.example", "c@azure.example"];
    expect(assess({}, { to }).level).toBe("medium");
    expect(assess({}, { to, cc: ["d@azure.example"] }).level).toBe("high");
  });

  test("never sinks: what is critical stays so", () => {
    expect(assess({ firstContact: true, amount: 1 }, {}, { risk_level: "critical" })).toEqual({ level: "critical", reasons: [] });
  });
});

test("guardrails start with everything off that acts alone, and refuse what would let much through", () => {
  expect(DEFAULT_GUARDRAILS).toMatchObject({
    autoApproval: { enabled: false, rules: [] },
    minApprovals: { low: 1, medium: 1, high: null, critical: 2 },
  });
  const rule = { name: "All", actionTypes: ["send_invoice_reminder"], maxRisk: "critical" };
  expect(guardrailSettingsSchema.safeParse({ autoApproval: { enabled: true, rules: [rule] } }).success).toBe(false);
});
