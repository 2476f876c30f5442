import { describe, expect, it } from "vitest";
import type { CurrencyRef, HoldReason } from "#src/analyzers/findings.ts";
import { decide, type CustomerFacts } from "#src/analyzers/overdue/decide.ts";
import { NOTHING_RECORDED } from "#src/analyzers/overdue/recorded.ts";
import { runWith, invoice, to, facts, promise, reasons, message } from "./verdicts.ts";

/** The verdict over one customer, one reason at a time. */

describe("a customer with nothing against it", () => {
  it("is reminded of everything overdue, in one message", () => {
    const verdict = decide(runWith(), facts({ invoices: [invoice(10, 100.1), invoice(2, 50.2)] }));
    expect(verdict).toMatchObject({
      kind: "finding",
      finding: {
        total: 150.3,
        daysOverdue: 10,
        invoices: [{ number: "INV/10" }, { number: "INV/2" }],
        reminder: { level: 1, tone: "friendly", channel: "email", recipient: to, cc: [] },
        reminderHeld: null,
        collection: null,
        escalation: null,
      },
    });
  });

  it("is handed to a person after the last level, without another message", () => {
    const previous = { level: 3, at: "2026-06-01T09:00:00.000Z" };
    const verdict = decide(runWith(), facts({ invoices: [invoice(59, 100)], previous }));
    expect(verdict).toMatchObject({
      kind: "finding",
      finding: {
        reminder: null,
        reminderHeld: null,
        collection: { lastLevel: 3, lastReminderAt: previous.at },
        previousReminder: previous,
      },
    });
  });

  it("is escalated on the oldest invoice, beside the level that is due", () => {
    const verdict = decide(runWith(), facts({ invoices: [invoice(61, 100), invoice(8, 20)] }));
    expect(verdict).toMatchObject({
      kind: "finding",
      finding: {
        reminder: { level: 1 },
        escalation: { cause: "age", invoiceId: 161, because: "The oldest invoice, INV/61, is overdue for 61 days, more than 60." },
      },
    });
  });

  it("has the salesperson of the oldest invoice that has one, else its own", () => {
    const anna = { userId: 5, name: "Anna", email: "anna@forge.example" };
    const bert = { userId: 6, name: "Bert", email: null };
    const of = (values: Partial<CustomerFacts>) => {
      const verdict = decide(runWith(), facts(values));
      return verdict.kind === "finding" ? verdict.finding.salesperson : undefined;
    };
    expect(of({ invoices: [invoice(10, 1), invoice(9, 1, { salesperson: anna })], ownSalesperson: bert })).toEqual(anna);
    expect(of({ ownSalesperson: bert })).toEqual(bert);
    expect(of({})).toBeNull();
  });
});

describe("reasons against the debt stop everything", () => {
  const old = { invoices: [invoice(90, 100), invoice(10, 40)] };

  it("a credit nearly as large as an invoice in a foreign currency, since the rate has moved on the way", () => {
    const dollars: CurrencyRef = { id: 99, code: "USD", decimals: 2 };
    const one = { invoices: [invoice(90, 100)] };
    expect(reasons(decide(runWith(), facts({ ...one, currency: dollars, openCreditCompany: 97 })))).toEqual(["open_credit"]);
    expect(reasons(decide(runWith(), facts({ ...one, currency: dollars, openCreditCompany: 80 })))).not.toContain("open_credit");
    expect(reasons(decide(runWith(), facts({ ...one, openCreditCompany: 97 })))).not.toContain("open_credit");
  });

  it("credits as large as one of the invoices", () => {
    expect(reasons(decide(runWith(), facts({ ...old, openCreditCompany: 40 })))).toEqual(["open_credit"]);
  });

  it("but not smaller ones, which are told to the recommender", () => {
    expect(decide(runWith(), facts({ ...old, openCreditCompany: 39.99 }))).toMatchObject({
      kind: "finding",
      finding: { openCreditCompany: 39.99 },
    });
  });

  it("a promise, as long as it stands", () => {
    const promised = facts({ ...old, recorded: { ...NOTHING_RECORDED, standing: [promise({ until: "2026-06-20" })] } });
    expect(decide(runWith(), promised)).toEqual({
      kind: "held",
      holds: [
        {
          reason: "promise",
          sentence: "Payment is promised by 2026-06-20, recorded on 2026-06-01.",
          until: "2026-06-20",
          record: null,
        },
      ],
    });
  });

  it("a dispute and a stop, before a promise", () => {
    const standing = [promise({ kind: "dispute", until: null, note: "Never came." }), promise({ kind: "stop", until: null })];
    expect(reasons(decide(runWith(), facts({ ...old, recorded: { ...NOTHING_RECORDED, standing } })))).toEqual(["disputed"]);
    const stop = { ...NOTHING_RECORDED, standing: standing.slice(1) };
    expect(reasons(decide(runWith(), facts({ ...old, recorded: stop })))).toEqual(["stopped"]);
  });

  it("about one invoice does not stop the others, unless a dispute holds the customer", () => {
    const recorded = { ...NOTHING_RECORDED, standing: [promise({ kind: "dispute", until: null, invoiceIds: [999] })] };
    expect(decide(runWith(), facts({ ...old, recorded })).kind).toBe("finding");
    expect(reasons(decide(runWith({ reminders: { disputeHolds: "customer" } }), facts({ ...old, recorded })))).toEqual(["disputed"]);
  });

  it("a customer that was archived", () => {
    expect(reasons(decide(runWith(), facts({ ...old, isArchived: true })))).toEqual(["customer_archived"]);
  });

  it("an activity that somebody planned", () => {
    const activity = {
      id: 1,
      res_model: "account.move",
      res_id: 110,
      summary: "Pays on the 20th",
      date_deadline: "2026-06-20",
      user_id: { id: 5, name: "Anna" },
      activity_type_id: null,
    };
    expect(decide(runWith(), facts({ ...old, activity }))).toEqual({
      kind: "held",
      holds: [
        {
          reason: "promise",
          sentence: '"Pays on the 20th" is planned in Odoo for 2026-06-20 by Anna.',
          until: "2026-06-20",
          record: { model: "account.move", id: 110 },
        },
      ],
    });
  });
});

