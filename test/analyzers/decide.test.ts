import { describe, expect, it } from "vitest";
import type { CompanyRef, CurrencyRef, HoldReason, OverdueInvoice, Recipient } from "#src/analyzers/findings.ts";
import { addDays } from "#src/analyzers/calendar.ts";
import { decide, type CustomerFacts, type DecidingRun, type Verdict } from "#src/analyzers/overdue/decide.ts";
import { NOTHING_RECORDED } from "#src/analyzers/overdue/recorded.ts";
import type { Commitment } from "#src/signals/index.ts";
import { analysisSettingsSchema } from "#src/analyzers/settings.ts";

/** The verdict over one customer, one reason at a time. */

const TODAY = "2026-06-15";
const NOW = new Date(`${TODAY}T09:00:00Z`);

const company: CompanyRef = {
  id: 1,
  name: "Forge",
  currency: { id: 1, code: "EUR", decimals: 2 },
  timezone: "UTC",
  country: "FR",
  partnerId: 1,
  email: null,
  phone: null,
};

function runWith(settings: unknown = {}): DecidingRun {
  return { company, today: TODAY, now: NOW, settings: analysisSettingsSchema.parse(settings) };
}

function invoice(daysOverdue: number, residual: number, values: Partial<OverdueInvoice> = {}): OverdueInvoice {
  const dueDate = addDays(TODAY, -daysOverdue);
  return {
    id: 100 + daysOverdue,
    number: `INV/${daysOverdue}`,
    reference: null,
    paymentReference: null,
    date: addDays(dueDate, -30),
    dueDate,
    daysOverdue,
    residual,
    residualCompany: residual,
    residualTotal: residual,
    total: residual,
    partnerId: 42,
    paymentState: "not_paid",
    hasInstalments: false,
    items: [{ lineId: 500 + daysOverdue, dueDate, daysOverdue, residual, residualCompany: residual }],
    salesperson: null,
    exclusion: null,
    asRead: { state: "posted", payment_state: "not_paid", amount_residual: residual, invoice_date_due: dueDate, partner_id: 42 },
    ...values,
  };
}

const to: Recipient = {
  partnerId: 43,
  name: "Compta",
  email: "compta@client.example",
  emailAsRead: "compta@client.example",
  lang: "fr_FR",
  timezone: null,
  country: "FR",
  isBlacklisted: false,
};

function facts(values: Partial<CustomerFacts> = {}): CustomerFacts {
  return {
    customer: { partnerId: 42, name: "Client", phone: null, country: "FR", lang: "fr_FR" },
    currency: company.currency,
    invoices: [invoice(10, 100)],
    leftOut: [],
    omittedInvoices: 0,
    whole: null,
    previous: null,
    collectionMade: false,
    escalationMade: false,
    openCreditCompany: 0,
    addressee: { kind: "found", to, cc: [] },
    memory: { lastContactAt: null, pending: new Set(), rejected: [] },
    isArchived: false,
    recorded: NOTHING_RECORDED,
    activity: undefined,
    sent: undefined,
    received: undefined,
    ownSalesperson: null,
    alreadyReminded: false,
    ...values,
  };
}

/** Recorded on the first of the month. */
const promise = (values: Partial<Commitment> = {}): Commitment => ({
  id: "p1",
  kind: "promise",
  partnerId: 42,
  companyId: null,
  currency: null,
  amount: null,
  invoiceIds: [],
  until: "2026-06-10",
  note: null,
  recordedAt: "2026-06-01T09:00:00.000Z",
  ...values,
});

const reasons = (verdict: Verdict): HoldReason[] => (verdict.kind === "held" ? verdict.holds.map(({ reason }) => reason) : []);
const message = (at: string) => ({ id: 1, model: "account.move", recordId: 110, at, authorId: 3, emailFrom: null });

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
