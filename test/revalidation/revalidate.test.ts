import { describe, expect, it } from "vitest";
import { withTransaction } from "#src/db/index.ts";
import type { ErrorCode } from "#src/lib/errors.ts";
import { markOutreachSent, outreachSettingsSchema, releaseOutreach, reserveOutreach } from "#src/outreach/index.ts";
import { outreachScopeKey, type Predicate } from "#src/protocol/index.ts";
import { revalidateActions, verdictOf } from "#src/revalidation/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { reminder, setScene } from "./scene.ts";

const scene = setScene();

const field = (name: string, expected: Extract<Predicate, { type: "odoo_field_equals" }>["expected"]): Predicate => ({
  type: "odoo_field_equals",
  model: "account.move",
  id: 17,
  field: name,
  expected,
});

describe("nothing has changed", () => {
  it("passes, and says of each check what was seen", async () => {
    const results = await scene.resultsOf(reminder(field("payment_state", "not_paid")));
    expect(results.map(({ check_id, outcome, severity }) => [check_id, outcome, severity])).toEqual([
      ["exists-17", "passed", "block"],
      ["no-duplicate", "passed", "block"],
      ["quiet-hours", "passed", "block"],
      ["extra", "passed", "block"],
      ["recipient:42:to:0", "passed", "block"],
      ["customer-signals", "passed", "block"],
    ]);
    expect(verdictOf(results)).toEqual({ kind: "pass" });
  });
});

describe("a field", () => {
  it.each([
    ["a many2one is its id", "partner_id", 42],
    ["a many2one may be written as Odoo does", "partner_id", [42, "Renamed since"]],
    ["a many2many is a set", "tag_ids", [1, 2, 3, 3]],
    ["false is nothing", "narration", false],
    ["null is nothing", "narration", null],
    ["a zero is no record", "res_id", null],
    ["an amount is rounded to its currency", "amount_residual", 1250.0049],
    ["a float has no noise", "ratio", 0.3],
    ["a zero is not nothing", "sequence", 0],
    ["a day is a day", "invoice_date_due", "2026-02-01"],
    ["a moment is UTC, in either notation", "write_date", "2026-02-03T10:00:00Z"],
    ["a moment is UTC, in either notation", "write_date", "2026-02-03 10:00:00"],
    ["a word is itself", "payment_state", "not_paid"],
  ] as const)("is the same: %s (%s)", async (_why, name, expected) => {
    expect(await scene.extra(field(name, expected as never))).toMatchObject({ outcome: "passed", passed: true });
  });

  it.each([
    ["another record", "partner_id", 43],
    ["no record", "partner_id", null],
    ["one of the set is missing", "tag_ids", [1, 2]],
    ["a cent", "amount_residual", 1250.01],
    ["another day", "invoice_date_due", "2026-02-02"],
    ["another second", "write_date", "2026-02-03T10:00:01Z"],
    ["something for nothing", "narration", "paid by phone"],
    ["nothing for a zero", "sequence", null],
    ["another word", "payment_state", "paid"],
  ] as const)("differs: %s (%s)", async (_why, name, expected) => {
    expect(await scene.extra(field(name, expected as never))).toMatchObject({ outcome: "failed", passed: false });
  });

  it.each([
    ["does not exist", "colour", 4],
    ["is of a kind that cannot be compared", "attachment", "aGVsbG8="],
    ["is compared with the wrong kind", "amount_residual", "1250"],
    ["is compared with no moment at all", "write_date", "yesterday"],
    ["is compared with the wrong kind", "partner_id", "Azure Interior"],
  ] as const)("never passes when it %s (%s)", async (_why, name, expected) => {
    expect(await scene.extra(field(name, expected))).toMatchObject({ outcome: "failed" });
  });

  it("says of which field of which record it cannot be said", async () => {
    expect(await scene.extra(field("amount_residual", "1250"))).toMatchObject({
      seen: null,
      sentence: "The field amount_residual of Invoice INV/2026/00017 cannot be compared with what was expected of it.",
    });
  });

  it("rounds to the finer of the record's currencies, so that amounts that differ stay apart", async () => {
    scene.odoo.put("account.move", 17, { currency_id: [2, "JPY"], amount_residual: 100.4 });
    expect(await scene.extra(field("amount_residual", 100.3))).toMatchObject({ outcome: "failed" });
    scene.odoo.put("account.move", 17, { company_currency_id: [2, "JPY"], amount_residual: 1250.4 });
    expect(await scene.extra(field("amount_residual", 1250))).toMatchObject({ outcome: "passed" });
  });

  it("may hold any of several values", async () => {
    const either = (...allowed: string[]): Predicate => ({
      type: "odoo_field_in",
      model: "account.move",
      id: 17,
      field: "payment_state",
      allowed,
    });
    expect(await scene.extra(either("partial", "not_paid"))).toMatchObject({ outcome: "passed" });
    expect(await scene.extra(either("partial", "paid"))).toMatchObject({
      outcome: "failed",
      seen: "not_paid",
      sentence: "Invoice INV/2026/00017 is unpaid again since this was proposed (it said Partially Paid or Paid, now Not Paid).",
    });
  });
});