describe("reasons against writing stop the message", () => {
  const held: [string, Partial<CustomerFacts>, HoldReason][] = [
    ["contact by us", { memory: { lastContactAt: "2026-06-10T09:00:01.000Z", pending: new Set(), rejected: [] } }, "recently_contacted"],
    ["contact by people in Odoo", { sent: message("2026-06-14T10:00:00Z") }, "recently_contacted"],
    ["a message from the customer", { received: message("2026-06-14T10:00:00Z") }, "customer_wrote"],
    [
      "no address",
      { addressee: { kind: "none", hold: { reason: "no_address", sentence: "None.", until: null, record: null } } },
      "no_address",
    ],
    [
      "a waiting reminder",
      { memory: { lastContactAt: null, pending: new Set(["send_invoice_reminder"]), rejected: [] } },
      "pending_action",
    ],
    ["another reminder in this run", { alreadyReminded: true }, "recently_contacted"],
  ];

  it.each(held)("%s", (_name, values, reason) => {
    expect(reasons(decide(runWith(), facts(values)))).toEqual([reason]);
  });

  it.each(held)("%s: an old debt still reaches a person", (_name, values, reason) => {
    expect(decide(runWith(), facts({ invoices: [invoice(80, 100)], ...values }))).toMatchObject({
      kind: "finding",
      finding: { reminder: null, reminderHeld: { reason }, escalation: { cause: "age" } },
    });
  });

  it("more invoices than a message lists", () => {
    const many = (oldestDueDate: string) => facts({ omittedInvoices: 100, whole: { total: 900, totalCompany: 900, oldestDueDate } });
    expect(decide(runWith(), many("2026-06-05"))).toMatchObject({
      kind: "held",
      holds: [
        { reason: "too_many_invoices", sentence: "101 invoices are overdue; a message lists at most 100. Send a statement instead." },
      ],
    });
    expect(decide(runWith(), many("2026-03-27"))).toMatchObject({
      kind: "finding",
      finding: { daysOverdue: 80, reminder: null, reminderHeld: { reason: "too_many_invoices" }, escalation: { cause: "age" } },
    });
  });

  it("ends with the minimum time, to the minute", () => {
    const memory = { lastContactAt: "2026-06-10T09:00:00.000Z", pending: new Set<string>(), rejected: [] };
    expect(decide(runWith(), facts({ memory })).kind).toBe("finding");
    expect(decide(runWith({ reminders: { minDaysBetweenContacts: 6 } }), facts({ memory }))).toMatchObject({
      kind: "held",
      holds: [
        {
          reason: "recently_contacted",
          until: "2026-06-16",
          sentence: "The customer was contacted on 2026-06-10; contacts are at least 6 days apart.",
        },
      ],
    });
  });

  it("gives all of them, the first as the main one", () => {
    const values = { sent: message("2026-06-14T10:00:00Z"), received: message("2026-06-13T10:00:00Z"), alreadyReminded: true };
    expect(reasons(decide(runWith(), facts(values)))).toEqual(["recently_contacted", "customer_wrote", "recently_contacted"]);
  });
});

describe("actions that wait already are not found again", () => {
  const pending = (...types: string[]) => ({ lastContactAt: null, pending: new Set(types), rejected: [] });
  const ended = { invoices: [invoice(59, 100)], previous: { level: 3, at: "2026-06-01T09:00:00.000Z" } };

  it("a collection task", () => {
    expect(reasons(decide(runWith(), facts({ ...ended, memory: pending("create_collection_task") })))).toEqual(["pending_action"]);
  });

  it("an escalation", () => {
    const values = { invoices: [invoice(80, 100)], memory: pending("escalate_overdue_invoice") };
    expect(decide(runWith(), facts(values))).toMatchObject({ kind: "finding", finding: { reminder: { level: 1 }, escalation: null } });
    const both = { ...values, memory: pending("escalate_overdue_invoice", "send_invoice_reminder") };
    expect(reasons(decide(runWith(), facts(both)))).toEqual(["pending_action", "pending_action"]);
  });
});

describe("totals", () => {
  it("cover invoices that a message cannot list", () => {
    const values = {
      invoices: [invoice(80, 100)],
      omittedInvoices: 200,
      whole: { total: 9_000.004, totalCompany: 9_000.004, oldestDueDate: "2026-03-01" },
    };
    expect(decide(runWith(), facts(values))).toMatchObject({
      kind: "finding",
      finding: { total: 9_000, totalCompany: 9_000, omittedInvoices: 200, daysOverdue: 106, reminder: null },
    });
  });

  it("use the company's currency for the threshold of escalation", () => {
    const dollars = { id: 2, code: "USD", decimals: 2 };
    const large = invoice(10, 12_000, { residualCompany: 9_000 });
    expect(decide(runWith(), facts({ currency: dollars, invoices: [large] }))).toMatchObject({
      finding: { total: 12_000, escalation: null },
    });
    const larger = invoice(10, 9_000, { residualCompany: 12_000 });
    expect(decide(runWith(), facts({ currency: dollars, invoices: [larger] }))).toMatchObject({
      finding: { escalation: { cause: "amount", because: "12,000.00 EUR is overdue, at least the threshold of 10,000.00 EUR." } },
    });
  });
});
