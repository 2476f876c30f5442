import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getAction } from "#src/actions/index.ts";
import { verifyAuditChain } from "#src/audit/index.ts";
import { listCommitments, recordCommitment, resumeReminders } from "#src/customers/index.ts";
import { insertOutreachLedgerRows } from "#src/db/access/outreachLedger.ts";
import { withTransaction } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { connectOdoo } from "#src/odoo/connect.ts";
import { holdCustomer } from "#src/outreach/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { runAnalysis, type AnalysisRun } from "#src/scheduler/index.ts";
import type { CompanyBuilder, Release } from "#simulator/index.ts";
import { openLab, type Lab } from "#test/analyzers/support.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

/** What customers promised and disputed, from one analysis to the next over a small company: Monday 15 June 2026 and the days after. */

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `promises-${organisations++}`, now: "2026-06-15T09:00:00Z" });
});
afterAll(() => database.drop());

const person = () => ({ ...ctx, actor: "user:ana" as const });
const analyse = (lab: Lab): Promise<AnalysisRun<"financial">> => runAnalysis("financial", { ctx, reader: lab.reader });
const reasonsOf = (run: AnalysisRun<"financial">) =>
  Object.fromEntries(run.analysis.notChased.map(({ partnerName, reason }) => [partnerName, reason]));
const reminders = (run: AnalysisRun<"financial">): ActionProtocol[] =>
  run.proposed.filter(({ action_type: type }) => type === "send_invoice_reminder");
const statuses = async (partnerId: number) =>
  (await listCommitments({ ctx, input: { partnerId, limit: 20 } })).commitments.map(({ kind, status }) => `${kind} ${status}`);

/** Until a day on which the bank was reconciled. */
function on(lab: Lab, day: string): void {
  ctx.clock.set(`${day}T09:00:00Z`);
  lab.simulator.company.on(day, () => lab.simulator.company.bankEntry({ amount: 1, date: day }));
}

/** Alder owes an invoice that was due three weeks ago. */
function oneDebtor(company: CompanyBuilder): { customer: number; invoice: number } {
  company.bankEntry({ amount: 1, date: "today" });
  const invoice = company.customer({ name: "Alder", lang: "fr_FR" }).invoice({ amount: 100, due: "-24d" });
  return { customer: invoice.customer.id, invoice: invoice.id };
}

/** As the executor leaves it after a reminder of this level. */
async function reminded(partnerId: number, level: number, invoiceIds: number[], at: string): Promise<void> {
  const id = uuidv7(ctx.clock.now());
  await withTransaction(ctx, (inner) =>
    insertOutreachLedgerRows(inner, [
      {
        id,
        actionId: id,
        partnerId,
        channel: "email",
        addresses: ["alder@client.example"],
        contextType: "invoice",
        contextId: 0,
        scopeKey: `email:partner:${partnerId}:invoice`,
        state: "unknown",
        actionType: "send_invoice_reminder",
        level,
        currency: "EUR",
        companyId: 1,
        invoiceIds,
        reservedAt: new Date(at),
      },
    ]),
  );
}