describe("a fact that has changed is told in a sentence", () => {
  it("an invoice that was paid", async () => {
    scene.odoo.put("account.move", 17, { payment_state: "paid" });
    const action = reminder(field("payment_state", "not_paid"));
    expect(await scene.verdict(action)).toEqual({
      kind: "block",
      reasons: ["Invoice INV/2026/00017 was paid since this was proposed (it said Not Paid, now Paid)."],
    });
  });

  it("an amount, in its currency", async () => {
    scene.odoo.put("account.move", 17, { amount_residual: 250 });
    expect((await scene.extra(field("amount_residual", 1250))).sentence).toBe(
      "Invoice INV/2026/00017 has another open amount since this was proposed (it said 1,250.00 EUR, now 250.00 EUR).",
    );
  });

  it("a stage, with a fresh approval asked for", async () => {
    scene.odoo.put("crm.lead", 17, { stage_id: [3, "Proposition"] });
    expect(await scene.verdict(exampleAction({ action_type: "update_deal_stage" }))).toEqual({
      kind: "require_reapproval",
      reasons: ["Opportunity Office furniture was moved to another stage since this was proposed (it said number 2, now Proposition)."],
    });
  });

  it("a record that is gone, or archived", async () => {
    scene.odoo.remove("account.move", 17);
    expect(await scene.verdict()).toEqual({
      kind: "block",
      reasons: ["Invoice number 17 no longer exists in Odoo, or may no longer be seen."],
    });
    scene.odoo.put("crm.lead", 17, { active: false });
    expect(await scene.verdict(exampleAction({ action_type: "update_deal_stage" }))).toMatchObject({ kind: "block" });
  });
});

describe("what cannot be evaluated", () => {
  it.each<ErrorCode>(["odoo_unreachable", "odoo_timeout", "odoo_bad_answer", "odoo_unauthenticated"])(
    "waits when the reason passes by itself: %s",
    async (code) => {
      scene.odoo.fail("account.move", code);
      const [exists] = await scene.resultsOf(reminder());
      expect(exists).toMatchObject({ outcome: "unknown", passed: false, deferUntil: new Date("2026-03-02T09:05:00Z") });
      expect(await scene.verdict()).toMatchObject({ kind: "defer", until: new Date("2026-03-02T09:05:00Z") });
    },
  );

  it.each<ErrorCode>(["odoo_forbidden", "odoo_refused", "internal"])("fails when it does not: %s", async (code) => {
    scene.odoo.fail("account.move", code);
    expect(await scene.verdict()).toMatchObject({ kind: "block" });
  });

  it("waits for an amount whose currency cannot be read", async () => {
    scene.odoo.fail("res.currency", "odoo_timeout");
    expect(await scene.extra(field("amount_residual", 1250))).toMatchObject({ outcome: "unknown" });
  });

  it("fails for a model that this Odoo does not have", async () => {
    const predicate: Predicate = { type: "odoo_record_exists", model: "helpdesk.ticket", id: 1 };
    expect(await scene.extra(predicate)).toMatchObject({ outcome: "failed" });
  });

  it("is a block when there is nothing to evaluate at all", () => {
    expect(verdictOf([])).toMatchObject({ kind: "block" });
  });

  it("does not hide a definite no behind a reason to wait", async () => {
    scene.odoo.fail("res.partner", "odoo_unreachable");
    scene.odoo.put("account.move", 17, { payment_state: "paid" });
    expect(await scene.verdict(reminder(field("payment_state", "not_paid")))).toMatchObject({ kind: "block" });
  });
});

