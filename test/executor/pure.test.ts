import { describe, expect, test } from "vitest";
import type { ClaimedAction, Settlement } from "#src/actions/index.ts";
import { backoffFrom, nextQuestion } from "#src/executor/backoff.ts";
import { contactOf, parseScope } from "#src/executor/contact.ts";
import { leaseLost, resultOf } from "#src/executor/results.ts";
import { checkApproval, type PolicyNow } from "#src/executor/stages/approval.ts";
import { validate } from "#src/executor/stages/validation.ts";
import { statisticsOf } from "#src/executor/statistics.ts";
import { transactionGate } from "#src/executor/transactionGate.ts";
import type { ActionResult } from "#src/executor/types.ts";
import type { Database } from "#src/db/index.ts";
import { guardrailSettingsSchema } from "#src/policy/index.ts";
import { fingerprint, type ActionProtocol } from "#src/protocol/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

const NOW = new Date("2026-03-02T09:00:00Z");
const WEEK_MS = 7 * 86_400_000;

describe("waiting", () => {
  test("is an hour at most, chance apart, and to the millisecond", () => {
    expect(backoffFrom(NOW, 9, 7, () => 0).getTime() - NOW.getTime()).toBe(3_584_000);
    expect(backoffFrom(NOW, 10, 7, () => 0).getTime() - NOW.getTime()).toBe(3_600_000);
    expect(backoffFrom(NOW, 0, 5, () => 0.1).getTime() - NOW.getTime()).toBe(5_250);
  });

  test("for a look-up asks once more at the very end of the week, and not after it", () => {
    expect(nextQuestion(NOW, new Date(NOW.getTime() - WEEK_MS))).toEqual(new Date("2026-03-02T15:00:00Z"));
    expect(nextQuestion(NOW, new Date(NOW.getTime() - WEEK_MS - 1))).toBeNull();
  });
});

describe("a settlement as the caller sees it", () => {
  const notBefore = new Date("2026-03-02T10:00:00Z");
  const why = { reason: "why" };
  const given = { actionId: "one", milliseconds: 7 };
  test.each<[Settlement, object]>([
    [
      { to: "completed", ...why },
      { result: "executed", ref: "ref" },
    ],
    [
      { to: "deferred", ...why, notBefore, because: "retry" },
      { result: "retried", ...why, notBefore: "2026-03-02T10:00:00.000Z" },
    ],
    [
      { to: "deferred", ...why, notBefore, because: "policy" },
      { result: "deferred", ...why, notBefore: "2026-03-02T10:00:00.000Z" },
    ],
    [
      { to: "deferred", ...why, notBefore, because: "recovered" },
      { result: "deferred", ...why, notBefore: "2026-03-02T10:00:00.000Z" },
    ],
    [
      { to: "blocked", ...why },
      { result: "blocked", ...why },
    ],
    [
      { to: "failed", ...why },
      { result: "failed", ...why },
    ],
    [
      { to: "needs_attention", ...why },
      { result: "needs_attention", ...why },
    ],
    [
      { to: "expired", ...why },
      { result: "expired", ...why },
    ],
    [
      { to: "require_reapproval", ...why, action: exampleAction(), version: 2, changes: [] },
      { result: "require_reapproval", ...why },
    ],
  ])("%j", (settlement, expected) => {
    expect(resultOf("one", settlement, 7, "ref")).toEqual({ ...given, ...expected });
  });

  test("has no reference where none is known, and of a lost lease says that somebody else settles it", () => {
    expect(resultOf("one", { to: "completed", reason: "" }, 7)).toEqual({ ...given, result: "executed", ref: null });
    expect(leaseLost("one", 7)).toEqual({
      ...given,
      result: "refused",
      code: "lease_lost",
      reason: "Another worker took the action over; what this one knew was not recorded.",
      status: "executing",
    });
  });
});

describe("the statistics of results", () => {
  const result = (kind: ActionResult["result"], milliseconds: number): ActionResult =>
    ({ actionId: kind, result: kind, reason: "", milliseconds }) as ActionResult;

  test("count each kind under its name, and take the times of all that were not refused", () => {
    const kinds: [ActionResult["result"], number][] = [
      ["executed", 40],
      ["executed", 10],
      ["blocked", 20],
      ["expired", 30],
      ["deferred", 1],
      ["retried", 2],
      ["failed", 3],
      ["needs_attention", 4],
      ["require_reapproval", 5],
      ["refused", 5000],
      ["refused", 1],
      ["interrupted", 6],
    ];
    const results = kinds.map(([kind, milliseconds]) => result(kind, milliseconds));
    expect(statisticsOf(results)).toEqual({
      executed: 2,
      blocked: 2,
      deferred: 1,
      retried: 1,
      failed: 1,
      needsAttention: 1,
      reapproval: 1,
      refused: 2,
      interrupted: 1,
      durations: { total: 121, median: 5, slowest: 40 },
      results,
    });
  });

  test("have no times where nothing came that far", () => {
    expect(statisticsOf([]).durations).toBeNull();
    expect(statisticsOf([result("refused", 5)])).toMatchObject({ refused: 1, durations: null });
  });
});

