import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "#src/analyzers/calendar.ts";
import type { OutreachMemory } from "#src/analyzers/index.ts";
import type { CompanyBuilder, InvoiceBuilder } from "#simulator/index.ts";
import { findingOf, notChasedOf, NOW, openLab, outcome, type Lab } from "./support.ts";

/** One debt from the day it is due until it is paid, as the runs of each day see it. */

const daily = { freshness: { enabled: false }, escalation: { amount: null, afterDays: 3650 } };

function on(day: string): Date {
  return new Date(`${day}T09:00:00Z`);
}

describe.each([14, 19] as const)("the course of a debt on release %i", (release) => {
  let lab: Lab;
  let invoice: InvoiceBuilder;
  const due = "2026-06-15";

  beforeAll(async () => {
    lab = await openLab(release, (company) => {
      invoice = company.customer({ name: "Alder" }).invoice({ amount: 100, due });
      company.customer({ name: "Birch" }).invoice({ amount: 10, due: "2026-09-01" });
    });
  });

  afterAll(async () => {
    await lab?.[Symbol.asyncDispose]();
  });

  const sent = (level: number, day: string): OutreachMemory["reminders"][number] => ({
    partnerId: invoice.customer.id,
    companyId: 1,
    currency: "EUR",
    level,
    at: on(day).toISOString(),
    invoiceIds: [invoice.id],
  });

  it("climbs level after level, is handed over once, and is then left to people", async () => {
    const reminders: OutreachMemory["reminders"][number][] = [];
    const handovers: OutreachMemory["handovers"][number][] = [];
    const course: string[] = [];
    for (const after of [0, 1, 4, 7, 8, 20, 21, 30, 44, 45, 46, 51, 52, 53, 80]) {
      const day = addDays(due, after);
      const analysis = await lab.analyse({ now: on(day), settings: daily, memory: { reminders, handovers } });
      const finding = findingOf(analysis, "Alder");
      if (finding?.reminder) reminders.push(sent(finding.reminder.level, day));
      if (finding?.collection) {
        const { id } = finding.invoices[0]!;
        handovers.push({
          actionType: "create_collection_task",
          partnerId: finding.customer.partnerId,
          at: on(day).toISOString(),
          invoiceIds: [id],
        });
      }
      course.push(`${after}: ${outcome(analysis)["Alder EUR"] ?? "not overdue"}`);
    }
    expect(course).toEqual([
      "0: not overdue",
      "1: within_grace",
      "4: next_level_not_due",
      "7: level 1",
      "8: next_level_not_due",
      "20: next_level_not_due",
      "21: level 2",
      "30: next_level_not_due",
      "44: next_level_not_due",
      "45: level 3",
      "46: next_level_not_due",
      "51: next_level_not_due",
      "52: collection",
      "53: ladder_ended",
      "80: ladder_ended",
    ]);
  });

  it("shows the level before, for the diff of the next", async () => {
    const analysis = await lab.analyse({ now: on("2026-07-10"), settings: daily, memory: { reminders: [sent(1, "2026-06-23")] } });
    expect(findingOf(analysis, "Alder")).toMatchObject({
      previousReminder: { level: 1, at: "2026-06-23T09:00:00.000Z" },
      reminder: { level: 2, tone: "firm" },
    });
  });

  it("begins with level 1 for debts that no reminder named", async () => {
    const elsewhere = { ...sent(3, "2026-06-23"), invoiceIds: [invoice.id + 1000] };
    const analysis = await lab.analyse({ now: on("2026-07-10"), settings: daily, memory: { reminders: [elsewhere] } });
    expect(findingOf(analysis, "Alder")).toMatchObject({ previousReminder: null, reminder: { level: 1 } });
  });

  it("depends on the company's day, not on the server's", async () => {
    const lateEvening = new Date("2026-06-22T23:00:00Z");
    const inParis = await lab.analyse({ now: lateEvening, settings: { ...daily, timezone: "Europe/Paris" } });
    const inNewYork = await lab.analyse({ now: lateEvening, settings: { ...daily, timezone: "America/New_York" } });
    expect(findingOf(inParis, "Alder")?.daysOverdue).toBe(8);
    expect(findingOf(inNewYork, "Alder")?.daysOverdue).toBe(7);
    expect(inParis.timezone).toBe("Europe/Paris");
  });

  it("is left alone while an action waits, after a contact, while promised, and when the address bounced", async () => {
    const { id: partnerId } = invoice.customer;
    const run = async (memory: Partial<OutreachMemory>) =>
      outcome(await lab.analyse({ now: on("2026-06-30"), settings: daily, memory }))["Alder EUR"];
    const contact = (at: string) => run({ lastContacts: [{ partnerId, channel: "email", at }] });
    expect(await run({})).toBe("level 1");
    const pending = { scopeKey: "any", partnerId, actionType: "send_invoice_reminder", model: "account.move", recordIds: [invoice.id] };
    expect(await run({ pending: [pending] })).toBe("pending_action");
    expect(await contact("2026-06-25T09:00:01.000Z")).toBe("recently_contacted");
    expect(await contact("2026-06-25T09:00:00.000Z")).toBe("level 1");
    const said = { id: "1", amount: null, note: null, recordedAt: "2026-06-20T09:00:00.000Z", brokenAt: null, invoiceIds: [] };
    const recorded = (over: object) =>
      run({ commitments: [{ ...said, kind: "promise", partnerId, companyId: null, currency: null, until: "2026-07-02", ...over }] });
    expect(await recorded({})).toBe("promise");
    expect(await recorded({ kind: "dispute", invoiceIds: [invoice.id], until: null })).toBe("disputed");
    expect(await recorded({ kind: "stop", until: null })).toBe("stopped");
    expect(await recorded({ kind: "reply", until: null })).toBe("customer_wrote");
    const elsewhere = [{ currency: "USD" }, { companyId: 99 }, { invoiceIds: [invoice.id + 1] }, { partnerId: partnerId + 1 }];
    for (const over of elsewhere) expect(await recorded(over)).toBe("level 1");
    const recipient = findingOf(await lab.analyse({ now: on("2026-06-30"), settings: daily }), "Alder")!.reminder!.recipient;
    expect(await run({ suppressed: [{ channel: "email", address: recipient.email }] })).toBe("suppressed");
    expect(await run({ suppressed: [{ channel: "sms", address: recipient.email }] })).toBe("level 1");
  });
});

