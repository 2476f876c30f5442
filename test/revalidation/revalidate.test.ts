import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withTransaction } from "#src/db/index.ts";
import type { ErrorCode } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { markOutreachSent, outreachSettingsSchema, releaseOutreach, reserveOutreach, suppressAddress } from "#src/outreach/index.ts";
import { type ActionProtocol, type ActionType, actionProtocolSchema, outreachScopeKey, type Predicate } from "#src/protocol/index.ts";
import { revalidateActions, type RevalidationResult, type Verdict, verdictOf } from "#src/revalidation/index.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { MemoryOdoo } from "./memoryOdoo.ts";

let database: TestDatabase;
let ctx: TestContext;
let odoo: MemoryOdoo;
let organisations = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  // Monday, ten in the morning in Paris.
  ctx = testContext(database.db, { orgId: `org-${++organisations}`, now: "2026-03-02T09:00:00Z" });
  odoo = new MemoryOdoo();
  odoo.put("account.move", 17, {
    name: "INV/2026/00017",
    payment_state: "not_paid",
    partner_id: [42, "Azure Interior"],
    amount_residual: 1250,
    currency_id: [1, "EUR"],
    company_currency_id: [1, "EUR"],
    invoice_date_due: "2026-02-01",
    write_date: "2026-02-03 10:00:00",
    tag_ids: [3, 1, 2],
    narration: "",
    ratio: 0.1 + 0.2,
    sequence: 0,
    attachment: "aGVsbG8=",
  });
  odoo.put("res.partner", 42, {
    name: "Azure Interior",
    active: true,
    email: "billing@azure.example",
    phone_sanitized: "+33612345678",
    commercial_partner_id: [42, "Azure Interior"],
    partner_share: true,
  });
  odoo.put("crm.lead", 17, { name: "Office furniture", active: true, stage_id: [2, "Qualified"] });
});

const revalidate = (...actions: ActionProtocol[]): Promise<Map<string, RevalidationResult[]>> =>
  revalidateActions({ reader: odoo.reader, ctx, actions });

async function resultsOf(action: ActionProtocol): Promise<RevalidationResult[]> {
  return (await revalidate(action)).get(action.action_id)!;
}

/** A reminder whose plan holds this check beside the usual ones. */
function reminder(predicate?: Predicate, severity: "block" | "require_reapproval" = "block"): ActionProtocol {
  const action = exampleAction();
  const checks = action.revalidation_plan.checks;
  if (predicate !== undefined)
    checks.push({ check_id: "extra", description: "The fact under test", severity_on_fail: severity, predicate });
  return actionProtocolSchema.parse(action);
}

async function extra(predicate: Predicate): Promise<RevalidationResult> {
  const results = await resultsOf(reminder(predicate));
  return results.find((result) => result.check_id === "extra")!;
}

const field = (name: string, expected: Extract<Predicate, { type: "odoo_field_equals" }>["expected"]): Predicate => ({
  type: "odoo_field_equals",
  model: "account.move",
  id: 17,
  field: name,
  expected,
});

async function verdict(action: ActionProtocol = reminder()): Promise<Verdict> {
  return verdictOf(await resultsOf(action));
}