describe("quiet hours", () => {
  it("of a zone that nobody knows let nobody be contacted, and the zone is said", async () => {
    const hours = { type: "quiet_hours_ok" as const, business_hours_start: "09:00", business_hours_end: "17:00", days: [1] };
    expect(await scene.extra({ ...hours, timezone: "Mars/Phobos" })).toMatchObject({
      outcome: "failed",
      seen: { timezone: "Mars/Phobos" },
      sentence: "The time zone Mars/Phobos is not known, so the recipient's hours could not be checked.",
    });
  });

  it("defer to the next opening, on the recipient's clock", async () => {
    scene.ctx.clock.set("2026-03-06T18:30:00Z"); // Friday evening
    expect(await scene.verdict()).toMatchObject({ kind: "defer", until: new Date("2026-03-09T07:00:00Z") });
  });

  it("know the organisation's holidays", async () => {
    const settings = outreachSettingsSchema.parse({ holidays: [{ date: "2026-03-02", name: "Founders' day" }] });
    const action = reminder();
    const results = await revalidateActions({ reader: scene.odoo.reader, ctx: scene.ctx, actions: [action], settings });
    expect(verdictOf(results.get(action.action_id)!)).toMatchObject({ kind: "defer", until: new Date("2026-03-03T07:00:00Z") });
  });

  describe("and the public holidays of the recipient's country", () => {
    const settings = outreachSettingsSchema.parse({ country: "US" });
    const verdictOn = async (now: string, used = settings) => {
      scene.ctx.clock.set(now);
      const action = reminder();
      const results = await revalidateActions({ reader: scene.odoo.reader, ctx: scene.ctx, actions: [action], settings: used });
      return verdictOf(results.get(action.action_id)!);
    };
    const isIn = (country: number, code: string): void => {
      scene.odoo.put("res.country", country, { code });
      scene.odoo.put("res.partner", 42, { country_id: [country, code] });
    };

    it("wait for the day after", async () => {
      isIn(75, "FR");
      expect(await verdictOn("2026-07-14T09:00:00Z")).toMatchObject({ kind: "defer", until: new Date("2026-07-15T06:00:00Z") });
    });

    it("are not those of the organisation", async () => {
      isIn(75, "FR");
      expect(await verdictOn("2026-11-26T10:00:00Z")).toMatchObject({ kind: "pass" });
    });

    it("are the organisation's where no country is on record", async () => {
      expect(await verdictOn("2026-11-26T10:00:00Z")).toMatchObject({ kind: "defer" });
    });

    it("are waited for while the country cannot be read, and nobody is contacted meanwhile", async () => {
      isIn(76, "FR");
      scene.odoo.fail("res.country", "odoo_unreachable");
      expect(await verdictOn("2026-07-14T09:00:00Z")).toMatchObject({ kind: "defer", until: new Date("2026-07-14T09:05:00Z") });
    });

    it("stop the contact where the country may not be read, unless the organisation observes none", async () => {
      isIn(76, "FR");
      scene.odoo.fail("res.country", "odoo_forbidden");
      const none = { ...settings, publicHolidays: false };

      const stopped = await verdictOn("2026-07-14T09:00:00Z");
      expect(stopped).toMatchObject({
        kind: "block",
        reasons: [expect.stringContaining("the recipient's country, whose public holidays count, cannot be read. ")],
      });
      expect(await verdictOn("2026-07-14T09:00:00Z", none)).toMatchObject({ kind: "pass" });
    });

    it("stop the contact where the country is hidden from us", async () => {
      scene.odoo.put("res.country", 1, { code: "BE" });
      scene.odoo.put("res.partner", 42, { country_id: [79, "France"] });
      expect(await verdictOn("2026-07-14T09:00:00Z")).toMatchObject({ kind: "block" });
    });

    it("are asked of Odoo once for each country", async () => {
      isIn(77, "FR");
      await verdictOn("2026-07-14T09:00:00Z");
      await verdictOn("2026-07-15T09:00:00Z");
      expect(scene.odoo.calls.filter((call) => call.includes("res.country"))).toHaveLength(1);
    });
  });

  it("block with a time zone that nobody knows, and with hours that never come", async () => {
    const hours = {
      type: "quiet_hours_ok" as const,
      business_hours_start: "09:00",
      business_hours_end: "17:00",
      days: [1],
    } satisfies Partial<Predicate>;
    expect(await scene.extra({ ...hours, timezone: "Mars/Olympus" })).toMatchObject({ outcome: "failed" });
    const never = await scene.extra({ ...hours, timezone: "Europe/Paris", business_hours_end: "09:00" });
    expect(never).toMatchObject({ outcome: "failed" });
    expect(never.deferUntil).toBeUndefined();
  });
});

