import { afterAll, beforeAll, expect, test } from "vitest";
import { approveAction, editAction, listActions, proposeAction, rejectAction } from "#src/actions/index.ts";
import type { ActionSummary } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { NO_DECISIONS, orderProposals } from "#src/recommender/index.ts";
import { readAcceptance } from "#src/scheduler/acceptance.ts";
import type { ActionType } from "#src/protocol/index.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

/** The inbox as people see it: by urgency, and inside a band by what they accept. */

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;
let partners = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const begin = (): void => {
  ctx = testContext(database.db, { orgId: `org-${organisations++}` });
};
const asAnna = () => ({ ...ctx, actor: "user:anna" as const });

interface Asked {
  readonly amount?: number;
  readonly priority?: number;
  readonly hours?: number;
  readonly actionType?: ActionType;
  readonly partnerId?: number;
}

async function propose({ amount, priority, hours = 24, actionType = "create_follow_up_task", partnerId = ++partners }: Asked) {
  const now = ctx.clock.now();
  const action = exampleAction(
    {
      org_id: ctx.orgId,
      action_id: uuidv7(now),
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + hours * 3_600_000).toISOString(),
      action_type: actionType,
    },
    { partnerId, ids: [++partners] },
  );
  const { estimated_impact: _impact, ...document } = action;
  const input = {
    action: document,
    ...(amount === undefined ? {} : { riskFacts: { amount } }),
    ...(priority === undefined ? {} : { priority }),
  };
  const result = await proposeAction({ ctx, input });
  if (!result.proposed) throw new Error(result.reason);
  ctx.clock.advance({ seconds: 1 });
  return result;
}

/** All pages of the inbox, one action a page unless told. */
async function inbox(limit = 1): Promise<ActionSummary[]> {
  const all: ActionSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await listActions({
      ctx,
      input: { status: ["pending_approval"], order: "urgency", limit, ...(cursor === undefined ? {} : { cursor }) },
    });
    all.push(...page.actions);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

const ids = (actions: readonly { readonly actionId: string }[]): string[] => actions.map(({ actionId }) => actionId);

test("what is about to expire comes first, then money at stake, then risk, then what people accept, then the larger sum and the newest", async () => {
  begin();
  const [small, liked, older, less, newer, large, risky, expiring] = [
    await propose({ amount: 50, priority: 1 }),
    await propose({ amount: 500, priority: 0.9 }),
    await propose({ amount: 900 }),
    await propose({ amount: 200 }),
    await propose({ amount: 900 }),
    await propose({ amount: 5_000, priority: 0.1 }),
    await propose({ amount: 500, priority: 0.1, actionType: "update_deal_stage" }),
    await propose({ priority: 0, hours: 3 }),
  ];
  expect(ids(await inbox())).toEqual(ids([expiring, large, risky, liked, newer, older, less, small]));
  expect(ids(await inbox(50))).toEqual(ids(await inbox(2)));
});

test("pages belong together, although meanwhile another action has come to be about to expire", async () => {
  begin();
  for (const hours of [24, 5, 24]) await propose({ hours });
  const input = { status: ["pending_approval"], order: "urgency", limit: 1 } as const;
  const first = await listActions({ ctx, input });
  ctx.clock.advance({ hours: 2 });
  const rest = await listActions({ ctx, input: { ...input, limit: 50, cursor: first.nextCursor! } });
  expect(new Set(ids([...first.actions, ...rest.actions])).size).toBe(3);
});

test("a cursor of one order is none of the other, and an order that there is not is refused", async () => {
  begin();
  for (let index = 0; index < 3; index++) await propose({});
  const [urgent, newest] = await Promise.all(
    (["urgency", "newest"] as const).map((order) => listActions({ ctx, input: { order, limit: 1 } })),
  );
  const refused = { code: "invalid_input" };
  await expect(listActions({ ctx, input: { order: "newest", cursor: urgent!.nextCursor! } })).rejects.toMatchObject(refused);
  await expect(listActions({ ctx, input: { order: "urgency", cursor: newest!.nextCursor! } })).rejects.toMatchObject(refused);
  await expect(listActions({ ctx, input: { order: "loudest" as "newest" } })).rejects.toMatchObject(refused);
});

test("the database orders as the recommender does", async () => {
  begin();
  const amounts = [0, 50, 99.99, 100, 999, 1_000, 99_999, 100_000, 1e6, undefined];
  const types = ["create_follow_up_task", "update_deal_stage", "escalate_overdue_invoice"] as const;
  for (const [index, amount] of amounts.entries()) {
    for (const actionType of types)
      await propose({ actionType, hours: index % 2 === 0 ? 2 : 24, ...(amount === undefined ? {} : { amount }) });
  }
  const listed = await inbox(7);
  expect(new Set(ids(listed)).size).toBe(amounts.length * types.length);
  const { actions: newest } = await listActions({ ctx, input: { status: ["pending_approval"], limit: 200 } });
  const amountOf = await amountsAtStake();
  const again = orderProposals(
    newest,
    ({ actionId, actionType, partnerId, expiresAt, riskLevel }) => ({
      actionType,
      partnerId,
      expires_at: expiresAt,
      risk_level: riskLevel,
      amount_at_stake: amountOf.get(actionId) ?? null,
    }),
    { record: NO_DECISIONS, now: ctx.clock.now() },
  );
  expect(ids(listed)).toEqual(ids(again));
});

async function amountsAtStake(): Promise<Map<string, number | null>> {
  const rows = await withTransaction(ctx, ({ tx }) =>
    tx.select({ actionId: autonomousActions.actionId, amount: autonomousActions.amountAtStake }).from(autonomousActions),
  );
  return new Map(rows.map(({ actionId, amount }) => [actionId, amount]));
}

test("what people decided in the last 180 days is read by type and by customer; rules and undecided actions say nothing", async () => {
  begin();
  const approve = async ({ actionId, fingerprint }: { actionId: string; fingerprint: string }) =>
    approveAction({ ctx: asAnna(), input: { actionId, fingerprint, channel: "cli" } });
  const long = await propose({ partnerId: 7 });
  await rejectAction({ ctx: asAnna(), input: { actionId: long.actionId, reason: "Not now", channel: "cli" } });
  ctx.clock.advance({ days: 181 });
  await approve(await propose({ partnerId: 7 }));
  await approve(await propose({ partnerId: 8 }));
  const rejected = await propose({ partnerId: 8, actionType: "update_deal_stage" });
  await rejectAction({ ctx: asAnna(), input: { actionId: rejected.actionId, reason: "They are leaving", channel: "cli" } });
  const edited = await propose({ partnerId: 8 });
  const edit = { type: "create_odoo_task", name: "Call them" } as const;
  const { fingerprint } = await editAction({ ctx: asAnna(), input: { actionId: edited.actionId, fingerprint: edited.fingerprint, edit } });
  await approve({ actionId: edited.actionId, fingerprint });
  await propose({ partnerId: 7 });

  const { byType, byCustomer } = await readAcceptance(ctx);
  expect(Object.fromEntries(byType)).toEqual({
    create_follow_up_task: { accepted: 3, edited: 1, rejected: 0 },
    update_deal_stage: { accepted: 0, edited: 0, rejected: 1 },
  });
  expect(Object.fromEntries(byCustomer)).toEqual({
    7: { accepted: 1, edited: 0, rejected: 0 },
    8: { accepted: 2, edited: 1, rejected: 1 },
  });
});
