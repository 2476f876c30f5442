import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listAlertViews } from "#src/alerts/index.ts";
import { endCommitment, getSequence, listCommitments, resumeSequence } from "#src/customers/index.ts";
import { insertOutreachLedgerRows } from "#src/db/access/outreachLedger.ts";
import { withTransaction } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { holdCustomer } from "#src/outreach/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { runAnalysis, type AnalysisRun } from "#src/scheduler/index.ts";
import type { CompanyBuilder } from "#simulator/index.ts";
import { openLab, type Lab } from "#test/analyzers/support.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

/** An answer ends the reminders of what was due when it came, by SMS to us or as a message in Odoo: Monday 15 June 2026 and the weeks after. */

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `replies-${organisations++}`, now: "2026-06-15T09:00:00Z" });
});
afterAll(() => database.drop());

const person = () => ({ ...ctx, actor: "user:ana" as const });

/** What a run wants to do, without the words: `send_invoice_reminder 1 of 12,13`. */
function wanted({ proposed }: AnalysisRun<"financial">): string[] {
  const levelOf = ({ proposed_changes: changes }: ActionProtocol) =>
    changes.find(({ path }) => path === "ai_coo.outreach.reminder_level")?.after;
  return proposed.map((action) => {
    const level = levelOf(action);
    return `${action.action_type}${level === undefined ? "" : ` ${JSON.stringify(level)}`} of ${action.affected_records.ids.join(",")}`;
  });
}

async function analyseOn(lab: Lab, day: string): Promise<AnalysisRun<"financial">> {
  ctx.clock.set(`${day}T09:00:00Z`);
  lab.simulator.company.on(day, () => lab.simulator.company.bankEntry({ amount: 1, date: day }));
  return runAnalysis("financial", { ctx, reader: lab.reader });
}

/** As the executor leaves it after a reminder of this level. */
async function reminded(partnerId: number, level: number, invoiceIds: number[], at: string): Promise<void> {
  const id = uuidv7(ctx.clock.now());
  const row = {
    id,
    actionId: id,
    partnerId,
    channel: "sms" as const,
    addresses: ["+33612345678"],
    contextType: "invoice" as const,
    contextId: 0,
    scopeKey: `sms:partner:${partnerId}:invoice`,
    state: "unknown" as const,
    actionType: "send_invoice_reminder" as const,
    level,
    currency: "EUR",
    companyId: 1,
    invoiceIds,
    reservedAt: new Date(at),
  };
  await withTransaction(ctx, (inner) => insertOutreachLedgerRows(inner, [row]));
}

const answeredBySms = () =>
  withTransaction(ctx, (inner) =>
    holdCustomer(inner, { channel: "sms", address: "+33612345678", cause: "reply", sentence: "The customer answered by SMS: “Soon”" }),
  );
const replies = async (partnerId: number) =>
  (await listCommitments({ ctx, input: { partnerId, kinds: ["reply"], limit: 20 } })).commitments
    .map(({ status, invoiceIds }) => `${status} ${invoiceIds.join(",")}`)
    .toSorted();
const answeredAlerts = async () =>
  (await listAlertViews(ctx, { statuses: ["new"], limit: 50 })).alerts.filter(({ kind }) => kind === "customer_answered");

/** Alder owes an invoice that was due on the first of June, and was reminded of it on the ninth. */
async function remindedDebtor(): Promise<{ readonly lab: Lab; readonly customer: number; readonly invoice: number }> {
  let debt = { customer: 0, invoice: 0 };
  const lab = await openLab(19, (company: CompanyBuilder) => {
    company.bankEntry({ amount: 1, date: "today" });
    const made = company.customer({ name: "Alder", lang: "fr_FR" }).invoice({ amount: 100, due: "-14d" });
    debt = { customer: made.customer.id, invoice: made.id };
  });
  await reminded(debt.customer, 1, [debt.invoice], "2026-06-09T09:00:00Z");
  return { lab, ...debt };
}

test("an answer by SMS ends the sequence for good: no level, no collection task; only an old debt is still told to a person", async () => {
  const { lab, customer, invoice } = await remindedDebtor();
  await using _closed = lab;
  await answeredBySms();
  expect((await getSequence({ ctx, input: { sequenceId: `${customer}:1:EUR` } })).end).toMatchObject({ reason: "replied" });
  // level 2 is due on the 22nd, level 3 on 16 July, and two weeks after the answer is nothing else than before
  for (const day of ["2026-06-16", "2026-06-23", "2026-06-30", "2026-07-17", "2026-07-29"]) {
    expect([day, wanted(await analyseOn(lab, day))]).toEqual([day, []]);
  }
  expect(wanted(await analyseOn(lab, "2026-08-03"))).toEqual([`escalate_overdue_invoice of ${invoice}`]);
  expect(await getSequence({ ctx, input: { sequenceId: `${customer}:1:EUR` } })).toMatchObject({
    state: "ended",
    next: null,
    end: {
      reason: "replied",
      until: null,
      sentence: "The customer answered on 2026-06-15, which ended the reminders of what was due by then; a person can start them again.",
    },
  });
  // the answer itself is over once what it ended is known
  expect(await replies(customer)).toEqual([`open ${invoice}`, "settled "]);
  expect(await answeredAlerts()).toMatchObject([
    {
      title: "Alder answered: the reminders have ended",
      sentence: "The customer answered on 2026-06-15; 1 invoice is overdue and not asked for any more until a person starts that again.",
    },
  ]);
});