describe("duplicates", () => {
  const scopeKey = outreachScopeKey({ channel: "email", partnerId: 42, contextType: "invoice" });
  const contactBy = async (actionId: string): Promise<void> => {
    await withTransaction(scene.ctx, (tx) =>
      reserveOutreach(tx, {
        actionId,
        partnerId: 42,
        channel: "email",
        addresses: ["billing@azure.example"],
        contextType: "invoice",
        scopeKey,
        windowMinutes: 240,
      }),
    );
  };
  const other = "019cad1a-4c00-7000-8000-00000000abcd";

  it("block while another action is at it, and after it was", async () => {
    await contactBy(other);
    expect(await scene.verdict()).toMatchObject({ kind: "block", reasons: [expect.stringContaining("being contacted")] });
    await withTransaction(scene.ctx, (tx) => markOutreachSent(tx, { actionId: other }));
    scene.ctx.clock.advance({ hours: 3, minutes: 59 });
    expect(await scene.verdict()).toMatchObject({ kind: "block", reasons: [expect.stringContaining("already")] });
    scene.ctx.clock.advance({ minutes: 1 });
    expect(await scene.verdict()).toEqual({ kind: "pass" });
  });

  it("look back over their own window, however long that of another check is", async () => {
    await contactBy(other);
    await withTransaction(scene.ctx, (tx) => markOutreachSent(tx, { actionId: other }));
    scene.ctx.clock.advance({ hours: 5 });
    const within = async (minutes: number): Promise<string> => {
      const results = await scene.resultsOf(
        reminder({ type: "no_duplicate_action_in_window", scope_key: scopeKey, window_minutes: minutes }),
      );
      return results.map(({ check_id, outcome }) => `${check_id} ${outcome}`).join(", ");
    };
    expect(await within(360)).toContain("no-duplicate passed, quiet-hours passed, extra failed");
    expect(await within(300)).toContain("extra passed");
  });

  it("do not count what was given back, nor the action's own open reservation, but what it has sent", async () => {
    await contactBy(other);
    await withTransaction(scene.ctx, (tx) => releaseOutreach(tx, { actionId: other }));
    const mine = reminder();
    await contactBy(mine.action_id);
    expect(await scene.verdict(mine)).toEqual({ kind: "pass" });
    await withTransaction(scene.ctx, (tx) => markOutreachSent(tx, { actionId: mine.action_id }));
    expect(await scene.verdict(mine)).toMatchObject({ kind: "block" });
  });
});