describe("what a person has rejected", () => {
  it("is not proposed again for some days, unless it would say something new", async () => {
    let ids: readonly number[] = [];
    let partnerId = 0;
    await using lab = await openLab(19, (company) => {
      const alder = company.customer({ name: "Alder" });
      partnerId = alder.id;
      ids = [alder.invoice({ amount: 100, due: "-20d" }).id, alder.invoice({ amount: 50, due: "-10d" }).id];
    });
    const after = async (rejection: Partial<OutreachMemory["rejected"][number]>, settings = {}) => {
      const no = {
        actionType: "send_invoice_reminder",
        partnerId,
        at: "2026-06-10T09:00:00.000Z",
        level: 1,
        model: "account.move",
        recordIds: ids,
        ...rejection,
      };
      return notChasedOf(await lab.analyse({ settings: { ...daily, timezone: "UTC", ...settings }, memory: { rejected: [no] } }), "Alder");
    };
    expect(await after({})).toMatchObject([
      {
        reason: "rejected",
        sentence: "A reminder for the same invoices was rejected by a person on 2026-06-10; it is not proposed again before 2026-06-17.",
      },
    ]);
    expect(await after({}, { daysAfterRejection: 5 })).toEqual([]);
    expect(await after({ at: "2026-06-08T09:00:00.000Z" })).toEqual([]);
    expect(await after({ recordIds: ids.slice(0, 1) })).toEqual([]);
    expect(await after({ level: 2 })).toEqual([]);
    expect(await after({ actionType: "create_collection_task", level: null })).toEqual([]);
  });
});

describe.each([14, 19] as const)("a bank that is not up to date on release %i", (release) => {
  it("holds everybody of the company, says since when, and raises an alert", async () => {
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 100, date: "2026-06-08" });
      company.bankEntry({ amount: 100, date: "2026-07-01", label: "Post-dated" });
      company.customer({ name: "Alder" }).invoice({ amount: 100, due: "-30d" });
      company.customer({ name: "Birch" }).invoice({ amount: 90_000, due: "-90d" });
    });
    const analysis = await lab.analyse({ settings: { timezone: "UTC" } });
    expect(analysis.overdueCustomers).toEqual([]);
    expect(outcome(analysis)).toEqual({ "Alder EUR": "stale_bank", "Birch EUR": "stale_bank" });
    expect(notChasedOf(analysis, "Alder")[0]!.sentence).toBe("The bank has not been reconciled since 2026-06-08.");
    expect(analysis.metrics[0]!.bank).toEqual({ newestEntry: "2026-06-08", businessDaysOld: 5, isStale: true });
    expect(analysis.alerts.find(({ kind }) => kind === "bank_not_reconciled")?.factKey).toBe(
      "bank_not_reconciled:company:1:since:2026-06-08",
    );
    const patient = await lab.analyse({ settings: { freshness: { businessDays: 5 } } });
    expect(outcome(patient)["Alder EUR"]).toBe("level 1");
  });

  it("goes by the reconciled lines of statements: neither a registered payment nor a line nobody matched makes it fresh", async () => {
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 100, date: "2026-06-08" });
      company.call("account.bank.statement.line", "create", [{ date: "2026-06-14", payment_ref: "Transfer", amount: 70 }]);
      payVendor(company);
      bankJournalEntry(company);
      company.customer({ name: "Alder" }).invoice({ amount: 100, due: "-30d" });
    });
    const [figures] = (await lab.analyse({ settings: { timezone: "UTC" } })).metrics;
    expect(figures!.bank).toMatchObject({ newestEntry: "2026-06-08", isStale: true });
  });

  it("goes by the entries of the bank's journal where no statements are kept, other than payments to vendors", async () => {
    const freshness = async (build: (company: CompanyBuilder) => void) => {
      await using lab = await openLab(release, build);
      return (await lab.analyse({ settings: { timezone: "UTC" } })).metrics[0]!.bank.newestEntry;
    };
    expect(await freshness(payVendor)).toBe(null);
    expect(await freshness(bankJournalEntry)).toBe("2026-06-15");
  });

  it("holds a company whose bank was never entered", async () => {
    await using lab = await openLab(release, (company) => {
      company.customer({ name: "Alder" }).invoice({ amount: 100, due: "-30d" });
    });
    const analysis = await lab.analyse();
    expect(notChasedOf(analysis, "Alder")).toMatchObject([{ reason: "stale_bank", sentence: "The bank has never been reconciled." }]);
  });
});