test("an invoice that falls due after the answer begins a sequence of its own, at its first level and about nothing else", async () => {
  const { lab, customer } = await remindedDebtor();
  await using _closed = lab;
  const { company } = lab.simulator;
  const invoiceDue = (due: string): number =>
    company.on("2026-06-10", () => {
      const values = { move_type: "out_invoice", partner_id: customer, invoice_date: "2026-06-10", invoice_date_due: due };
      const id = Number(
        company.call("account.move", "create", [{ ...values, invoice_line_ids: [[0, 0, { name: "Desk", price_unit: 70 }]] }]),
      );
      company.call("account.move", "action_post", [[id]]);
      return id;
    });
  const [before, after] = [invoiceDue("2026-06-14"), invoiceDue("2026-06-15")];
  await answeredBySms();
  expect(wanted(await analyseOn(lab, "2026-06-29"))).toEqual([`send_invoice_reminder 1 of ${after}`]);
  expect((await replies(customer)).join(" ")).toContain(String(before));
});

test("a message in Odoo does the same, and its end stands when nobody reads the message any more", async () => {
  const { lab, customer, invoice } = await remindedDebtor();
  await using _closed = lab;
  const post = { body: "We wait for a credit note.", message_type: "email", subtype_xmlid: "mail.mt_comment", author_id: customer };
  const message = lab.simulator.company.on("2026-06-15", () =>
    Number(lab.simulator.company.call("account.move", "message_post", [[invoice]], post)),
  );
  // weeks later, because no analysis ran: what answers a reminder is looked for since that went out
  expect(wanted(await analyseOn(lab, "2026-07-06"))).toEqual([]);
  expect(await replies(customer)).toEqual([`open ${invoice}`]);
  lab.simulator.company.call("mail.message", "unlink", [[message]]);
  expect(wanted(await analyseOn(lab, "2026-07-07"))).toEqual([]);
  expect(await replies(customer)).toEqual([`open ${invoice}`]);
  expect(await answeredAlerts()).toHaveLength(1);
});

test("a person starts it again, where it stood; what was written before that ends nothing a second time", async () => {
  const { lab, customer, invoice } = await remindedDebtor();
  await using _closed = lab;
  const post = { body: "Wait.", message_type: "email", subtype_xmlid: "mail.mt_comment", author_id: customer };
  lab.simulator.company.on("2026-06-20", () => lab.simulator.company.call("account.move", "message_post", [[invoice]], post));
  expect(wanted(await analyseOn(lab, "2026-06-23"))).toEqual([]);
  await resumeSequence({ ctx: person(), input: { sequenceId: `${customer}:1:EUR`, reason: "It was a mistake." } });
  ctx.clock.advance({ hours: 1 });
  expect(wanted(await runAnalysis("financial", { ctx, reader: lab.reader }))).toEqual([`send_invoice_reminder 2 of ${invoice}`]);
  expect(await replies(customer)).toEqual([`settled ${invoice}`]);
  expect(await answeredAlerts()).toEqual([]);
});

test("so does settling the answer, and it is over by itself once what it ended is paid", async () => {
  const { lab, customer, invoice } = await remindedDebtor();
  await using _closed = lab;
  const post = { body: "Wait.", message_type: "email", subtype_xmlid: "mail.mt_comment", author_id: customer };
  lab.simulator.company.on("2026-06-20", () => lab.simulator.company.call("account.move", "message_post", [[invoice]], post));
  await analyseOn(lab, "2026-06-23");
  const [reply] = (await listCommitments({ ctx, input: { partnerId: customer, limit: 1 } })).commitments;
  await endCommitment({ ctx: person(), input: { commitmentId: reply!.commitmentId, as: "settled", reason: "Sent it again." } });
  ctx.clock.advance({ hours: 1 });
  expect(wanted(await runAnalysis("financial", { ctx, reader: lab.reader }))).toEqual([`send_invoice_reminder 2 of ${invoice}`]);

  await reminded(customer, 2, [invoice], "2026-06-24T09:00:00Z");
  ctx.clock.set("2026-06-26T09:00:00Z");
  await answeredBySms();
  await analyseOn(lab, "2026-07-16");
  expect(await replies(customer)).toEqual([`open ${invoice}`, "settled ", `settled ${invoice}`]);
  const context = { active_model: "account.move", active_ids: [invoice] };
  const wizard = lab.simulator.company.call("account.payment.register", "create", [{}], { context });
  lab.simulator.company.call("account.payment.register", "action_create_payments", [[wizard].flat()], { context });
  await analyseOn(lab, "2026-07-17");
  expect(await replies(customer)).toEqual(["settled ", `settled ${invoice}`, `settled ${invoice}`]);
});
