import { describe, expect, test } from "vitest";
import {
  ActionProtocolError,
  bodySha256,
  parseActionProtocol,
  previewOf,
  PREVIEW_LENGTH,
  validateActionProtocol,
} from "#src/protocol/index.ts";
import { exampleAction } from "#test/support/protocolArbitraries.ts";

/** The example with the value at a path (`operation.inputs.to.0`) replaced. */
function withValue(path: string, value: unknown, action: unknown = exampleAction()): unknown {
  const document: unknown = structuredClone(action);
  const keys = path.split(".");
  const last = keys.pop()!;
  let holder: unknown = document;
  for (const key of keys) holder = typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined;
  if (typeof holder !== "object" || holder === null) throw new Error(`no ${path}`);
  Reflect.set(holder, last, value);
  return document;
}

function shapeIssues(document: unknown): string[] {
  const result = validateActionProtocol(document);
  return result.ok ? [] : result.issues.filter((issue) => issue.rule === "shape").map((issue) => issue.path);
}

describe("what a field refuses", () => {
  test.each([
    ["version", "1.0"],
    ["action_id", "5f0f9a64-6f5d-4c3e-9d38-3d9f6a1c2b7e"],
    ["org_id", "a:b"],
    ["created_by", "root"],
    ["created_by", "user:"],
    ["created_by", "agent:a b"],
    ["created_at", "2026-03-02T09:00:00+01:00"],
    ["created_at", "2026-03-02T09:00Z"],
    ["created_at", "2026-02-30T09:00:00Z"],
    ["created_at", 1_772_442_000],
    ["risk_level", "none"],
    ["idempotency_key", "org-1:send_invoice_reminder:2026-03-02"],
    ["reasoning", "too short"],
    ["reasoning", "x".repeat(2_001)],
    ["reasoning", " ".repeat(20)],
    ["expected_effect", "x".repeat(601)],
    ["evidence", []],
    ["affected_records.ids", []],
    ["affected_records.ids", [17, 17]],
    ["affected_records.ids", [0]],
    ["affected_records.ids", [2 ** 53]],
    ["affected_records.partner_name", "Azure\r\nBcc: all"],
    ["affected_records.model", "Account Move"],
    ["operation.inputs.to.0", "not an address"],
    ["operation.inputs.to.0", "a@b.example\nBcc: c@d.example"],
    ["operation.inputs.to.0", "Azure <billing@azure.example>"],
    ["operation.inputs.to", []],
    ["operation.inputs.subject", "Hello\r\nBcc: all@example.com"],
    ["operation.inputs.subject", "Hello\u2028there"],
    ["operation.inputs.subject", "invoice \u202egpj.exe"],
    ["operation.inputs.subject", "x".repeat(201)],
    ["operation.inputs.subject", ""],
    ["operation.inputs.subject", "half \ud83d"],
    ["operation.inputs.body_text", "bell \u0007"],
    ["operation.inputs.reply_to", "nobody"],
    ["operation.inputs.language", "french please"],
    ["proposed_changes.0.path", "reminder_level"],
    ["proposed_changes.0.change_type", "replace"],
    ["proposed_changes.0.after", { nested: true }],
    ["proposed_changes.0.after", Number.NaN],
    ["revalidation_plan.checks", []],
    ["revalidation_plan.checks.0.severity_on_fail", "warn"],
    ["revalidation_plan.checks.0.predicate.type", "always"],
    ["revalidation_plan.checks.1.predicate.window_minutes", 0],
    ["revalidation_plan.checks.1.predicate.scope_key", "every one"],
    ["revalidation_plan.checks.2.predicate.business_hours_start", "24:00"],
    ["revalidation_plan.checks.2.predicate.days", [0]],
    ["revalidation_plan.checks.2.predicate.days", [1, 1]],
    ["revalidation_plan.checks.2.check_id", "exists-17"],
    ["external_effects.0.preview", ""],
    ["external_effects.0.body_sha256", "ABC"],
    ["external_effects.0.recipient_partner_id", -1],
    ["approval.min_approvals", 0],
    ["approval.channels", ["pigeon"]],
    ["estimated_impact.cash_in.currency", "euro"],
    ["rollback_strategy", "undo"],
  ])("%s: %j", (path, value) => {
    const at = path === "revalidation_plan.checks.2.check_id" ? "revalidation_plan.checks" : path;
    expect(shapeIssues(withValue(path, value)).some((issue) => issue.startsWith(at))).toBe(true);
  });

  test("a phone number that is not E.164", () => {
    const sms = exampleAction({ action_type: "send_deal_check_in" });
    for (const to of ["0612345678", "+33 6 12 34 56 78", "+1", "+33612345678\n"]) {
      expect(shapeIssues(withValue("operation.inputs.to", to, sms))).toEqual(["operation.inputs.to"]);
    }
  });
});

test("anything that is not a document is refused, with the typed error from the parser", () => {
  for (const value of [undefined, null, 3, "x", [], {}, [exampleAction()], JSON.stringify(exampleAction())]) {
    expect(validateActionProtocol(value).ok).toBe(false);
    expect(() => parseActionProtocol(value)).toThrow(ActionProtocolError);
  }
});

test("a preview is the beginning of the body, cut between characters", () => {
  const body = `${"x".repeat(PREVIEW_LENGTH - 1)}😀 and more`;
  expect(previewOf(body)).toBe("x".repeat(PREVIEW_LENGTH - 1));
  expect(previewOf("short")).toBe("short");
  expect(bodySha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});
