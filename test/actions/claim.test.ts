import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approveAction, cancelAction, claimActions, getAction, proposeAction, settleAction } from "#src/actions/index.ts";
import type { Context } from "#src/db/index.ts";
import { hasCode } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction, type DocumentParts } from "#test/support/protocolDocuments.ts";

let database: TestDatabase;
let ctx: TestContext;
let anna: Context;
let organisations = 0;

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 40 });
});
afterAll(() => database.drop());
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `org-${++organisations}` });
  anna = { ...ctx, actor: "user:anna" };
});

async function approved(parts: Partial<DocumentParts>): Promise<string> {
  const now = ctx.clock.now();
  const action = exampleAction({ org_id: ctx.orgId, action_id: uuidv7(now), created_at: now.toISOString() }, parts);
  const result = await proposeAction({ ctx, input: { action } });
  if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
  await approveAction({ ctx: anna, input: { actionId: result.actionId, fingerprint: result.fingerprint, channel: "in_app" } });
  return result.actionId;
}

const claim = (workerId: string, more: { actionIds?: readonly string[]; limit?: number } = {}) =>
  claimActions({ ctx, input: { workerId, leaseSeconds: 60, limit: 50, ...more } });

describe("claiming", () => {
  test("a hundred workers that want one action: exactly one gets it, the others are told who has it", async () => {
    const actionId = await approved({});

    const claims = await Promise.all(Array.from({ length: 100 }, (_, index) => claim(`worker-${index}`, { actionIds: [actionId] })));

    expect(claims.filter(({ claimed }) => claimed.length === 1)).toHaveLength(1);
    const refused = claims.flatMap((result) => result.refused);
    expect(refused).toHaveLength(99);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(["conflict"]));
    expect((await getAction({ ctx, input: { actionId } })).attemptList).toHaveLength(1);
    const late = await claim("late", { actionIds: [actionId] });
    expect(late.refused).toMatchObject([{ code: "conflict", status: "executing" }]);
    expect(late.refused[0]!.message).toContain("it is being executed right now. Last: action.claimed by AI COO");
  });

  test("twenty workers that sweep share fifty actions without taking one twice", async () => {
    const ids = [];
    for (let count = 1; count <= 50; count++) ids.push(await approved({ partnerId: count, ids: [count] }));

    const claims = await Promise.all(Array.from({ length: 20 }, (_, index) => claim(`worker-${index}`, { limit: 5 })));
    const rest = await claim("last");

    const taken = [...claims, rest].flatMap(({ claimed }) => claimed.map(({ actionId }) => actionId));
    expect(taken.toSorted()).toEqual(ids.toSorted());
  });

  test("two workers are never busy with one customer at once, and each gets the customer's oldest first", async () => {
    const types = ["create_collection_task", "escalate_overdue_invoice", "create_follow_up_task"] as const;
    const ids: string[] = [];
    for (const [index, actionType] of types.entries()) {
      ids.push(await approved({ actionType, partnerId: 42, ids: [index + 1] }));
      ctx.clock.advance({ seconds: 1 });
    }

    const claims = await Promise.all(Array.from({ length: 10 }, (_, index) => claim(`worker-${index}`, { limit: 1 })));
    const taken = claims.flatMap(({ claimed }) => claimed);
    expect(taken.map(({ actionId }) => actionId)).toEqual([ids[0]]);
    expect((await claim("other")).claimed).toEqual([]);

    const [first] = taken;
    const workerId = `worker-${claims.findIndex(({ claimed }) => claimed.length === 1)}`;
    await settleAction({ ctx, input: { ...first!, workerId, settlement: { to: "failed", reason: "No." } } });
    expect((await claim("other")).claimed.map(({ actionId }) => actionId)).toEqual(ids.slice(1));
  });

  test("takes nothing that waits, was withdrawn, has expired or belongs to another organisation", async () => {
    const waiting = await approved({ partnerId: 1, ids: [1] });
    const [taken] = (await claim("w", { actionIds: [waiting] })).claimed;
    const notBefore = new Date(ctx.clock.now().getTime() + 60_000);
    await settleAction({
      ctx,
      input: { ...taken!, workerId: "w", settlement: { to: "deferred", reason: "Quiet hours.", notBefore, because: "policy" } },
    });
    const withdrawn = await approved({ partnerId: 2, ids: [2] });
    await cancelAction({ ctx: anna, input: { actionId: withdrawn, reason: "Changed my mind." } });

    expect((await claim("w")).claimed).toEqual([]);
    expect((await claim("w", { actionIds: [waiting, withdrawn] })).refused).toMatchObject([
      { code: "conflict", status: "approved", notBefore: notBefore.toISOString() },
      { code: "conflict", status: "cancelled" },
    ]);
    const foreign = await claimActions({
      ctx: { ...ctx, orgId: "org-other" },
      input: { workerId: "w", leaseSeconds: 60, limit: 9, actionIds: [waiting] },
    });
    expect(foreign).toMatchObject({ claimed: [], refused: [{ code: "not_found" }] });
    ctx.clock.set(notBefore);
    expect((await claim("w")).claimed.map(({ actionId }) => actionId)).toEqual([waiting]);
    ctx.clock.advance({ days: 2 });
    const stale = await approved({ partnerId: 3, ids: [3] });
    ctx.clock.advance({ days: 2 });
    expect((await claim("w", { actionIds: [stale] })).refused).toMatchObject([{ code: "expired" }]);
  });
});

describe("settling", () => {
  test("by anybody but the holder is refused, and changes nothing", async () => {
    const actionId = await approved({});
    const [taken] = (await claim("holder")).claimed;

    await expect(
      settleAction({ ctx, input: { ...taken!, workerId: "thief", settlement: { to: "completed", reason: "Done." } } }),
    ).rejects.toSatisfy((error) => hasCode(error, "lease_lost"));
    expect((await getAction({ ctx, input: { actionId } })).status).toBe("executing");
  });

  test("twice is refused", async () => {
    await approved({});
    const [taken] = (await claim("holder")).claimed;
    const settle = () => settleAction({ ctx, input: { ...taken!, workerId: "holder", settlement: { to: "completed", reason: "Done." } } });

    expect(await settle()).toMatchObject({ status: "completed" });
    await expect(settle()).rejects.toSatisfy((error) => hasCode(error, "lease_lost"));
  });
});
