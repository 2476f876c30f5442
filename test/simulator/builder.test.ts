import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { connectOdoo } from "#src/odoo/connect.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { buildCompany, startSimulator, type CompanyBuilder, type Release, type Simulator } from "#simulator/index.ts";

/** A Monday morning; "today" in every company here. */
const NOW = new Date("2026-06-15T09:00:00Z");

interface Built {
  readonly simulator: Simulator;
  /** Over HTTP, as the restricted user. */
  readonly reader: OdooReader;
}

async function open(release: Release, build: (company: CompanyBuilder) => void, persistTo?: string): Promise<Built> {
  const simulator = await startSimulator({
    release,
    company: buildCompany(build),
    now: () => NOW,
    ...(persistTo === undefined ? {} : { persistTo }),
  });
  const connection = connectOdoo({ url: simulator.url, database: simulator.database, login: simulator.login, apiKey: simulator.apiKey });
  onTestFinished(async () => {
    await connection.close();
    await simulator.stop();
  });
  return { simulator, reader: connection.reader };
}

const INVOICE_FIELDS = ["name", "state", "payment_state", "amount_total", "amount_residual", "amount_residual_signed", "invoice_date_due"];

const invoicesOf = (reader: OdooReader, customer: string, type = "out_invoice") =>
  reader.searchRead({
    model: "account.move",
    domain: [
      ["partner_id.name", "=", customer],
      ["move_type", "=", type],
    ],
    fields: INVOICE_FIELDS,
    order: "id",
  });

const receivables = (reader: OdooReader, fields: readonly string[]) =>
  reader.searchRead({
    model: "account.move.line",
    domain: [["account_id.name", "=", "Account Receivable"]],
    fields,
    order: "date_maturity, id",
  });

