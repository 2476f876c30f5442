import { describe, expect, it } from "vitest";
import { decide, type CustomerFacts } from "#src/analyzers/overdue/decide.ts";
import { NOTHING_RECORDED } from "#src/analyzers/overdue/recorded.ts";
import type { Commitment } from "#src/signals/index.ts";
import { runWith, invoice, facts, promise, reasons, message } from "./verdicts.ts";

/** What is recorded about a customer, and what its answers mean, in the verdict. */

describe("a broken promise", () => {
  const brokenAt = "2026-06-12T09:00:00.000Z";
  const invoices = [invoice(25, 100), invoice(5, 40)];
  const previous = { level: 1, at: "2026-06-11T08:00:00.000Z" };
  const broken = (values: Partial<Commitment> = {}) => ({ ...NOTHING_RECORDED, broken: [{ promise: promise(values), brokenAt }] });

  it("is named in what comes next, which need not keep its distance to the level before", () => {
    expect(reasons(decide(runWith(), facts({ invoices, previous })))).toEqual(["next_level_not_due"]);
    expect(decide(runWith(), facts({ invoices, previous, recorded: broken() }))).toMatchObject({
      finding: { reminder: { level: 2 }, brokenPromise: { promisedOn: "2026-06-01", until: "2026-06-10", invoiceIds: [125, 105] } },
    });
    expect(decide(runWith(), facts({ invoices, previous, recorded: broken({ invoiceIds: [105] }) }))).toMatchObject({
      finding: { brokenPromise: { invoiceIds: [105] } },
    });
  });

  it("hands over at once after the last level", () => {
    const last = { level: 3, at: "2026-06-11T09:00:00.000Z" };
    const debt = { invoices: [invoice(50, 100)], previous: last };
    expect(reasons(decide(runWith(), facts(debt)))).toEqual(["next_level_not_due"]);
    expect(decide(runWith(), facts({ ...debt, recorded: broken() }))).toMatchObject({
      finding: { collection: { lastLevel: 3 }, brokenPromise: { until: "2026-06-10" } },
    });
  });

  it("does not bring a contact nearer to the one before, nor a level before its days", () => {
    const memory = { lastContactAt: "2026-06-11T08:00:00.000Z", pending: new Set<string>(), rejected: [] };
    expect(reasons(decide(runWith(), facts({ invoices, previous, memory, recorded: broken() })))).toEqual(["recently_contacted"]);
    const young = { invoices: [invoice(15, 100)], previous, recorded: broken() };
    expect(reasons(decide(runWith(), facts(young)))).toEqual(["next_level_not_due"]);
  });

  it("is said once, and only about what it was about", () => {
    const since = { level: 2, at: "2026-06-12T10:00:00.000Z" };
    expect(reasons(decide(runWith(), facts({ invoices, previous: since, recorded: broken() })))).toEqual(["next_level_not_due"]);
    const other = facts({ invoices, previous, recorded: broken({ invoiceIds: [999] }) });
    expect(reasons(decide(runWith(), other))).toEqual(["next_level_not_due"]);
  });
});

describe("an answer of the customer", () => {
  const answered = (recorded: Partial<typeof NOTHING_RECORDED>, values: Partial<CustomerFacts> = {}) =>
    reasons(decide(runWith(), facts({ recorded: { ...NOTHING_RECORDED, ...recorded }, ...values })));
  const repliedAt = "2026-06-02T09:00:00.000Z";

  it("holds the next level for two weeks, whether it came to us or to Odoo", () => {
    expect(answered({ repliedAt })).toEqual(["customer_wrote"]);
    expect(answered({}, { received: message("2026-06-02T09:00:00Z") })).toEqual(["customer_wrote"]);
    expect(answered({ repliedAt: "2026-06-01T09:00:00.000Z" })).toEqual([]);
    expect(reasons(decide(runWith({ reminders: { daysAfterReply: 5 } }), facts({ received: message("2026-06-02T09:00:00Z") })))).toEqual(
      [],
    );
  });

  it("or until a person lets the reminders go on, which holds for what was written before that", () => {
    expect(answered({ repliedAt, resumedAt: "2026-06-02T10:00:00.000Z" })).toEqual([]);
    expect(answered({ repliedAt, resumedAt: "2026-06-02T08:00:00.000Z" })).toEqual(["customer_wrote"]);
  });

  it("that came before the last reminder holds nothing: whoever approved that one knew it", () => {
    const previous = { level: 1, at: "2026-06-03T09:00:00.000Z" };
    expect(answered({ repliedAt }, { invoices: [invoice(25, 100)], previous })).toEqual([]);
  });
});