describe.each<Release>([14, 19])("on release %i", (release) => {
  test("a promise holds until its day and the days of grace have passed; then it is broken, and what is proposed says so", async () => {
    let debt = { customer: 0, invoice: 0 };
    await using lab = await openLab(release, (company) => (debt = oneDebtor(company)));
    await reminded(debt.customer, 1, [debt.invoice], "2026-06-08T09:00:00Z");
    await recordCommitment({ ctx: person(), input: { kind: "promise", partnerId: debt.customer, until: "2026-06-19" } });
    // Friday is the day, Monday is the grace
    for (const day of ["2026-06-15", "2026-06-19", "2026-06-22"]) {
      on(lab, day);
      const run = await analyse(lab);
      expect([day, run.proposed, reasonsOf(run)]).toEqual([day, [], { Alder: "promise" }]);
    }
    on(lab, "2026-06-23");
    const run = await analyse(lab);
    expect(await statuses(debt.customer)).toEqual(["promise broken"]);
    const [reminder] = reminders(run);
    expect(reminder).toMatchObject({ proposed_changes: [{ after: 2 }], affected_records: { partner_id: debt.customer } });
    expect(reminder!.evidence).toContainEqual({
      label: "Broken promise",
      value: "on 2026-06-15 the customer promised to pay by 2026-06-19",
    });
    expect(reminder!.reasoning).toContain("On 2026-06-15 the customer promised to pay by 2026-06-19, and has not.");
    if (reminder!.operation.type !== "send_email") throw new Error("not a mail");
    expect(reminder!.operation.inputs.body_text).toContain(
      "Vous nous avez indiqué le 15 juin 2026 que vous paieriez au plus tard le 19 juin 2026.",
    );
    expect(await withTransaction(ctx, (inner) => verifyAuditChain(inner, {}))).toMatchObject({ ok: true });
  });

  test("a promise that was paid is kept, before its day as well; one of several invoices is not enough", async () => {
    let [alder, birch] = [0, 0];
    const ofAlder: number[] = [];
    const ofBirch: number[] = [];
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      const customers = [company.customer({ name: "Alder" }), company.customer({ name: "Birch" })] as const;
      [alder, birch] = [customers[0].id, customers[1].id];
      ofAlder.push(customers[0].invoice({ amount: 100, due: "-24d" }).id);
      for (const amount of [100, 50]) ofBirch.push(customers[1].invoice({ amount, due: "-24d" }).id);
    });
    for (const partnerId of [alder, birch]) {
      await recordCommitment({ ctx: person(), input: { kind: "promise", partnerId, until: "2026-06-19" } });
    }
    on(lab, "2026-06-17");
    for (const id of [...ofAlder, ofBirch[0]!]) pay(lab, id);
    await analyse(lab);
    expect([await statuses(alder), await statuses(birch)]).toEqual([["promise kept"], ["promise open"]]);
    on(lab, "2026-06-23");
    await analyse(lab);
    expect([await statuses(alder), await statuses(birch)]).toEqual([["promise kept"], ["promise broken"]]);
  });

  test("a promise of a part is kept by that part, and the rest is asked for; a cent less is not enough, nor what had come before", async () => {
    const owing = { Alder: { customer: 0, invoice: 0 }, Birch: { customer: 0, invoice: 0 }, Cedar: { customer: 0, invoice: 0 } };
    const names = ["Alder", "Birch", "Cedar"] as const;
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      for (const name of names) {
        const invoice = company.customer({ name }).invoice({ amount: 100, due: "-24d" });
        owing[name] = { customer: invoice.customer.id, invoice: invoice.id };
      }
    });
    const { Alder, Birch, Cedar } = owing;
    for (const { customer: partnerId, invoice } of [Alder, Birch, Cedar]) {
      const invoiceIds = partnerId === Alder.customer ? [invoice] : [];
      await recordCommitment({ ctx: person(), input: { kind: "promise", partnerId, until: "2026-06-19", amount: 60, invoiceIds } });
    }
    on(lab, "2026-06-17");
    pay(lab, Alder.invoice, { amount: 60 });
    pay(lab, Birch.invoice, { amount: 59.99 });
    pay(lab, Cedar.invoice, { amount: 60, payment_date: "2026-06-10" });
    const run = await analyse(lab);
    const now = () => Promise.all(names.map((name) => statuses(owing[name].customer)));
    expect(await now()).toEqual([["promise kept"], ["promise open"], ["promise open"]]);
    expect(reminders(run).map(({ affected_records: { partner_id: id } }) => id)).toEqual([Alder.customer]);
    on(lab, "2026-06-23");
    await analyse(lab);
    expect(await now()).toEqual([["promise kept"], ["promise broken"], ["promise broken"]]);
  });

  test("a promise about one invoice leaves it out, and the others are asked for", async () => {
    let [customer, promised] = [0, 0];
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      const alder = company.customer({ name: "Alder" });
      promised = alder.invoice({ amount: 100, due: "-24d" }).id;
      customer = alder.invoice({ amount: 40, due: "-20d" }).customer.id;
    });
    await recordCommitment({
      ctx: person(),
      input: { kind: "promise", partnerId: customer, until: "2026-06-19", invoiceIds: [promised] },
    });
    const [reminder] = reminders(await analyse(lab));
    expect(reminder!.affected_records.ids).not.toContain(promised);
    expect(reminder!.evidence).toContainEqual(
      expect.objectContaining({
        label: expect.stringMatching(/^Left out: invoice/),
        value: expect.stringContaining("is promised by 2026-06-19"),
      }),
    );
  });
});

/** Pays an invoice as a person of the company does: in full, today, unless told. */
function pay(lab: Lab, invoiceId: number, over: { readonly amount?: number; readonly payment_date?: string } = {}): void {
  const context = { active_model: "account.move", active_ids: [invoiceId] };
  const wizard = lab.simulator.company.call("account.payment.register", "create", [over], { context });
  lab.simulator.company.call("account.payment.register", "action_create_payments", [[wizard].flat()], { context });
}

