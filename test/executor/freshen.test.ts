import { describe, expect, test } from "vitest";
import { freshen } from "#src/executor/freshen.ts";
import type { ActionProtocol, OdooValue } from "#src/protocol/index.ts";
import type { RevalidationResult } from "#src/revalidation/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

/** An approved change of a deal's stage whose facts are not those any more: what a person is asked instead. */

const NOW = new Date("2026-03-03T09:00:00Z");
const DEAL = 17;

const base = exampleAction({ created_at: "2026-03-02T09:00:00.000Z" }, { actionType: "update_deal_stage", ids: [DEAL] });

function ofStage(over: Partial<ActionProtocol> = {}): ActionProtocol {
  return {
    ...base,
    revalidation_plan: {
      checks: [
        ...base.revalidation_plan.checks.filter(({ predicate }) => predicate.type !== "odoo_field_equals"),
        {
          check_id: "stage_as_read",
          description: "The deal stands where it stood",
          severity_on_fail: "require_reapproval",
          predicate: { type: "odoo_field_equals", model: "crm.lead", id: DEAL, field: "stage_id", expected: [2, "Qualified"] },
        },
      ],
    },
    ...over,
  };
}

const result = (over: Partial<RevalidationResult> = {}): RevalidationResult =>
  ({
    check_id: "stage_as_read",
    passed: false,
    severity: "require_reapproval",
    seen: [3, "Negotiation"],
    sentence: "The stage is Negotiation by now.",
    ...over,
  }) as RevalidationResult;

const fresh = (results: readonly RevalidationResult[], action = ofStage(), now = NOW) => freshen(action, results, now);
const seenAs = (seen: OdooValue) => {
  const made = fresh([result({ seen })]);
  if (!made.ok) throw new Error(made.reason);
  return made.changes[0]!.human_label;
};

describe("a field that changed", () => {
  test("is what the change starts from, in the diff, its label and the check that guards it", () => {
    const made = fresh([result()]);
    if (!made.ok) throw new Error(made.reason);
    const [before] = base.proposed_changes;
    expect(made.changes).toEqual([
      { ...before, before: [3, "Negotiation"], human_label: `${before!.human_label} (it is now Negotiation)` },
    ]);
    expect(made.action.proposed_changes).toEqual(made.changes);
    expect(made.action.revalidation_plan.checks.find(({ check_id }) => check_id === "stage_as_read")?.predicate).toMatchObject({
      expected: [3, "Negotiation"],
    });
  });

  test("is told among the evidence, on one line", () => {
    const made = fresh([result({ sentence: "The stage is\n\u202eNegotiation by now." })]);
    expect(made).toMatchObject({ ok: true });
    expect(made.ok && made.action.evidence.at(-1)).toEqual({
      label: "Changed since it was approved",
      value: "The stage is Negotiation by now.",
    });
    expect(made.ok && made.action.evidence).toHaveLength(base.evidence.length + 1);
  });

  test("gives the person the usual time from now on, and no more than an action may live", () => {
    const lives = (now: string) => {
      const made = fresh([result()], ofStage(), new Date(now));
      return made.ok ? made.action.expires_at : made.reason;
    };
    expect(lives("2026-03-03T09:00:00Z")).toBe("2026-03-04T09:00:00.000Z");
    expect(lives("2026-03-08T12:00:00Z")).toBe("2026-03-09T09:00:00.000Z");
    expect(lives("2026-03-09T09:00:00Z")).toBe("The facts changed, and it cannot be brought up to date.");
  });

  test.each<[string, OdooValue, string]>([
    ["nothing", false, "empty"],
    ["nothing at all", null, "empty"],
    ["a number", 12.5, "12.5"],
    ["a linked record", [3, "Negotiation"], "Negotiation"],
    ["several records", [4, 5], "4, 5"],
    ["words on two lines", "one\ntwo", "one two"],
    ["very many words", "x".repeat(200), "x".repeat(100)],
  ])("to %s is shown in people's words", (_name, seen, shown) => {
    expect(seenAs(seen)).toBe(`${base.proposed_changes[0]!.human_label} (it is now ${shown})`);
  });

  test("is shown within the length that a label may have", () => {
    const [change] = base.proposed_changes;
    const action = ofStage({ proposed_changes: [{ ...change!, human_label: "y".repeat(300) }] });
    const made = fresh([result()], action);
    const addition = " (it is now Negotiation)";
    expect(made.ok && made.changes[0]!.human_label).toBe(`${"y".repeat(300 - addition.length)}${addition}`);
  });
});

describe("there is nothing to ask", () => {
  test("where the record stands by now where the action would put it", () => {
    const target = base.proposed_changes[0]!.after;
    const made = fresh([result({ seen: target })]);
    expect(made).toMatchObject({ ok: false, reason: expect.stringMatching(/^Nothing is left to do: .+\.$/) });
  });

  test("where what changed is no plain field: the reason is what was found", () => {
    const action = ofStage();
    const [other] = action.revalidation_plan.checks.filter(({ predicate }) => predicate.type !== "odoo_field_equals");
    expect(fresh([result({ check_id: other!.check_id, sentence: "The customer opted out." })], action)).toEqual({
      ok: false,
      reason: "The customer opted out.",
    });
  });

  test("where what was read is no value that a field can have", () => {
    expect(fresh([result({ seen: { odd: true } })])).toEqual({ ok: false, reason: "The stage is Negotiation by now." });
  });
});

test("what still holds, and what blocks anyway, changes nothing in the action", () => {
  const made = fresh([result({ passed: true }), result({ severity: "block" })]);
  expect(made).toMatchObject({ ok: true, changes: [] });
  expect(made.ok && made.action.proposed_changes).toEqual(base.proposed_changes);
  expect(made.ok && made.action.evidence).toEqual(base.evidence);
});
