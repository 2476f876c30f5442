import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rejectAction, type ProposeActionInput } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { autonomousActions, outreachLedger } from "#src/db/schema/index.ts";
import { dryRunPolicy, getGuardrails, saveGuardrails } from "#src/policy/index.ts";
import type { DocumentParts } from "#test/support/protocolDocuments.ts";
import { setPolicyScene } from "./scene.ts";

const scene = setPolicyScene();
const ago = (days: number) => new Date(scene.ctx.clock.now().getTime() - days * 86_400_000);

/** Every condition that a rule can have, so that each plays a part in the stream. */
const RULES = [
  { name: "Small reminders", maxAmount: 300, maxPerDay: 3, hours: { days: [1, 2, 3, 4, 5, 6], from: "08:00", to: "18:00" } },
  { name: "New customers", firstContacts: true, maxRisk: "medium" as const, maxAmount: 1_000, until: "2026-03-31T00:00:00Z" },
  { name: "Tasks", actionTypes: ["create_collection_task" as const], partnerIds: [7, 8], maxPerDay: 2 },
  { name: "Thanks", actionTypes: ["send_payment_confirmation" as const], maxRisk: "low" as const },
  { name: "Notes", actionTypes: ["flag_at_risk_project" as const], withoutAmount: true, maxRisk: "low" as const },
];

const TYPES = ["send_invoice_reminder", "create_collection_task", "send_payment_confirmation", "flag_at_risk_project"] as const;

/** Proposals over the days around the change of the clock, each some minutes after the one before. */
const streams = fc.array(
  fc.record({
    after: fc.integer({ min: 1, max: 300 }),
    actionType: fc.constantFrom(...TYPES),
    partnerId: fc.constantFrom(7, 8, 9, 10),
    amount: fc.option(
      fc.integer({ min: 1, max: 150_000 }).map((cents) => cents / 10),
      { nil: undefined },
    ),
    firstContact: fc.constantFrom(false, false, true, undefined),
    ownDomain: fc.constantFrom(true, true, false),
  }),
  { minLength: 30, maxLength: 30 },
);

test("a dry run decides as the real thing did, about the same stream of proposals", { timeout: 240_000 }, async () => {
  let approvals = 0;
  let organisations = 0;
  await fc.assert(
    fc.asyncProperty(streams, async (stream) => {
      scene.elsewhere(`org-stream-${++organisations}`);
      await scene.timezone("Europe/Paris");
      await scene.rules(...RULES);
      const settings = await getGuardrails(scene.ctx);
      scene.ctx.clock.set("2026-03-27T05:00:00Z");
      const since = scene.ctx.clock.now();
      const real = new Map<string, string>();
      for (const [index, one] of stream.entries()) {
        scene.ctx.clock.advance({ minutes: one.after });
        const { actionType, partnerId, amount } = one;
        const parts: Partial<DocumentParts> = {
          actionType,
          partnerId,
          ids: [1_000 + index],
          amount: amount ?? 1,
          to: ["a@customer.example"],
        };
        const facts = {
          amount,
          firstContact: one.firstContact,
          customerDomains: [one.ownDomain ? "customer.example" : "elsewhere.example"],
        } as NonNullable<ProposeActionInput["riskFacts"]>;
        const result = await scene.offer(parts, facts, amount === undefined ? { estimated_impact: undefined as never } : {});
        if (!result.proposed) continue;
        const { policy } = await scene.detail(result.actionId);
        if (policy.rule !== null) real.set(result.actionId, policy.rule);
        // decided, so that the next of this customer may be proposed
        else await rejectAction({ ctx: scene.anna, input: { actionId: result.actionId, reason: "No.", channel: "in_app" } });
        await settleAway(result.actionId);
      }
      approvals += real.size;
      scene.ctx.clock.advance({ days: 40 });
      // what holds by now plays no part: neither the settings nor the time
      await saveGuardrails(scene.anna, { risk: { highAmount: 1 } });

      const run = await dryRunPolicy(scene.ctx, settings, { since });

      expect(new Map(run.wouldApprove.map(({ actionId, rule }) => [actionId, rule]))).toEqual(real);
      expect(run.wouldApprove.every(({ approvedByRule, rule }) => approvedByRule === rule)).toBe(true);
    }),
    // a stream takes seconds: a shorter one that fails too is not looked for; streams that are known, for the count below
    { numRuns: 4, endOnFailure: true, seed: 1 },
  );
  expect(approvals).toBeGreaterThan(20);
});

/** Ends an approved action without an effect, so that its scope is free. */
async function settleAway(actionId: string): Promise<void> {
  await withTransaction(scene.ctx, ({ tx }) =>
    tx
      .update(autonomousActions)
      .set({ status: "blocked" })
      .where(and(eq(autonomousActions.actionId, actionId), eq(autonomousActions.status, "approved"))),
  );
}