describe.each([19, 14] as const)("a company described in words, on release %i", (release) => {
  test("an invoice is posted and numbered on its day, thirty days before it is due", async () => {
    const { reader } = await open(release, (company) => {
      company.customer({ name: "Alder Works" }).invoice({ due: "-10d", amount: 1200, reference: "PO 7" });
    });
    const [invoice] = await invoicesOf(reader, "Alder Works");
    expect(invoice).toMatchObject({
      name: release === 19 ? "INV/2026/00001" : "INV/2026/05/0001",
      state: "posted",
      payment_state: "not_paid",
      amount_residual: 1200,
      invoice_date_due: "2026-06-05",
    });
  });

  test("payments leave what is open, and stand on the bank as reconciled entries of their day", async () => {
    const { reader } = await open(release, (company) => {
      const customer = company.customer({ name: "Alder Works" });
      customer.invoice({ due: "-10d", amount: 1200, paid: 200, paidOn: "-4d" });
      customer.invoice({ due: "-8d", amount: 500, paid: "all", paidOn: "-3d" });
    });
    expect(await invoicesOf(reader, "Alder Works")).toMatchObject([
      { payment_state: "partial", amount_residual: 1000 },
      { payment_state: "paid", amount_residual: 0 },
    ]);
    const bank = await reader.searchRead({
      model: "account.bank.statement.line",
      domain: [],
      fields: ["amount", "date", "is_reconciled"],
      order: "id",
    });
    expect(bank).toMatchObject([
      { amount: 200, date: "2026-06-11", is_reconciled: true },
      { amount: 500, date: "2026-06-12", is_reconciled: true },
    ]);
  });

  test("foreign currency is worth its rate on the invoice's day", async () => {
    const { reader } = await open(release, (company) => {
      company.rate({ currency: "USD", perUnit: 1.25, date: "-60d" });
      company.rate({ currency: "USD", perUnit: 2, date: "-1d" });
      company.customer({ name: "Kestrel Bay" }).invoice({ due: "-10d", amount: 1000, currency: "USD" });
    });
    expect(await invoicesOf(reader, "Kestrel Bay")).toMatchObject([{ amount_residual: 1000, amount_residual_signed: 800 }]);
  });

  test("instalments are items of their own due dates, and the rounding goes to the last", async () => {
    const { reader } = await open(release, (company) => {
      company.customer({ name: "Alder Works" }).invoice({
        amount: 100.01,
        date: "-40d",
        due: "+20d",
        instalments: [
          { due: "-10d", share: 1 / 3 },
          { due: "+5d", share: 1 / 3 },
          { due: "+20d", share: 1 / 3 },
        ],
      });
    });
    expect(await receivables(reader, ["date_maturity", "amount_residual", "balance"])).toMatchObject([
      { date_maturity: "2026-06-05", amount_residual: 33.34, balance: 33.34 },
      { date_maturity: "2026-06-20", amount_residual: 33.34, balance: 33.34 },
      { date_maturity: "2026-07-05", amount_residual: 33.33, balance: 33.33 },
    ]);
  });

  test("a dispute stands where the release keeps it, and can be taken back", async () => {
    const { simulator, reader } = await open(release, (company) => {
      company.customer({ name: "Alder Works" }).invoice({ due: "-10d", amount: 1200, disputed: true });
    });
    const field = release === 14 ? "blocked" : "no_followup";
    expect(await receivables(reader, [field])).toMatchObject([{ [field]: true }]);
    simulator.company.customer({ name: "Alder Works" }).invoice({ due: "-5d", amount: 10, disputed: true }).dispute(false);
    expect(await receivables(reader, [field])).toMatchObject([{ [field]: true }, { [field]: false }]);
  });

  test("a credit note settles the invoice it is for; an open one and unapplied money wait", async () => {
    const { reader } = await open(release, (company) => {
      const customer = company.customer({ name: "Alder Works" });
      customer.creditNote({ amount: 300, date: "-2d", reconcileWith: customer.invoice({ due: "-10d", amount: 300 }) });
      customer.creditNote({ amount: 80, date: "-2d" });
      customer.unappliedPayment({ amount: 45, date: "-1d" });
    });
    // 14 calls only that reversed which its own reversal has settled.
    expect(await invoicesOf(reader, "Alder Works")).toMatchObject([
      { payment_state: release === 19 ? "reversed" : "paid", amount_residual: 0 },
    ]);
    expect(await invoicesOf(reader, "Alder Works", "out_refund")).toMatchObject([
      { amount_residual: 0 },
      { payment_state: "not_paid", amount_residual: 80 },
    ]);
    const credits = await receivables(reader, ["amount_residual"]);
    expect(credits.map((line) => line["amount_residual"]).filter((residual) => Number(residual) < 0)).toEqual([-80, -45]);
  });

  test("drafts and cancelled invoices owe nothing", async () => {
    const { reader } = await open(release, (company) => {
      const customer = company.customer({ name: "Alder Works" });
      customer.invoice({ due: "-10d", amount: 300, draft: true });
      customer.invoice({ due: "-10d", amount: 400 }).cancel();
    });
    expect(await invoicesOf(reader, "Alder Works")).toMatchObject([{ state: "draft" }, { state: "cancel" }]);
  });

  test("bills are the vendor's, and paying them empties the bank", async () => {
    const { reader } = await open(release, (company) => {
      const vendor = company.vendor({ name: "Steel & Co", country: "DE" });
      vendor.bill({ amount: 700, due: "-20d", paid: "all", paidOn: "-18d", reference: "S-1" });
      vendor.bill({ amount: 900, due: "+9d" });
      company.bankEntry({ amount: -120, date: "-3d", label: "Rent", account: "Rent" });
    });
    expect(await invoicesOf(reader, "Steel & Co", "in_invoice")).toMatchObject([{ payment_state: "paid" }, { payment_state: "not_paid" }]);
    const bank = await reader.searchRead({ model: "account.move.line", domain: [["account_id.name", "=", "Bank"]], fields: ["balance"] });
    expect(new Set(bank.map((line) => line["balance"]))).toEqual(new Set([-120, -700]));
  });

  test("customers have addresses, languages, contacts, a salesperson, and may have opted out", async () => {
    const { reader } = await open(release, (company) => {
      const clara = company.salesperson({ name: "Clara Hoste", login: "clara", email: "clara@ours.example" });
      expect(clara).toBeGreaterThan(0);
      company
        .customer({
          name: "Złoty Côté's",
          country: "FR",
          city: "Lyon",
          zip: "69001",
          lang: "fr_FR",
          salesperson: "clara",
          invoiceContact: { name: "Lucie Fabre", email: "compta@cote.example" },
        })
        .invoice({ due: "-1d", amount: 10 });
      company.customer({ name: "Priya Raman", isCompany: false, optedOut: true });
      company.customer({ name: "Moulin", email: null });
    });
    const partners = await reader.searchRead({
      model: "res.partner",
      domain: [["name", "in", ["Złoty Côté's", "Lucie Fabre", "Priya Raman", "Moulin"]]],
      fields: ["name", "email", "lang", "type", "is_blacklisted", "is_company", "zip", "country_id"],
      order: "id",
    });
    expect(partners).toMatchObject([
      { name: "Złoty Côté's", email: "accounts@zloty-cotes.example", lang: "fr_FR", zip: "69001", is_company: true },
      { name: "Lucie Fabre", email: "compta@cote.example", lang: "fr_FR", type: "invoice" },
      { name: "Priya Raman", email: "priya-raman@mail.example", is_blacklisted: true, is_company: false },
      { name: "Moulin", email: false },
    ]);
    const [invoice] = await reader.searchRead({
      model: "account.move",
      domain: [["move_type", "=", "out_invoice"]],
      fields: ["invoice_user_id"],
    });
    expect(invoice?.["invoice_user_id"]).toEqual([expect.any(Number), "Clara Hoste"]);
  });

  test("people promise, write, and are written to, each on their day", async () => {
    const { reader } = await open(release, (company) => {
      company.salesperson({ name: "Wout Dekkers", login: "wout" });
      const customer = company.customer({ name: "Alder Works" });
      customer.promise({ until: "+4d", summary: "Promised to pay" });
      customer.mailed({ date: "-2d", subject: "Your account", by: "wout" });
      customer.wrote({ date: "-1d", body: "<p>Where is it?</p>" });
      customer.invoice({ due: "-9d", amount: 5 }).reminded({ date: "-3d", body: "Reminded." });
    });
    expect(
      await reader.searchRead({ model: "mail.activity", domain: [], fields: ["res_model", "summary", "date_deadline"] }),
    ).toMatchObject([{ res_model: "res.partner", summary: "Promised to pay", date_deadline: "2026-06-19" }]);
    const messages = await reader.searchRead({
      model: "mail.message",
      domain: [["message_type", "in", ["comment", "email"]]],
      fields: ["date", "message_type", "author_id", "is_internal", "model"],
      order: "id",
    });
    expect(messages).toMatchObject([
      { date: "2026-06-13 12:00:00", message_type: "comment", author_id: [expect.any(Number), "Wout Dekkers"], model: "res.partner" },
      { date: "2026-06-14 12:00:00", message_type: "email", author_id: [expect.any(Number), "Alder Works"], model: "res.partner" },
      { date: "2026-06-12 12:00:00", message_type: "comment", model: "account.move" },
    ]);
  });

  test("the company itself has a name, an address, a country and a clock", async () => {
    const { reader } = await open(release, (company) => {
      company.own({
        name: "Linden & Vale",
        email: "accounts@ours.example",
        phone: "+32 9 000 00 01",
        country: "FR",
        timezone: "Europe/Paris",
        administrator: { name: "Margot Claes", email: "margot@ours.example" },
      });
    });
    const [own] = await reader.searchRead({
      model: "res.company",
      domain: [],
      fields: ["name", "email", "phone", "country_id", "partner_id"],
    });
    expect(own).toMatchObject({ name: "Linden & Vale", email: "accounts@ours.example", country_id: [expect.any(Number), "France"] });
    const people = await reader.searchRead({
      model: "res.partner",
      domain: [["name", "in", ["Linden & Vale", "Margot Claes"]]],
      fields: ["name", "tz", "email"],
      order: "id",
    });
    expect(people).toMatchObject([{ tz: "Europe/Paris" }, { email: "margot@ours.example" }]);
  });

  test("deals have stages, orders, plans and messages of their day", async () => {
    const { reader } = await open(release, (company) => {
      const customer = company.customer({ name: "Alder Works" });
      company
        .deal({ name: "Quiet", customer, revenue: 900, stage: "Proposition", created: "-70d", lastStageChange: "-26d", closing: "+5d" })
        .message({ date: "-20d", body: "<p>Still looking.</p>" })
        .plan({ date: "+2d", summary: "Call" })
        .order({ amount: 850, date: "-3d" });
      company.deal({ name: "Ours", customer }).won({ date: "-4d" });
    });
    const deals = await reader.searchRead({
      model: "crm.lead",
      domain: [],
      fields: ["name", "stage_id", "probability", "date_last_stage_update", "date_deadline", "create_date"],
      order: "id",
    });
    expect(deals).toMatchObject([
      {
        stage_id: [expect.any(Number), "Proposition"],
        date_last_stage_update: "2026-05-20 12:00:00",
        date_deadline: "2026-06-20",
        create_date: "2026-04-06 12:00:00",
      },
      { stage_id: [expect.any(Number), "Won"], probability: 100, date_last_stage_update: "2026-06-11 12:00:00" },
    ]);
    expect(await reader.searchRead({ model: "sale.order", domain: [], fields: ["state", "amount_total", "opportunity_id"] })).toMatchObject(
      [{ state: "sale", amount_total: 850, opportunity_id: [expect.any(Number), "Quiet"] }],
    );
  });

  test("projects have tasks with deadlines and owners, and milestones where the release has them", async () => {
    const { reader } = await open(release, (company) => {
      company.salesperson({ name: "Emil Brandt", login: "emil" });
      company
        .project({ name: "Refit", start: "-40d", deadline: "+9d", status: "at_risk", manager: "emil" })
        .task({ name: "Measure", deadline: "-30d", assignee: "emil", done: true })
        .task({ name: "Weld", deadline: "-2d" })
        .milestone({ name: "Frames", deadline: "-1d" });
    });
    const [project] = await reader.searchRead({
      model: "project.project",
      domain: [],
      fields: ["name", "date", ...(release === 19 ? ["last_update_status", "is_milestone_exceeded", "open_task_count"] : ["task_count"])],
    });
    expect(project).toMatchObject(
      release === 19
        ? { date: "2026-06-24", last_update_status: "at_risk", is_milestone_exceeded: true, open_task_count: 1 }
        : { date: "2026-06-24", task_count: 1 },
    );
    const tasks = await reader.searchRead({ model: "project.task", domain: [], fields: ["name", "date_deadline"], order: "id" });
    expect(tasks.map((task) => String(task["date_deadline"]).slice(0, 10))).toEqual(["2026-05-16", "2026-06-13"]);
  });

  test("a running company finds its customers again, and a restart keeps what was changed", async () => {
    const dir = await mkdtemp(join(tmpdir(), "ai-coo-builder-"));
    onTestFinished(() => rm(dir, { recursive: true, force: true }));
    const build = (company: CompanyBuilder) => void company.customer({ name: "Alder Works" }).invoice({ due: "-10d", amount: 1200 });
    const first = await open(release, build, join(dir, "odoo.jsonl"));
    const customer = first.simulator.company.customer({ name: "Alder Works" });
    customer.invoice({ due: "-2d", amount: 50 }).pay({ date: "-1d" });
    await first.simulator.stop();

    const second = await open(release, build, join(dir, "odoo.jsonl"));
    expect(second.simulator.company.customer({ name: "Alder Works" }).id).toBe(customer.id);
    expect(await invoicesOf(second.reader, "Alder Works")).toMatchObject([
      { payment_state: "not_paid", amount_residual: 1200 },
      { payment_state: "paid", amount_residual: 0 },
    ]);
  });

  test("in a running company, days count from its own today, whatever day something is set on", async () => {
    const { simulator, reader } = await open(release, () => {});
    const { company } = simulator;
    company.customer({ name: "Alder Works" }).invoice({
      amount: 100,
      date: "-40d",
      due: "+5d",
      instalments: [
        { due: "-5d", share: 0.5 },
        { due: "+5d", share: 0.5 },
      ],
    });
    expect(await receivables(reader, ["date_maturity"])).toMatchObject([{ date_maturity: "2026-06-10" }, { date_maturity: "2026-06-20" }]);
  });

  test("a name that nobody has is said at once", async () => {
    const { simulator } = await open(release, () => {});
    expect(() => simulator.company.bankEntry({ amount: 1, date: "today", account: "Nowhere" })).toThrow("no account Nowhere");
    expect(() => simulator.company.deal({ name: "Deal", stage: "Nowhere" })).toThrow("no stage Nowhere");
    expect(() => simulator.company.rate({ currency: "XYZ", perUnit: 1 })).toThrow("no currency XYZ");
  });
});