describe.each([14, 19] as const)("people at work in Odoo on release %i", (release) => {
  it("are not doubled: mails in and out count, notes and notices do not", async () => {
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      const overdue = (name: string) => company.customer({ name }).invoice({ amount: 100, due: "-20d" });
      const post = (id: number, values: Record<string, unknown>) => company.call("account.move", "message_post", [[id]], values);
      const alder = overdue("Alder");
      const birch = overdue("Birch");
      const cedar = overdue("Cedar");
      company.on("-1d", () => post(alder.id, { body: "Your statement", message_type: "comment", subtype_xmlid: "mail.mt_comment" }));
      company.on("-1d", () => post(birch.id, { body: "Called, no answer", message_type: "comment", subtype_xmlid: "mail.mt_note" }));
      company.on("-1d", () =>
        post(cedar.id, {
          body: "We paid",
          message_type: "email",
          subtype_xmlid: "mail.mt_comment",
          author_id: cedar.customer.id,
        }),
      );
      overdue("Dogwood").customer.mailed({ date: "-6d" });
      overdue("Ebony").customer.mailed({ date: "-4d" });
      overdue("Fir").customer.promise({ until: "-1d" });
      overdue("Gum").customer.promise({ until: "today" });
    });
    expect(outcome(await lab.analyse())).toEqual({
      "Alder EUR": "recently_contacted",
      "Birch EUR": "level 1",
      "Cedar EUR": "customer_wrote",
      "Dogwood EUR": "level 1",
      "Ebony EUR": "recently_contacted",
      "Fir EUR": "level 1",
      "Gum EUR": "promise",
    });
  });
});