describe("nothing has changed", () => {
  it("passes, and says of each check what was seen", async () => {
    const results = await resultsOf(reminder(field("payment_state", "not_paid")));
    expect(results.map(({ check_id, outcome, severity }) => [check_id, outcome, severity])).toEqual([
      ["exists-17", "passed", "block"],
      ["no-duplicate", "passed", "block"],
      ["quiet-hours", "passed", "block"],
      ["extra", "passed", "block"],
      ["recipient:42:to:0", "passed", "block"],
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
    ["an amount is rounded to its currency", "amount_residual", 1250.0049],
    ["a float has no noise", "ratio", 0.3],
    ["a zero is not nothing", "sequence", 0],
    ["a day is a day", "invoice_date_due", "2026-02-01"],
    ["a moment is UTC, in either notation", "write_date", "2026-02-03T10:00:00Z"],
    ["a moment is UTC, in either notation", "write_date", "2026-02-03 10:00:00"],
    ["a word is itself", "payment_state", "not_paid"],
  ] as const)("is the same: %s (%s)", async (_why, name, expected) => {
    expect(await extra(field(name, expected as never))).toMatchObject({ outcome: "passed", passed: true });
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
    expect(await extra(field(name, expected as never))).toMatchObject({ outcome: "failed", passed: false });
  });

  it.each([
    ["does not exist", "colour", 4],
    ["is of a kind that cannot be compared", "attachment", "aGVsbG8="],
    ["is compared with the wrong kind", "amount_residual", "1250"],
    ["is compared with no moment at all", "write_date", "yesterday"],
    ["is compared with the wrong kind", "partner_id", "Azure Interior"],
  ] as const)("never passes when it %s (%s)", async (_why, name, expected) => {
    expect(await extra(field(name, expected))).toMatchObject({ outcome: "failed" });
  });

  it("rounds to the finer of the record's currencies, so that amounts that differ stay apart", async () => {
    odoo.put("account.move", 17, { currency_id: [2, "JPY"], amount_residual: 100.4 });
    expect(await extra(field("amount_residual", 100.3))).toMatchObject({ outcome: "failed" });
    odoo.put("account.move", 17, { company_currency_id: [2, "JPY"], amount_residual: 1250.4 });
    expect(await extra(field("amount_residual", 1250))).toMatchObject({ outcome: "passed" });
  });

  it("may hold any of several values", async () => {
    const either = (...allowed: string[]): Predicate => ({
      type: "odoo_field_in",
      model: "account.move",
      id: 17,
      field: "payment_state",
      allowed,
    });
    expect(await extra(either("partial", "not_paid"))).toMatchObject({ outcome: "passed" });
    expect(await extra(either("partial", "paid"))).toMatchObject({
      outcome: "failed",
      seen: "not_paid",
      sentence: "Invoice INV/2026/00017 is unpaid again since this was proposed (it said Partially Paid or Paid, now Not Paid).",
    });
  });
});

describe("a fact that has changed is told in a sentence", () => {
  it("an invoice that was paid", async () => {
    odoo.put("account.move", 17, { payment_state: "paid" });
    const action = reminder(field("payment_state", "not_paid"));
    expect(await verdict(action)).toEqual({
      kind: "block",
      reasons: ["Invoice INV/2026/00017 was paid since this was proposed (it said Not Paid, now Paid)."],
    });
  });

  it("an amount, in its currency", async () => {
    odoo.put("account.move", 17, { amount_residual: 250 });
    expect((await extra(field("amount_residual", 1250))).sentence).toBe(
      "Invoice INV/2026/00017 has another open amount since this was proposed (it said 1,250.00 EUR, now 250.00 EUR).",
    );
  });

  it("a stage, with a fresh approval asked for", async () => {
    odoo.put("crm.lead", 17, { stage_id: [3, "Proposition"] });
    expect(await verdict(exampleAction({ action_type: "update_deal_stage" }))).toEqual({
      kind: "require_reapproval",
      reasons: ["Opportunity Office furniture was moved to another stage since this was proposed (it said number 2, now Proposition)."],
    });
  });

  it("a record that is gone, or archived", async () => {
    odoo.remove("account.move", 17);
    expect(await verdict()).toEqual({ kind: "block", reasons: ["Invoice number 17 no longer exists in Odoo, or may no longer be seen."] });
    odoo.put("crm.lead", 17, { active: false });
    expect(await verdict(exampleAction({ action_type: "update_deal_stage" }))).toMatchObject({ kind: "block" });
  });
});

describe("what cannot be evaluated", () => {
  it.each<ErrorCode>(["odoo_unreachable", "odoo_timeout", "odoo_bad_answer", "odoo_unauthenticated"])(
    "waits when the reason passes by itself: %s",
    async (code) => {
      odoo.fail("account.move", code);
      const [exists] = await resultsOf(reminder());
      expect(exists).toMatchObject({ outcome: "unknown", passed: false, deferUntil: new Date("2026-03-02T09:05:00Z") });
      expect(await verdict()).toMatchObject({ kind: "defer", until: new Date("2026-03-02T09:05:00Z") });
    },
  );

  it.each<ErrorCode>(["odoo_forbidden", "odoo_refused", "internal"])("fails when it does not: %s", async (code) => {
    odoo.fail("account.move", code);
    expect(await verdict()).toMatchObject({ kind: "block" });
  });

  it("waits for an amount whose currency cannot be read", async () => {
    odoo.fail("res.currency", "odoo_timeout");
    expect(await extra(field("amount_residual", 1250))).toMatchObject({ outcome: "unknown" });
  });

  it("fails for a model that this Odoo does not have", async () => {
    const predicate: Predicate = { type: "odoo_record_exists", model: "helpdesk.ticket", id: 1 };
    expect(await extra(predicate)).toMatchObject({ outcome: "failed" });
  });

  it("is a block when there is nothing to evaluate at all", () => {
    expect(verdictOf([])).toMatchObject({ kind: "block" });
  });

  it("does not hide a definite no behind a reason to wait", async () => {
    odoo.fail("res.partner", "odoo_unreachable");
    odoo.put("account.move", 17, { payment_state: "paid" });
    expect(await verdict(reminder(field("payment_state", "not_paid")))).toMatchObject({ kind: "block" });
  });
});

describe("quiet hours", () => {
  it("defer to the next opening, on the recipient's clock", async () => {
    ctx.clock.set("2026-03-06T18:30:00Z"); // Friday evening
    expect(await verdict()).toMatchObject({ kind: "defer", until: new Date("2026-03-09T07:00:00Z") });
  });

  it("know the organisation's holidays", async () => {
    const settings = outreachSettingsSchema.parse({ holidays: [{ date: "2026-03-02", name: "Founders' day" }] });
    const action = reminder();
    const results = await revalidateActions({ reader: odoo.reader, ctx, actions: [action], settings });
    expect(verdictOf(results.get(action.action_id)!)).toMatchObject({ kind: "defer", until: new Date("2026-03-03T07:00:00Z") });
  });

  it("block with a time zone that nobody knows, and with hours that never come", async () => {
    const hours = { type: "quiet_hours_ok" as const, business_hours_start: "09:00", business_hours_end: "17:00", days: [1] } satisfies Partial<Predicate>;
    expect(await extra({ ...hours, timezone: "Mars/Olympus" })).toMatchObject({ outcome: "failed" });
    const never = await extra({ ...hours, timezone: "Europe/Paris", business_hours_end: "09:00" });
    expect(never).toMatchObject({ outcome: "failed" });
    expect(never.deferUntil).toBeUndefined();
  });
});

describe("duplicates", () => {
  const scopeKey = outreachScopeKey({ channel: "email", partnerId: 42, contextType: "invoice" });
  const contactBy = async (actionId: string): Promise<void> => {
    await withTransaction(ctx, (tx) =>
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
    expect(await verdict()).toMatchObject({ kind: "block", reasons: [expect.stringContaining("being contacted")] });
    await withTransaction(ctx, (tx) => markOutreachSent(tx, { actionId: other }));
    ctx.clock.advance({ hours: 3, minutes: 59 });
    expect(await verdict()).toMatchObject({ kind: "block", reasons: [expect.stringContaining("already")] });
    ctx.clock.advance({ minutes: 1 });
    expect(await verdict()).toEqual({ kind: "pass" });
  });

  it("do not count what was given back, nor the action's own open reservation, but what it has sent", async () => {
    await contactBy(other);
    await withTransaction(ctx, (tx) => releaseOutreach(tx, { actionId: other }));
    const mine = reminder();
    await contactBy(mine.action_id);
    expect(await verdict(mine)).toEqual({ kind: "pass" });
    await withTransaction(ctx, (tx) => markOutreachSent(tx, { actionId: mine.action_id }));
    expect(await verdict(mine)).toMatchObject({ kind: "block" });
  });
});

describe("a recipient is grounded again", () => {
  const customer = (values: Record<string, unknown>): void => odoo.put("res.partner", 42, values);
  const refused = async (action?: ActionProtocol): Promise<string> => {
    const said = await verdict(action);
    return said.kind === "block" ? said.reasons.join(" ") : said.kind;
  };

  it("in whatever way the address is written", async () => {
    customer({ email: '"Azure, Billing" <Billing@Azure.example>; boss@azure.example' });
    expect(await verdict()).toEqual({ kind: "pass" });
  });

  it("and refused when the address is another now, or none", async () => {
    customer({ email: "new@azure.example" });
    expect(await refused()).toBe("billing@azure.example is no longer an address of Contact Azure Interior (now new@azure.example).");
    customer({ email: false });
    expect(await refused()).toContain("(now none)");
  });

  it("and refused when the partner is gone, archived, on Odoo's blacklist or on ours", async () => {
    customer({ is_blacklisted: true });
    expect(await refused()).toContain("blacklist");
    customer({ is_blacklisted: false, active: false });
    expect(await refused()).toContain("archived");
    customer({ active: true });
    await withTransaction(ctx, (tx) => suppressAddress(tx, { channel: "email", address: "BILLING@azure.example", reason: "unsubscribe" }));
    expect(await refused()).toContain("opted out");
    odoo.remove("res.partner", 42);
    expect(await refused()).toContain("no longer exists");
  });

  it("as a contact of the customer; a contact that moved to another company is refused", async () => {
    odoo.put("res.partner", 50, {
      name: "Jane",
      active: true,
      email: "jane@azure.example",
      commercial_partner_id: [42, "Azure"],
      partner_share: true,
    });
    const action = exampleAction({}, { to: ["jane@azure.example"] });
    const toJane = { ...action, external_effects: action.external_effects.map((effect) => ({ ...effect, recipient_partner_id: 50 })) };
    expect(await verdict(toJane)).toEqual({ kind: "pass" });
    odoo.put("res.partner", 50, { commercial_partner_id: [99, "Competitor"] });
    expect(await refused(toJane)).toContain("belongs to another customer");
  });

  it("as a colleague inside for a copy, never for the mail itself", async () => {
    odoo.put("res.partner", 7, {
      name: "Sam",
      active: true,
      email: "sam@we.example",
      commercial_partner_id: [1, "We"],
      partner_share: false,
    });
    const action = exampleAction({}, { cc: ["sam@we.example"] });
    const withCopy = (role: "to" | "cc"): ActionProtocol => ({
      ...action,
      external_effects: action.external_effects.map((effect) =>
        effect.recipient === "sam@we.example" ? { ...effect, recipient_partner_id: 7, recipient_role: role } : effect,
      ),
    });
    expect(await verdict(withCopy("cc"))).toEqual({ kind: "pass" });
    expect(await refused(withCopy("to"))).toContain("belongs to another customer");
  });

  it("and refused when the inputs hold an address that no effect names", async () => {
    const action = exampleAction({}, { cc: ["billing@azure.example"] });
    const [first] = action.external_effects;
    const smuggled = structuredClone(action);
    if (smuggled.operation.type === "send_email") smuggled.operation.inputs.cc = ["thief@evil.example"];
    expect(await refused({ ...smuggled, external_effects: [first!] })).toContain("thief@evil.example would be contacted");
  });

  it("by phone number for an SMS", async () => {
    const sms = exampleAction({ action_type: "send_deal_check_in" });
    expect(await verdict(sms)).toEqual({ kind: "pass" });
    customer({ phone_sanitized_blacklisted: true });
    expect(await refused(sms)).toContain("blacklist");
    customer({ phone_sanitized_blacklisted: false, phone_sanitized: "+33699999999" });
    expect(await refused(sms)).toContain("no longer an address");
  });
});

describe("a thousand actions over four models", () => {
  it("cost one read a model, and are told apart", async () => {
    const types: ActionType[] = ["send_invoice_reminder", "create_follow_up_task", "flag_at_risk_project", "send_payment_confirmation"];
    const actions = Array.from({ length: 1000 }, (_, index) => {
      const id = index + 100;
      const type = types[index % types.length]!;
      odoo.put("account.move", id, { name: `INV/${id}` });
      odoo.put("crm.lead", id, { name: `Deal ${id}`, active: true });
      // Every tenth project is archived.
      odoo.put("project.project", id, { name: `Project ${id}`, active: id % 10 !== 0 });
      odoo.put("res.partner", id, { name: `Customer ${id}`, active: true, email: `c${id}@x.example`, commercial_partner_id: [id, "x"] });
      const parts = { actionType: type, ids: [id], partnerId: id, to: [`c${id}@x.example`], actionId: uuidv7(ctx.clock.now()) };
      return exampleAction({}, parts);
    });
    const results = await revalidate(...actions);

    expect(odoo.calls.filter((call) => call.startsWith("read")).toSorted()).toEqual([
      "read account.move",
      "read crm.lead",
      "read project.project",
      "read res.partner",
    ]);
    const verdicts = actions.map((action) => [action, verdictOf(results.get(action.action_id)!).kind] as const);
    const archived = verdicts.filter(
      ([action]) => action.action_type === "flag_at_risk_project" && action.affected_records.ids[0]! % 10 === 0,
    );
    expect(archived.length).toBeGreaterThan(0);
    expect(verdicts.filter(([, kind]) => kind === "block")).toEqual(archived);
    expect(verdicts.filter(([, kind]) => kind === "pass")).toHaveLength(1000 - archived.length);
  });
});
