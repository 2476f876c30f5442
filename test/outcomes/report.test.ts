import { describe, expect, test } from "vitest";
import { approveAction, editAction, expireActions, getAction, proposeAction, rejectAction } from "#src/actions/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { outcomesReport } from "#src/outcomes/index.ts";
import { Tally, summaryOf } from "#src/outcomes/tally.ts";
import { createOutput } from "#src/cli/output.ts";
import { renderOutcomes } from "#src/cli/render/outcomes.ts";
import { withoutAttachments } from "#test/executor/scene.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { setOutcomeScene } from "./scene.ts";

/** The report against a company whose every action is written down here. */

describe("the report", () => {
  const scene = setOutcomeScene(19);
  const days = (count: number): void => scene.ctx.clock.advance({ days: count });
  const today = (): string => scene.ctx.clock.now().toISOString().slice(0, 10);
  const asAnna = () => ({ ...scene.ctx, actor: "user:anna" as const });

  /** A reminder that waits for somebody. */
  async function waiting(partnerId: number): Promise<{ readonly actionId: string; readonly fingerprint: string }> {
    const { ctx } = scene;
    const now = ctx.clock.now();
    const over = { org_id: ctx.orgId, action_id: uuidv7(now), created_at: now.toISOString() };
    const result = await proposeAction({
      ctx,
      input: { action: withoutAttachments(exampleAction(over, { partnerId, ids: [partnerId] })) },
    });
    if (!result.proposed) throw new Error(result.reason);
    return result;
  }

  test("counts what was decided, and what came after, with the number of actions behind each figure", async () => {
    const since = scene.ctx.clock.now();
    const [early, late, partly, credited] = [
      await scene.reminded("Early", 1_000),
      await scene.reminded("Later", 500),
      await scene.reminded("Partly", 300),
      await scene.reminded("Creditnote", 200),
    ];
    const rejected = await waiting(90_001);
    await rejectAction({ ctx: asAnna(), input: { actionId: rejected.actionId, reason: "We talk to them", channel: "cli" } });
    await waiting(90_002); // nobody decides about this one
    const edited = await waiting(90_003);
    const edit = { type: "send_email", subject: "Another subject" } as const;
    const { fingerprint } = await editAction({
      ctx: asAnna(),
      input: { actionId: edited.actionId, fingerprint: edited.fingerprint, edit },
    });
    await approveAction({ ctx: asAnna(), input: { actionId: edited.actionId, fingerprint, channel: "cli" } });

    days(3);
    await expireActions({ ctx: scene.ctx, input: {} });
    await scene.data.pay(early.invoice.id);
    early.invoice.customer.wrote({ date: today(), body: "Paid!" });
    days(7);
    await scene.data.pay(late.invoice.id);
    await scene.data.pay(partly.invoice.id, { amount: 100 });
    await scene.data.reverse(credited.invoice.id, today());
    days(12);
    // Tuesday of the fourth week: this one is still watched when the report is made
    const recent = await scene.reminded("Recent", 50);
    days(9);
    await scene.data.pay(recent.invoice.id);
    await scene.look();

    const report = await outcomesReport(scene.ctx, { since, until: scene.ctx.clock.now() });
    expect(report.types.map(({ actionType }) => actionType)).toEqual(["send_invoice_reminder"]);
    const [reminders] = report.types;
    expect(reminders!.decisions).toEqual({
      proposed: 8,
      approved: 6,
      approvedWithoutEdit: 5,
      approvedByRule: 0,
      edited: 1,
      rejected: 1,
      // the edited one was approved and could not run in time
      expired: 2,
      executed: 5,
      failed: 0,
      stopped: 0,
      open: 0,
    });
    expect(reminders!.acceptance).toEqual({ count: 6, of: 7, share: 6 / 7 });
    expect(reminders!.acceptedWithoutEdit).toEqual({ count: 5, of: 7, share: 5 / 7 });
    const { outcomes } = reminders!;
    expect([outcomes.closed, outcomes.open, outcomes.unreadable]).toEqual([4, 1, 0]);
    expect(outcomes.payments).toEqual({
      // early, late and partly were due and watched for 30 days; recent for 9
      paidWithin: [
        { days: 7, count: 1, of: 4, share: 1 / 4 },
        { days: 14, count: 2, of: 3, share: 2 / 3 },
        { days: 30, count: 2, of: 3, share: 2 / 3 },
      ],
      // 3 and 10 days
      medianDaysToPay: { days: 6.5, of: 2 },
      nothingDue: 1,
      closed: [{ currency: "USD", actions: 4, open: 2_000, asked: 2_000, paid: 1_600, before: 0, credited: 200, other: 0 }],
      stillOpen: [{ currency: "USD", actions: 1, open: 50, asked: 50, paid: 50, before: 0, credited: 0, other: 0 }],
    });
    const counted = Object.fromEntries(
      outcomes.facts.filter(({ count }) => count > 0).map(({ fact, count, of }) => [fact, `${count} of ${of}`]),
    );
    expect(counted).toEqual({ paid: "2 of 4", paid_in_part: "1 of 4", credited: "1 of 4", replied: "1 of 4" });

    const output = createOutput({ json: false, out: { write: () => {} }, err: { write: () => {} } });
    const text = renderOutcomes(report, output).join("\n");
    expect(text).toContain("6 of 7 (86%)");
    expect(text).toContain("paid in full within 7 days: 1 of 4 (25%); within 14 days: 2 of 3 (67%)");
    expect(text).toContain("2,000.00 USD asked for (4 actions), 1,600.00 USD paid after, 200.00 USD credited");
    expect(text).toContain("came after it");
    expect(text).not.toMatch(/because of|thanks to|led to/);
  });

  test("an action that nobody has looked at yet is an open one, and a period that is none is refused", async () => {
    const since = scene.ctx.clock.now();
    const { actionId } = await scene.reminded("Unseen");
    const { types } = await outcomesReport(scene.ctx, { since, until: scene.ctx.clock.now() });
    expect(types[0]!.outcomes).toMatchObject({ closed: 0, open: 1 });
    expect((await getAction({ ctx: scene.ctx, input: { actionId } })).status).toBe("completed");
    await expect(outcomesReport(scene.ctx, { since, until: since })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

test("an action that was not watched for so many days is not among those that could have been paid in them", () => {
  const tally = new Tally("send_invoice_reminder");
  const at = (day: number): Date => new Date(Date.UTC(2026, 2, 1 + day));
  const money = [{ currency: "EUR", open: 10, asked: 10, paid: 10, before: 0, credited: 0, other: 0 }];
  const observed = { facts: [{ fact: "paid", at: "2026-03-03", dated: true }], money, daysToPay: 2 } as const;
  // paid on the second day and looked at on the third: to count it would count early payers before the others
  tally.add({ effectAt: at(0), windowClosesAt: at(30), lookedAt: at(3), finalAt: null, finalBecause: null, observed });
  expect(summaryOf(tally, 1).payments!.paidWithin.map(({ of }) => of)).toEqual([0, 0, 0]);
  tally.add({ effectAt: at(0), windowClosesAt: at(10), lookedAt: at(11), finalAt: at(11), finalBecause: "window_closed", observed });
  expect(summaryOf(tally, 2).payments!.paidWithin.map(({ count, of }) => [count, of])).toEqual([
    [1, 1],
    [0, 0],
    [0, 0],
  ]);
});