describe("a promise is called broken", () => {
  const promised = async (lab: Lab, partnerId: number) => {
    await recordCommitment({ ctx: person(), input: { kind: "promise", partnerId, until: "2026-06-19" } });
    ctx.clock.set("2026-06-24T09:00:00Z");
    return lab;
  };

  test("once, by two analyses at the same moment", async () => {
    let debt = { customer: 0, invoice: 0 };
    await using lab = await openLab(19, (company) => (debt = oneDebtor(company)));
    await promised(lab, debt.customer);
    on(lab, "2026-06-24");
    const runs = await Promise.all([analyse(lab), analyse(lab), analyse(lab)]);
    expect(await statuses(debt.customer)).toEqual(["promise broken"]);
    const { rows } = await withTransaction(ctx, ({ tx }) =>
      tx.execute("select kind, count(*)::int as many from ai_coo.action_events where kind like 'commitment.%' group by 1 order by 1"),
    );
    expect(rows).toEqual([
      { kind: "commitment.broken", many: 1 },
      { kind: "commitment.recorded", many: 1 },
    ]);
    expect(runs.flatMap(reminders)).toHaveLength(1);
  });

  test("not while the bank is not reconciled, nor while a payment that is not matched could be it, nor while Odoo is away", async () => {
    let debt = { customer: 0, invoice: 0 };
    await using lab = await openLab(19, (company) => (debt = oneDebtor(company)));
    await promised(lab, debt.customer);
    expect(reasonsOf(await analyse(lab))).toEqual({ Alder: "stale_bank" });
    on(lab, "2026-06-24");
    lab.simulator.company.customer({ name: "Alder" }).unappliedPayment({ amount: 100 });
    expect(reasonsOf(await analyse(lab))).toEqual({ Alder: "promise" });
    const away = connectOdoo({ url: "http://127.0.0.1:9", database: "none", login: "none", apiKey: "none" });
    await expect(runAnalysis("financial", { ctx, reader: away.reader })).rejects.toThrow(/Odoo/);
    await away.close();
    expect(await statuses(debt.customer)).toEqual(["promise open"]);
  });

  test("never because of what fell due after its day, or did not exist when it was made", async () => {
    let customer = 0;
    await using lab = await openLab(19, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      customer = company.customer({ name: "Alder" }).invoice({ amount: 100, due: "+6d" }).customer.id;
    });
    await promised(lab, customer);
    lab.simulator.company.on("2026-06-16", () =>
      lab.simulator.company.customer({ name: "Alder" }).invoice({ amount: 70, date: "2026-06-16", due: "2026-06-17" }),
    );
    on(lab, "2026-06-24");
    await analyse(lab);
    expect(await statuses(customer)).toEqual(["promise kept"]);
  });
});

describe("what holds by itself ends by itself", () => {
  test("a stop on its last day, an answer after two weeks or when a person lets the reminders go on", async () => {
    let debt = { customer: 0, invoice: 0 };
    await using lab = await openLab(19, (company) => (debt = oneDebtor(company)));
    const input = { kind: "stop", partnerId: debt.customer, until: "2026-06-16", note: "In talks." } as const;
    await recordCommitment({ ctx: person(), input });
    expect(reasonsOf(await analyse(lab))).toEqual({ Alder: "stopped" });
    on(lab, "2026-06-17");
    const [reminder] = reminders(await analyse(lab));
    expect(await statuses(debt.customer)).toEqual(["stop settled"]);

    const address = reminder!.external_effects[0]!.recipient;
    const reply = () =>
      withTransaction(ctx, (inner) => holdCustomer(inner, { channel: "email", address, cause: "reply", sentence: "They wrote." }));
    await reply();
    on(lab, "2026-06-19");
    // the reminder has expired by now; the next one waits for the answer to be read
    expect(reasonsOf(await analyse(lab))).toMatchObject({ Alder: "customer_wrote" });
    await resumeReminders({ ctx: person(), input: { partnerId: debt.customer, reason: "Called them." } });
    expect(reminders(await analyse(lab))).toHaveLength(1);

    ctx.clock.advance({ hours: 1 });
    await reply();
    on(lab, "2026-07-03");
    expect(reasonsOf(await analyse(lab))).toMatchObject({ Alder: "customer_wrote" });
    ctx.clock.advance({ hours: 1 });
    expect(reminders(await analyse(lab))).toHaveLength(1);
    expect(await statuses(debt.customer)).toEqual(["reply settled", "resume settled", "reply settled", "stop settled"]);
  });
});

test("what was proposed while a dispute was being recorded is held at the end of the analysis", async () => {
  let debt = { customer: 0, invoice: 0 };
  await using lab = await openLab(19, (company) => (debt = oneDebtor(company)));
  let recorded = false;
  const run = await runAnalysis("financial", {
    ctx,
    reader: lab.reader,
    onProgress: (text) => {
      if (text !== "composing actions" || recorded) return;
      recorded = true;
      recording = recordCommitment({ ctx: person(), input: { kind: "dispute", partnerId: debt.customer, note: "Never came." } });
    },
  });
  await recording;
  const { holdReason } = await getAction({ ctx, input: { actionId: reminders(run)[0]!.action_id } });
  expect(holdReason).toContain("Never came.");
});
let recording: Promise<unknown> = Promise.resolve();
