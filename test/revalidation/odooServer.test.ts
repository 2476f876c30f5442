import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSimulator, type CustomerBuilder, type InvoiceBuilder, type Simulator } from "#simulator/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import type { ActionProtocol, ActionType, RevalidationCheck } from "#src/protocol/index.ts";
import { revalidateActions, type Verdict, verdictOf } from "#src/revalidation/index.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

const NOW = "2026-03-02T09:00:00Z";
const CUSTOMERS = 250;

describe.each([14, 19] as const)("revalidation on Odoo %s, over HTTP", (release) => {
  let database: TestDatabase;
  let ctx: TestContext;
  let simulator: Simulator;
  let odoo: OdooConnection;

  beforeAll(async () => {
    database = await createTestDatabase();
    ctx = testContext(database.db, { now: NOW });
    simulator = await startSimulator({ release, company: "empty", now: () => new Date(NOW) });
    odoo = connectOdoo({ url: simulator.url, database: simulator.database, login: simulator.login, apiKey: simulator.apiKey });
  });
  afterAll(async () => {
    await odoo.close();
    await simulator.stop();
    await database.drop();
  });

  async function verdict(action: ActionProtocol): Promise<Verdict> {
    const results = await revalidateActions({ reader: odoo.reader, ctx, actions: [action] });
    return verdictOf(results.get(action.action_id)!);
  }

  /** A reminder of the invoice as the recommender guards it. */
  function reminderOf(invoice: InvoiceBuilder, email: string): ActionProtocol {
    const action = exampleAction({ action_id: uuidv7(new Date(NOW)) }, { ids: [invoice.id], partnerId: invoice.customer.id, to: [email] });
    const equals = (field: string, expected: string | number): RevalidationCheck => ({
      check_id: `invoice-${field.replaceAll("_", "-")}`,
      description: `${field} is as proposed`,
      severity_on_fail: "block",
      predicate: { type: "odoo_field_equals", model: "account.move", id: invoice.id, field, expected },
    });
    const checks = [equals("payment_state", "not_paid"), equals("amount_residual", 1250), equals("partner_id", invoice.customer.id)];
    return { ...action, revalidation_plan: { checks: [...action.revalidation_plan.checks, ...checks] } };
  }

  it("passes while nothing has changed, and blocks once the invoice was paid", async () => {
    const invoice = simulator.company.customer({ name: "Azure", email: "pay@azure.example" }).invoice({ amount: 1250, due: "-30d" });
    const action = reminderOf(invoice, "pay@azure.example");
    expect(await verdict(action)).toEqual({ kind: "pass" });
    invoice.pay();
    expect(await verdict(action)).toMatchObject({
      kind: "block",
      reasons: expect.arrayContaining([expect.stringMatching(new RegExp(`^Invoice ${invoice.number} was paid since this was proposed`))]),
    });
  });

  it("blocks once the customer's address changed, the customer was archived, or opted out in Odoo", async () => {
    const customer = simulator.company.customer({ name: "Deco", email: "pay@deco.example" });
    const action = reminderOf(customer.invoice({ amount: 1250, due: "-30d" }), "pay@deco.example");
    expect(await verdict(action)).toEqual({ kind: "pass" });
    customer.write({ email: "new@deco.example" });
    expect(await verdict(action)).toMatchObject({ kind: "block", reasons: [expect.stringContaining("no longer an address")] });
    customer.write({ email: "Deco <pay@deco.example>", active: false });
    expect(await verdict(action)).toMatchObject({ kind: "block", reasons: [expect.stringContaining("archived")] });
    customer.write({ active: true });
    simulator.company.call("mail.blacklist", "create", [{ email: "pay@deco.example" }]);
    expect(await verdict(action)).toMatchObject({ kind: "block", reasons: [expect.stringContaining("blacklist")] });
  });

  const since = "since the proposal";
  it.each<[what: string, happen: (customer: CustomerBuilder, invoice: InvoiceBuilder) => void, reason: RegExp]>([
    [
      `the customer wrote ${since}`,
      (customer) => customer.wrote({ date: "today", body: "We paid" }),
      /customer wrote on 2026-03-02; a person should answer/,
    ],
    [
      `somebody wrote to the customer ${since}`,
      (customer) => customer.mailed({ date: "today" }),
      /wrote to the customer from Odoo on 2026-03-02/,
    ],
    [`a promise was planned ${since}`, (customer) => customer.promise({ until: "+3d" }), /"Promised to pay" is planned .* for 2026-03-05/],
    [
      `money came in that could cover the invoice ${since}`,
      (customer) => customer.unappliedPayment({ amount: 1250 }),
      /could cover an invoice/,
    ],
    [
      `a contact of the customer answered on the invoice ${since}`,
      (customer, invoice) => {
        const created = simulator.company.call("res.partner", "create", [{ name: "Ana", parent_id: customer.id, email: "ana@x.example" }]);
        const message = { body: "In dispute", message_type: "email", subtype_xmlid: "mail.mt_comment", author_id: [created].flat()[0] };
        simulator.company.call("account.move", "message_post", [[invoice.id]], message);
      },
      /customer wrote/,
    ],
  ])("blocks a reminder when %s", async (_what, happen, reason) => {
    const customer = simulator.company.customer({ name: `Signal ${uuidv7(new Date(NOW))}`, email: "pay@signal.example" });
    const invoice = customer.invoice({ amount: 1250, due: "-30d" });
    const action = reminderOf(invoice, "pay@signal.example");
    expect(await verdict(action)).toEqual({ kind: "pass" });
    happen(customer, invoice);
    expect(await verdict(action)).toMatchObject({ kind: "block", reasons: [expect.stringMatching(reason)] });
  });

  it("lets a reminder pass what other customers do, notes of colleagues, a small payment and a call that this product planned", async () => {
    const customer = simulator.company.customer({ name: "Calm", email: "pay@calm.example" });
    const invoice = customer.invoice({ amount: 1250, due: "-30d" });
    customer.unappliedPayment({ amount: 40 });
    const note = { body: "Called, no answer", message_type: "comment", subtype_xmlid: "mail.mt_note" };
    simulator.company.call("account.move", "message_post", [[invoice.id]], note);
    const other = simulator.company.customer({ name: "Loud", email: "pay@loud.example" });
    other.wrote({ date: "today", body: "Hello" });
    other.unappliedPayment({ amount: 5000 });
    const activity = {
      res_model: "account.move",
      res_id: invoice.id,
      summary: "Call",
      activity_type: "mail.mail_activity_data_call",
      date_deadline: "2026-03-05",
    };
    await odoo.writer.createKeyed({ model: "mail.activity", key: uuidv7(new Date(NOW)), values: activity });
    expect(await verdict(reminderOf(invoice, "pay@calm.example"))).toEqual({ kind: "pass" });
  });

  it("reads the signals of a hundred customers in as many calls as those of one", async () => {
    const actions = Array.from({ length: 100 }, (_, n) => {
      const customer = simulator.company.customer({ name: `Many ${n}`, email: `pay@many${n}.example` });
      return reminderOf(customer.invoice({ amount: 1250, due: "-30d" }), `pay@many${n}.example`);
    });
    const callsFor = async (some: readonly ActionProtocol[]): Promise<number> => {
      const before = simulator.calls.count();
      await revalidateActions({ reader: odoo.reader, ctx, actions: some });
      return simulator.calls.count() - before;
    };
    expect(await callsFor(actions)).toBe(await callsFor(actions.slice(0, 1)));
  });

  it("waits while Odoo does not answer", async () => {
    const invoice = simulator.company.customer({ name: "Gemini", email: "pay@gemini.example" }).invoice({ amount: 1250, due: "-30d" });
    const action = reminderOf(invoice, "pay@gemini.example");
    const outage = simulator.faults.add({ kind: "http", status: 502, body: "html", times: Infinity });
    expect(await verdict(action)).toMatchObject({ kind: "defer" });
    outage.remove();
    expect(await verdict(action)).toEqual({ kind: "pass" });
  });

  it("costs tens of calls for a thousand actions over four models", async () => {
    const types: ActionType[] = ["send_payment_confirmation", "create_follow_up_task", "flag_at_risk_project", "follow_up_on_stale_deal"];
    const create = (model: string, rows: object[]): number[] => simulator.company.call(model, "create", [rows]) as number[];
    const numbers = Array.from({ length: CUSTOMERS }, (_, index) => index);
    const partners = create(
      "res.partner",
      numbers.map((n) => ({ name: `Customer ${n}`, email: `c${n}@x.example` })),
    );
    const deals = create(
      "crm.lead",
      numbers.map((n) => ({ name: `Deal ${n}`, type: "opportunity", partner_id: partners[n] })),
    );
    const projects = create(
      "project.project",
      numbers.map((n) => ({ name: `Project ${n}` })),
    );
    const moves = create(
      "account.move",
      numbers.map((n) => ({ move_type: "out_invoice", partner_id: partners[n] })),
    );
    const idOf = { "account.move": moves, "crm.lead": deals, "project.project": projects } as Readonly<Record<string, number[]>>;
    const actions = numbers.flatMap((n) =>
      types.map((actionType) => {
        const model = exampleAction({ action_type: actionType }).affected_records.model;
        const parts = { actionType, ids: [idOf[model]![n]!], partnerId: partners[n]!, to: [`c${n}@x.example`] };
        return exampleAction({ action_id: uuidv7(new Date(NOW)) }, parts);
      }),
    );
    expect(actions).toHaveLength(1000);

    const before = simulator.calls.count();
    const results = await revalidateActions({ reader: odoo.reader, ctx, actions });
    const calls = simulator.calls.count() - before;

    const verdicts = actions.map((action) => verdictOf(results.get(action.action_id)!).kind);
    expect(new Set(verdicts)).toEqual(new Set(["pass"]));
    expect(calls).toBeLessThanOrEqual(40);
  });
});
