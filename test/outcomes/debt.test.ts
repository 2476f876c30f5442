import { describe, expect, test } from "vitest";
import { takeInbound } from "#src/outreach/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { inCurrency, setOutcomeScene } from "./scene.ts";

/** What came after an action about invoices: money, what is not money, and what the customer said. */

describe.each([14, 19] as const)("after a reminder, on Odoo %s", (release) => {
  const scene = setOutcomeScene(release);
  const days = (count: number): void => scene.ctx.clock.advance({ days: count });
  const today = (): string => scene.ctx.clock.now().toISOString().slice(0, 10);
  const daysAgo = (count: number): string => new Date(scene.ctx.clock.now().getTime() - count * 86_400_000).toISOString().slice(0, 10);
  const money = async (actionId: string) => (await scene.observed(actionId)).money![0]!;

  /** Sets the payments of an invoice back to draft, as for a direct debit that came back: their matches are gone. */
  async function takeBack(invoiceId: number): Promise<void> {
    const matches = await scene.admin.read("account.partial.reconcile", [["debit_move_id.move_id", "=", invoiceId]], ["credit_move_id"]);
    const lines = await scene.admin.read(
      "account.move.line",
      [["id", "in", matches.map((match) => (match["credit_move_id"] as [number, string])[0])]],
      ["move_id"],
    );
    await scene.admin.call("account.move", "button_draft", [lines.map((line) => (line["move_id"] as [number, string])[0])]);
  }

  test("an invoice that is paid in full is paid, so many days after", async () => {
    const { actionId, invoice } = await scene.reminded("Fullpay");
    await scene.look();
    expect(await scene.facts(actionId)).toEqual([]);
    days(3);
    await scene.data.pay(invoice.id);
    await scene.look();
    const observed = await scene.observed(actionId);
    expect(observed.facts).toEqual([{ fact: "paid", at: today(), dated: true }]);
    expect(observed.daysToPay).toBe(3);
    expect(observed.money).toEqual([{ currency: "USD", open: 1250, asked: 1250, paid: 1250, before: 0, credited: 0, other: 0 }]);
    expect(await scene.events(actionId)).toEqual(["outcome.paid"]);
    expect(await scene.sentences(actionId)).toEqual([
      "1,250.00 USD open, 1,250.00 USD paid since.",
      `Paid in full on ${today()}, 3 days after.`,
    ]);
  });

  test("a part is a part, until the rest is there", async () => {
    const { actionId, invoice } = await scene.reminded("Partpay");
    days(2);
    await scene.data.pay(invoice.id, { amount: 400 });
    await scene.look();
    expect(await scene.facts(actionId)).toEqual(["paid_in_part"]);
    expect(await money(actionId)).toMatchObject({ open: 1250, paid: 400 });
    days(4);
    await scene.data.pay(invoice.id);
    await scene.look();
    expect(await scene.facts(actionId)).toEqual(["paid"]);
    expect(await scene.observed(actionId)).toMatchObject({ daysToPay: 6, money: [{ paid: 1250 }] });
    expect(await scene.events(actionId)).toEqual(["outcome.paid_in_part", "outcome.paid"]);
  });

  test("where only a part was asked for, that part is all", async () => {
    const customer = scene.simulator.company.customer({ name: "Instalments", email: "pay@instalments.example" });
    const invoice = customer.invoice({ amount: 1250, due: "2026-01-15" });
    const parts = { partnerId: customer.id, ids: [invoice.id], to: ["pay@instalments.example"], amount: 500 };
    const actionId = await scene.carryOut(parts, (action) => inCurrency(action, "USD"));
    days(1);
    await scene.data.pay(invoice.id, { amount: 500 });
    await scene.look();
    expect(await scene.facts(actionId)).toEqual(["paid"]);
    expect(await money(actionId)).toMatchObject({ open: 1250, asked: 500, paid: 500 });
  });

  test("money that had come before the reminder and was entered and matched after it is no payment that followed", async () => {
    const { actionId, invoice } = await scene.reminded("Crossing");
    days(1);
    await scene.data.pay(invoice.id, { date: daysAgo(4) });
    await scene.look();
    expect(await scene.facts(actionId)).toEqual([]);
    expect(await money(actionId)).toMatchObject({ open: 1250, paid: 0, before: 1250 });
    expect(await scene.sentences(actionId)).toEqual([
      "1,250.00 USD open, 0.00 USD paid since, 1,250.00 USD settled by money that had come before, nothing was left to be paid.",
    ]);
  });

  test("money that stood in Odoo before the effect, whatever its day, had come before", async () => {
    const customer = scene.simulator.company.customer({ name: "Postdated", email: "pay@postdated.example" });
    const invoice = customer.invoice({ amount: 300, due: "2026-01-15" });
    const paymentId = customer.unappliedPayment({ amount: 300, date: daysAgo(-2) });
    scene.ctx.clock.advance({ minutes: 5 });
    const project = scene.simulator.company.project({ name: "Collections" });
    const actionId = await scene.carryOut(
      { actionType: "create_collection_task", partnerId: customer.id, ids: [invoice.id], amount: 300 },
      (action) => {
        if (action.operation.type !== "create_odoo_task") return action;
        const inputs = { ...action.operation.inputs, project_id: project.id, user_ids: [] };
        return inCurrency({ ...action, operation: { ...action.operation, inputs } }, "USD");
      },
    );
    days(3);
    const lines = await scene.admin.read(
      "account.move.line",
      ["|", ["payment_id", "=", paymentId], ["move_id", "=", invoice.id]],
      ["account_id", "balance", "date_maturity"],
    );
    const receivable = lines.find((line) => Number(line["balance"]) === 300 && line["date_maturity"] === "2026-01-15")!["account_id"] as [
      number,
      string,
    ];
    const matching = lines.filter((line) => (line["account_id"] as [number, string])[0] === receivable[0]);
    await scene.admin.call("account.move.line", "reconcile", [matching.map(({ id }) => id)]);
    await scene.look();
    expect(await scene.facts(actionId)).not.toContain("paid");
    expect(await money(actionId)).toMatchObject({ open: 300, paid: 0, before: 300 });
  });

  test("a credit note settles and pays nothing; what is paid beside it is paid", async () => {
    const credited = await scene.reminded("Credited");
    const mixed = await scene.reminded("Mixed");
    days(1);
    await scene.data.reverse(credited.invoice.id, today());
    mixed.invoice.customer.creditNote({ amount: 250, date: today(), reconcileWith: mixed.invoice });
    await scene.data.pay(mixed.invoice.id);
    await scene.look();
    expect(await scene.facts(credited.actionId)).toEqual(["credited"]);
    expect(await money(credited.actionId)).toMatchObject({ open: 1250, paid: 0, credited: 1250 });
    expect(await scene.facts(mixed.actionId)).toEqual(["credited", "paid"]);
    expect(await money(mixed.actionId)).toMatchObject({ open: 1250, paid: 1000, credited: 250 });
  });

  test("a payment that is taken back is no payment any more, and that is told", async () => {
    const { actionId, invoice } = await scene.reminded("Bouncer");
    days(1);
    await scene.data.pay(invoice.id);
    await scene.look();
    days(2);
    await takeBack(invoice.id);
    await scene.look();
    expect(await scene.facts(actionId)).toEqual([]);
    expect(await money(actionId)).toMatchObject({ open: 1250, paid: 0 });
    expect(await scene.events(actionId)).toEqual(["outcome.paid", "outcome.withdrawn"]);
  });

  test("what comes after the window does not count, also where the look is late; what came in it does", async () => {
    const tooLate = await scene.reminded("Toolate");
    const inTime = await scene.reminded("Intime");
    days(20);
    await scene.data.pay(inTime.invoice.id);
    days(15);
    await scene.data.pay(tooLate.invoice.id);
    days(5);
    expect(await scene.look()).toMatchObject({ begun: 2, looked: 2, closed: 2 });
    expect(await scene.facts(tooLate.actionId)).toEqual([]);
    expect(await scene.facts(inTime.actionId)).toEqual(["paid"]);
    expect(await scene.observed(inTime.actionId)).toMatchObject({ daysToPay: 20 });
    expect(await scene.row(tooLate.actionId)).toMatchObject({ finalBecause: "window_closed" });
    expect(await scene.look()).toMatchObject({ begun: 0, looked: 0 });
  });

  test("a dispute is dated by when it was first seen, and stays", async () => {
    const { actionId, invoice } = await scene.reminded("Disputer");
    days(1);
    await scene.data.dispute(invoice.id);
    await scene.look();
    const first = scene.ctx.clock.now().toISOString();
    days(1);
    invoice.dispute(false);
    await scene.look();
    expect((await scene.observed(actionId)).facts).toEqual([{ fact: "disputed", at: first, dated: false, note: invoice.number }]);
  });

  test("what the customer's side writes after it is an answer; what was written before, or by us, is none", async () => {
    const { actionId, invoice } = await scene.reminded("Writer");
    const silent = await scene.reminded("Silent");
    days(1);
    invoice.customer.mailed({ date: today(), body: "From us" });
    days(1);
    await scene.look();
    expect(await scene.facts(actionId)).toEqual([]);
    invoice.customer.wrote({ date: today(), body: "We pay on Friday" });
    const at = `${today()}T12:00:00Z`;
    days(1);
    await scene.look();
    expect((await scene.observed(actionId)).facts).toEqual([{ fact: "replied", at, dated: true }]);
    // a later reminder is not answered by what was said before it
    days(7);
    const again = await scene.carryOut({ partnerId: invoice.customer.id, ids: [invoice.id], to: ["writer@writer.example"] });
    await scene.look();
    expect(await scene.facts(again)).toEqual([]);
    expect(await scene.facts(silent.actionId)).toEqual([]);
  });

  test("an answer from the address of a contact on the invoice itself counts", async () => {
    const { actionId, invoice } = await scene.reminded("Viamail");
    days(1);
    await scene.admin.create("mail.message", {
      model: "account.move",
      res_id: invoice.id,
      body: "<p>Paid yesterday</p>",
      message_type: "email",
      author_id: false,
      email_from: "Accounts <viamail@viamail.example>",
      date: `${today()} 09:00:00`,
    });
    await scene.look();
    expect(await scene.facts(actionId)).toEqual(["replied"]);
  });

  test("a bounce, a complaint and an unsubscription come from the providers", async () => {
    const { actionId, email } = await scene.reminded("Gone");
    const other = await scene.reminded("Unconcerned");
    scene.ctx.clock.advance({ hours: 1 });
    const report = { source: "smtp2go", channel: "email", address: email, facts: {} } as const;
    await withTransaction(scene.ctx, async (inner) => {
      await takeInbound(inner, {
        ...report,
        identity: ["1"],
        kind: "hard_bounce",
        consequence: { does: "suppress", reason: "hard_bounce" },
      });
      await takeInbound(inner, { ...report, identity: ["2"], kind: "spam", consequence: { does: "suppress", reason: "complaint" } });
      await takeInbound(inner, {
        ...report,
        identity: ["3"],
        kind: "unsubscribe",
        consequence: { does: "suppress", reason: "unsubscribe" },
      });
    });
    await scene.look();
    expect(new Set(await scene.facts(actionId))).toEqual(new Set(["bounced", "complained", "opted_out"]));
    expect(new Set(await scene.events(actionId))).toEqual(new Set(["outcome.bounced", "outcome.complained", "outcome.opted_out"]));
    expect(await scene.facts(other.actionId)).toEqual([]);
  });

  test("what is reported of another action's message says nothing of this one", async () => {
    const { actionId, email } = await scene.reminded("Twomails");
    scene.ctx.clock.advance({ hours: 1 });
    const another = {
      source: "smtp2go",
      channel: "email",
      address: email,
      facts: {},
      actionId: "00000000-0000-7000-8000-000000000000",
    } as const;
    await withTransaction(scene.ctx, (inner) =>
      takeInbound(inner, { ...another, identity: ["4"], kind: "hard_bounce", consequence: { does: "suppress", reason: "hard_bounce" } }),
    );
    await scene.look();
    expect(await scene.facts(actionId)).toEqual([]);
  });

  test("an invoice that was cancelled or deleted is gone", async () => {
    const { actionId, invoice } = await scene.reminded("Cancelled");
    days(1);
    invoice.cancel();
    await scene.look();
    expect((await scene.observed(actionId)).facts).toMatchObject([{ fact: "gone", note: "cancelled" }]);
  });
});