describe.each([14, 19] as const)("thanks for a payment on release %i", (release) => {
  it("go once to customers that were reminded and have paid, by a reconciled payment, in the last days", async () => {
    const ids = new Map<string, number>();
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      const add = (name: string, invoice: InvoiceBuilder): InvoiceBuilder => {
        ids.set(name, invoice.id);
        return invoice;
      };
      const alder = company.customer({ name: "Alder", lang: "fr_FR" });
      add("in time 1", alder.invoice({ amount: 100, due: "-30d", paid: "all", paidOn: "-2d" }));
      add("in time 2", alder.invoice({ amount: 40, due: "-20d", paid: "all", paidOn: "-1d" }));
      add("confirmed", alder.invoice({ amount: 7, due: "-20d", paid: "all", paidOn: "-1d" }));
      add("never reminded", alder.invoice({ amount: 8, due: "-20d", paid: "all", paidOn: "-1d" }));
      add("long ago", company.customer({ name: "Birch" }).invoice({ amount: 9, due: "-60d", paid: "all", paidOn: "-8d" }));
      add("partly", company.customer({ name: "Cedar" }).invoice({ amount: 10, due: "-60d", paid: 4, paidOn: "-1d" }));
      const credited = add("credited", company.customer({ name: "Dogwood" }).invoice({ amount: 11, due: "-60d" }));
      credited.customer.creditNote({ amount: 11, date: "-1d", reconcileWith: credited });
      const halfCredited = add("half credited", company.customer({ name: "Hazel" }).invoice({ amount: 1000, due: "-60d" }));
      halfCredited.customer.creditNote({ amount: 400, date: "-2d", reconcileWith: halfCredited });
      halfCredited.pay({ amount: 600, date: "-1d" });
      const state = (name: string, payment_state: string) => company.call("account.move", "write", [[ids.get(name)!], { payment_state }]);
      const fir = company.customer({ name: "Fir" });
      add("in payment", fir.invoice({ amount: 14, due: "-60d", paid: "all", paidOn: "-1d" }));
      state("in payment", "in_payment");
      const halves = [
        { due: "-50d", share: 0.5 },
        { due: "-40d", share: 0.5 },
      ];
      add("half reconciled", fir.invoice({ amount: 100, due: "-40d", instalments: halves, paid: 50, paidOn: "-1d" }));
      state("half reconciled", "paid");
      // More than the invoice, so that the payment is never reconciled in full.
      const gum = company.customer({ name: "Gum" });
      add("overpaid", gum.invoice({ amount: 15, due: "-60d" }));
      const payment = company.call("account.payment", "create", [
        { payment_type: "inbound", partner_type: "customer", partner_id: gum.id, amount: 20, date: company.day("-4d") },
      ]);
      const paymentId = Number([payment].flat()[0]);
      company.call("account.payment", "action_post", [[paymentId]]);
      const receivable = ["account_id.name", "=", "Account Receivable"];
      const items = (condition: unknown) => company.call("account.move.line", "search", [[receivable, condition]]) as number[];
      company.call("account.move.line", "reconcile", [
        [...items(["move_id", "=", ids.get("overpaid")!]), ...items(["payment_id", "=", paymentId])],
      ]);
      const ebony = company.customer({ name: "Ebony" });
      add("owes more", ebony.invoice({ amount: 12, due: "-60d", paid: "all", paidOn: "-1d" }));
      ebony.invoice({ amount: 13, due: "-40d" });
    });
    const invoiceIds = [...ids].filter(([name]) => name !== "never reminded").map(([, id]) => id);
    const reminders = [{ partnerId: 0, companyId: 1, currency: "EUR", level: 1, at: "2026-06-01T09:00:00.000Z", invoiceIds }];
    const memory = { reminders, confirmedInvoiceIds: [ids.get("confirmed")!] };
    const analysis = await lab.analyse({ memory });
    expect(analysis.paidInvoices).toMatchObject([
      {
        kind: "paid_invoices",
        customer: { name: "Alder" },
        total: 140,
        totalCompany: 140,
        invoices: [
          { id: ids.get("in time 1"), paidOn: "2026-06-13", asRead: { payment_state: "paid", amount_residual: 0 } },
          { id: ids.get("in time 2"), paidOn: "2026-06-14" },
        ],
        recipient: { lang: "fr_FR" },
      },
      { customer: { name: "Gum" }, total: 15, invoices: [{ id: ids.get("overpaid"), paidOn: "2026-06-11" }] },
    ]);
    const no = { actionType: "send_payment_confirmation", partnerId: 0, at: NOW.toISOString(), level: null, model: "account.move" };
    const refused = await lab.analyse({ memory: { ...memory, rejected: [{ ...no, recordIds: [ids.get("in time 1")!] }] } });
    expect(refused.paidInvoices[0]?.invoices.map(({ id }) => id)).toEqual([ids.get("in time 2")]);
    // Ebony still owes: the reminder goes first.
    expect(findingOf(analysis, "Ebony")?.reminder?.level).toBe(1);
    const later = await lab.analyse({ memory, now: new Date(NOW.getTime() + 8 * 86_400_000) });
    expect(later.paidInvoices).toEqual([]);
  });
});

/** What an accountant books by hand in the bank's journal, today. */
function bankJournalEntry(company: CompanyBuilder): void {
  const find = (model: string, domain: readonly unknown[]): number => (company.call(model, "search", [domain]) as number[])[0]!;
  const line = (name: string, debit: number, credit: number) => {
    return [0, 0, { name: "Entry", account_id: find("account.account", [["name", "=", name]]), debit, credit }];
  };
  const values = {
    move_type: "entry",
    date: company.day("today"),
    journal_id: find("account.journal", [["type", "=", "bank"]]),
    line_ids: [line("Bank", 9, 0), line("Product Sales", 0, 9)],
  };
  const created = company.call("account.move", "create", [values]);
  company.call("account.move", "action_post", [[Number(Array.isArray(created) ? created[0] : created)]]);
}

/** What registering a payment to a vendor leaves, today: nothing of it came from the bank. */
function payVendor(company: CompanyBuilder): void {
  const values = { payment_type: "outbound", partner_type: "supplier", partner_id: company.vendor({ name: "Timber" }).id, amount: 5 };
  const created = company.call("account.payment", "create", [{ ...values, date: company.day("today") }]);
  company.call("account.payment", "action_post", [[Number(Array.isArray(created) ? created[0] : created)]]);
}