test("it says what people and the world said to what it would have approved, and the sums per type and currency", async () => {
  const [kept] = await scene.record(1, { amount: 100.1 });
  const refused = await scene.propose({}, { amount: 200.2 });
  await scene.reject(refused);
  scene.ctx.clock.advance({ minutes: 1 });
  const complained = await scene.propose({ to: ["angry@customer.example"] }, { amount: 50 });
  await scene.approve(complained);
  await scene.complete(complained);
  await scene.report("angry@customer.example", "complaint");
  await scene.propose({}, { amount: 9_000 });
  await scene.propose({ actionType: "create_collection_task" });

  const tried = {
    autoApproval: { enabled: true, rules: [{ name: "Small", actionTypes: ["send_invoice_reminder"], maxRisk: "medium", maxAmount: 500 }] },
    actionTypes: { create_collection_task: { mode: "off" } },
  };
  const before = await scene.audit();
  const run = await dryRunPolicy(scene.ctx, tried, { since: ago(90) });

  expect(run.wouldApprove.map(({ actionId, against }) => [actionId, against])).toEqual([
    [kept!.actionId, null],
    [refused.actionId, "rejected"],
    [complained.actionId, "ended_badly"],
  ]);
  expect(run).toMatchObject({ proposed: 5, switchedOff: 1 });
  expect(run.byType).toEqual([
    {
      actionType: "send_invoice_reminder",
      proposed: 4,
      wouldApprove: 3,
      against: 2,
      amounts: [{ currency: "EUR", amount: 350.3 }],
    },
    { actionType: "create_collection_task", proposed: 1, wouldApprove: 0, against: 0, amounts: [] },
  ]);
  expect(run.byRule).toEqual([{ rule: "Small", wouldApprove: 3, against: 2 }]);
  // and nothing was written
  expect(await scene.audit()).toEqual(before);
  expect((await getGuardrails(scene.ctx)).autoApproval.rules).toEqual([]);
});

test("the first day counts what was proposed before the time that is looked at", async () => {
  const early = await scene.propose();
  scene.ctx.clock.advance({ hours: 2 });
  const since = scene.ctx.clock.now();
  await scene.propose();
  const tried = {
    autoApproval: { enabled: true, rules: [{ name: "One", actionTypes: ["send_invoice_reminder"], maxRisk: "medium", maxPerDay: 1 }] },
  };

  expect((await dryRunPolicy(scene.ctx, tried, { since })).wouldApprove).toEqual([]);
  expect((await dryRunPolicy(scene.ctx, tried, { since: ago(1) })).wouldApprove.map(({ actionId }) => actionId)).toEqual([early.actionId]);
});

test("actions of an earlier version are weighed by what is known of them: the risk they have, and whom we wrote to before", async () => {
  const action = await scene.propose({}, { firstContact: true, amount: 100 });
  await withTransaction(scene.ctx, ({ tx }) =>
    tx.update(autonomousActions).set({ firstContact: null, composedRisk: null, customerDomains: null }),
  );
  const rule = { name: "Any", actionTypes: ["send_invoice_reminder"], maxRisk: "medium", firstContacts: true };
  const run = await dryRunPolicy(scene.ctx, { autoApproval: { enabled: true, rules: [rule] } }, { since: ago(1) });
  // a first contact had raised it to high, and what it was raised from is not known any more
  expect((await scene.detail(action.actionId)).riskLevel).toBe("high");
  expect(run.wouldApprove).toEqual([]);

  const usual = await scene.propose({ partnerId: 77 });
  await withTransaction(scene.ctx, ({ tx }) => tx.update(autonomousActions).set({ firstContact: null, composedRisk: null }));
  const careful = { autoApproval: { enabled: true, rules: [{ ...rule, firstContacts: false }] } };
  const tried = async () => (await dryRunPolicy(scene.ctx, careful, { since: ago(1) })).wouldApprove.map(({ actionId }) => actionId);
  expect(await tried()).toEqual([]);
  await withTransaction(scene.ctx, ({ tx, orgId }) =>
    tx.insert(outreachLedger).values({
      orgId,
      id: usual.actionId,
      actionId: usual.actionId,
      partnerId: 77,
      channel: "email",
      addresses: ["a@customer.example"],
      contextType: "customer",
      scopeKey: "s",
      state: "sent",
      reservedAt: ago(3),
    }),
  );
  expect(await tried()).toEqual([usual.actionId]);
});

test("guardrails that are not valid are not tried", async () => {
  await expect(dryRunPolicy(scene.ctx, { autoApproval: { rules: [{}] } }, { since: ago(1) })).rejects.toMatchObject({
    code: "invalid_input",
  });
});