describe("the contact of an action", () => {
  const withScope = (scope_key: string): ActionProtocol => {
    const action = exampleAction();
    const checks = action.revalidation_plan.checks.map((check) =>
      check.predicate.type === "no_duplicate_action_in_window" ? { ...check, predicate: { ...check.predicate, scope_key } } : check,
    );
    return { ...action, revalidation_plan: { checks } };
  };
  const unread = { kind: "unguarded", reason: "Its scope of contact cannot be read, so nobody was contacted." };

  test("is not made where its scope cannot be read, is of another channel or only asks again, and the reason says so", () => {
    expect(contactOf(withScope("somebody"))).toEqual(unread);
    expect(contactOf(withScope("sms:partner:42:invoice"))).toEqual(unread);
    const action = exampleAction();
    const lenient = action.revalidation_plan.checks.map((check) => ({ ...check, severity_on_fail: "require_reapproval" as const }));
    expect(contactOf({ ...action, revalidation_plan: { checks: lenient } })).toEqual(unread);
    expect(contactOf(withScope("email:partner:7:invoice"))).toEqual({
      kind: "unguarded",
      reason: "Its scope of contact names another customer than the action itself, so nobody was contacted.",
    });
  });

  test("tells the ladder only what the reminder says", () => {
    const action = exampleAction();
    const { estimated_impact: _, ...bare } = { ...action, proposed_changes: [] };
    const contact = contactOf({ ...bare, affected_records: { ...action.affected_records, model: "sale.order" } });
    expect(contact).toMatchObject({ kind: "contact", contact: { partnerId: 42 } });
    for (const key of ["level", "currency", "companyId", "invoiceIds"])
      expect((contact as { readonly contact: object }).contact).not.toHaveProperty(key);
  });

  test("has a scope that is one from its first letter to its last", () => {
    for (const odd of ["xemail:partner:42:invoice", "email:partner:42:invoice:7x", "email:partner:x:invoice", "fax:partner:42:invoice"])
      expect(parseScope(odd)).toBeNull();
    expect(parseScope("email:partner:42:invoice")).toEqual({ channel: "email", partnerId: 42, contextType: "invoice" });
    expect(parseScope("email:partner:420:invoice:17")).toEqual({ channel: "email", partnerId: 420, contextType: "invoice", contextId: 17 });
  });
});

describe("the stored document", () => {
  const action = exampleAction();
  const claim = (over: Partial<ClaimedAction> = {}): ClaimedAction =>
    ({ actionId: action.action_id, document: action, ...over }) as ClaimedAction;

  test("runs where it is valid and stands where it belongs", () => {
    expect(validate(claim(), action.org_id)).toEqual({ ok: true, action });
  });

  test("does not run where it belongs to another action or organisation", () => {
    const elsewhere = { ok: false, reason: "The stored document belongs to another action, so nothing was done." };
    expect(validate(claim({ actionId: "another" }), action.org_id)).toEqual(elsewhere);
    expect(validate(claim(), "another")).toEqual(elsewhere);
  });

  test("does not run where it is not valid, and says the first thing that is wrong", () => {
    const refused = validate(claim({ document: { ...action, version: "9" } }), action.org_id);
    expect(refused).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^The stored action is not valid \(.{5,}\), so nothing was done\.$/),
    });
    expect((refused as { readonly reason: string }).reason).not.toContain("unknown");
  });
});

describe("the approval of a claimed action", () => {
  const action = exampleAction();
  const print = fingerprint(action);
  const policy: PolicyNow = { settings: guardrailSettingsSchema.parse({}), deciders: 1, now: NOW, pauses: new Map() };
  const approval = { actor: "user:anna", channel: "in_app", fingerprint: print, rule: null };
  const claim = (over: object = {}): ClaimedAction =>
    ({
      actionId: action.action_id,
      untouched: true,
      fingerprint: print,
      approvals: [approval],
      amountAtStake: 10,
      firstContact: false,
      ...over,
    }) as unknown as ClaimedAction;
  const check = (over?: object, departed: readonly string[] = []) => checkApproval(claim(over), action, policy, new Set(departed) as never);

  test("counts who approved these very contents", () => {
    expect(check()).toEqual({ ok: true, counted: 1 });
  });

  test.each([
    ["the row was touched", { untouched: false }, "The stored action differs from the version that was approved, so nothing was done."],
    [
      "the fingerprint is another",
      { fingerprint: "x" },
      "The stored action differs from the version that was approved, so nothing was done.",
    ],
    [
      "an approval was for other contents",
      { approvals: [approval, { ...approval, actor: "user:ben", fingerprint: "x" }] },
      "An approval was given for other contents than the stored ones, so nothing was done.",
    ],
    ["nobody approved it", { approvals: [] }, "The action is marked as approved, but nobody approved it, so nothing was done."],
  ])("stops it where %s", (_why, over, reason) => {
    expect(check(over)).toEqual({ ok: false, kind: "tampered", reason });
  });

  test("asks again where who approved it has left", () => {
    expect(check({}, ["user:anna"])).toMatchObject({
      ok: false,
      kind: "not_enough",
      reason: "It has 0 of the 1 approvals that it needs by now.",
      action: { approval: { required: true } },
    });
  });
});

test("one gate is shared by everything that works on a database, and no other's", () => {
  const [one, two] = [{} as Database, {} as Database];
  expect(transactionGate(one)).toBe(transactionGate(one));
  expect(transactionGate(one)).not.toBe(transactionGate(two));
});
