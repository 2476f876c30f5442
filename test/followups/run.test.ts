import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getAction, listActions } from "#src/actions/index.ts";
import { verifyAuditChain } from "#src/audit/index.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { actionEvents, domainEvents } from "#src/db/schema/index.ts";
import {
  cancelFollowUp,
  followUpStore,
  listFollowUps,
  runDueFollowUps,
  type Composed,
  type FollowUpComposer,
} from "#src/followups/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

let database: TestDatabase;
let ctx: TestContext;
let anna: Context;
let organisations = 0;
let composed: string[];

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 20 });
});
afterAll(() => database.drop());
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `follow-${++organisations}` });
  anna = { ...ctx, actor: "user:anna" };
  composed = [];
});

/** Composes a reminder to the customer it is about, or whatever it is told. */
const composerOf = (compose: (partnerId: number) => Composed | Promise<Composed> = aReminder): FollowUpComposer => ({
  async compose({ contextId, followUpId }) {
    composed.push(followUpId);
    return compose(contextId);
  },
});

function aReminder(partnerId: number): Composed {
  const now = ctx.clock.now();
  const action = exampleAction(
    { org_id: ctx.orgId, action_id: uuidv7(now), created_at: now.toISOString() },
    { partnerId, ids: [partnerId * 10] },
  );
  return { kind: "action", action };
}

const run = (composer = composerOf(), more: { holdSeconds?: number; batchSize?: number; signal?: AbortSignal } = {}) =>
  runDueFollowUps(ctx, { composer, logger: silentLogger, ...more });

const schedule = (partnerId = 42, actionId = uuidv7(ctx.clock.now())) =>
  followUpStore(() => ctx).schedule({
    orgId: ctx.orgId,
    actionId,
    inputs: {
      context_type: "customer",
      context_id: partnerId,
      scheduled_for: "2026-03-02T12:00:00Z",
      action_type: "send_invoice_reminder",
      parameters: { note: "after the fair" },
    },
  });

const all = async () => (await listFollowUps({ ctx, input: { limit: 200 } })).followUps;
const actions = async () => (await listActions({ ctx, input: { limit: 200 } })).actions;
const due = () => ctx.clock.set("2026-03-02T12:00:00Z");

async function refusal(promise: Promise<unknown>): Promise<AiCooError> {
  const error = await promise.then(
    () => new Error("it was not refused"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof AiCooError) return error;
  throw error;
}

describe("the store", () => {
  test("keeps one follow-up an action, whoever asks again or at once", async () => {
    const actionId = uuidv7(ctx.clock.now());
    const ids = await Promise.all(Array.from({ length: 10 }, () => schedule(42, actionId)));
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    expect(await followUpStore(() => ctx).find({ orgId: ctx.orgId, actionId })).toEqual(ids[0]);
    expect(await all()).toMatchObject([
      { status: "scheduled", actionId, contextId: 42, scheduledFor: "2026-03-02T12:00:00.000Z", parameters: { note: "after the fair" } },
    ]);
    const events = await withTransaction(ctx, ({ tx }) => tx.select().from(domainEvents).where(eq(domainEvents.orgId, ctx.orgId)));
    expect(events.map(({ kind }) => kind)).toEqual(["follow_up.scheduled"]);
  });

  test("finds nothing for an action that scheduled none, or of another organisation", async () => {
    const actionId = uuidv7(ctx.clock.now());
    await schedule(42, actionId);
    expect(await followUpStore(() => ctx).find({ orgId: ctx.orgId, actionId: uuidv7(ctx.clock.now()) })).toBeNull();
    const other = testContext(database.db, { orgId: "follow-stranger" });
    expect(await followUpStore(() => other).find({ orgId: other.orgId, actionId })).toBeNull();
  });
});

describe("a due follow-up", () => {
  test("becomes a proposal at its time, and not before", async () => {
    const { id } = await schedule();
    expect(await run()).toEqual({ claimed: 0, proposed: 0, closed: 0, postponed: 0, lost: 0 });
    due();
    expect(await run()).toEqual({ claimed: 1, proposed: 1, closed: 0, postponed: 0, lost: 0 });
    const [action] = await actions();
    expect(action).toMatchObject({ status: "pending_approval", partnerId: 42, createdBy: "system:ai-coo" });
    expect(await all()).toMatchObject([
      { followUpId: id, status: "proposed", proposedActionId: action!.actionId, reason: null, settledBy: "system:ai-coo" },
    ]);
    expect(await run()).toMatchObject({ claimed: 0 });
    expect(await actions()).toHaveLength(1);
  });

  test("is composed by one of many runs at once", async () => {
    for (let partner = 1; partner <= 30; partner++) await schedule(partner);
    due();
    const runs = await Promise.all(Array.from({ length: 6 }, () => run(composerOf(), { batchSize: 3 })));
    expect(runs.reduce((sum, { proposed }) => sum + proposed, 0)).toBe(30);
    expect(composed).toHaveLength(30);
    expect(new Set(composed).size).toBe(30);
    expect(await actions()).toHaveLength(30);
  });

  test("that a stuck run has held too long is taken over, and the stuck run proposes nothing", async () => {
    await schedule();
    due();
    let second: Awaited<ReturnType<typeof run>> | undefined;
    const stuck = await run(
      composerOf(async (partnerId) => {
        ctx.clock.advance({ minutes: 20 });
        second = await run();
        return aReminder(partnerId);
      }),
    );
    expect(second).toMatchObject({ claimed: 1, proposed: 1 });
    expect(stuck).toMatchObject({ claimed: 1, proposed: 0, lost: 1 });
    expect(await actions()).toHaveLength(1);
  });

  test("that nothing calls for any more is closed, with the reason where people see it", async () => {
    const { id } = await schedule();
    due();
    expect(await run(composerOf(() => ({ kind: "nothing", reason: "Mrs Meyer paid yesterday." })))).toMatchObject({ closed: 1 });
    expect(await all()).toMatchObject([{ followUpId: id, status: "closed", reason: "Mrs Meyer paid yesterday.", proposedActionId: null }]);
    expect(await actions()).toEqual([]);
  });

  test("that says what an open action says already is closed and names it", async () => {
    await schedule(42);
    await schedule(42);
    due();
    expect(await run()).toMatchObject({ proposed: 1, closed: 1 });
    const [action] = await actions();
    expect(await actions()).toHaveLength(1);
    expect((await all()).map(({ status, proposedActionId }) => [status, proposedActionId])).toEqual(
      expect.arrayContaining([
        ["proposed", action!.actionId],
        ["closed", action!.actionId],
      ]),
    );
  });

  test("whose facts cannot be read waits, longer each time, and does not keep the others", async () => {
    await schedule(42);
    await schedule(43);
    due();
    const away = composerOf((partnerId) => {
      if (partnerId === 42) throw new AiCooError("odoo_unreachable", "Odoo does not answer.");
      return aReminder(partnerId);
    });
    expect(await run(away)).toMatchObject({ claimed: 2, proposed: 1, postponed: 1 });
    const waiting = async () => (await all()).find(({ contextId }) => contextId === 42);
    expect(await waiting()).toMatchObject({ status: "scheduled", reason: "Odoo does not answer.", tries: 1 });
    expect(await run(away)).toMatchObject({ claimed: 0 });
    ctx.clock.advance({ minutes: 1 });
    expect(await run(away)).toMatchObject({ claimed: 1, postponed: 1 });
    ctx.clock.advance({ minutes: 1 });
    expect(await run()).toMatchObject({ claimed: 0 });
    ctx.clock.advance({ minutes: 1 });
    expect(await run()).toMatchObject({ proposed: 1 });
  });

  test("that never can be composed is closed in the end", async () => {
    await schedule();
    due();
    const never = composerOf(() => {
      throw new Error("a mistake of ours");
    });
    for (let tries = 1; tries < 20; tries++) {
      expect(await run(never)).toMatchObject({ postponed: 1 });
      ctx.clock.advance({ hours: 6 });
    }
    expect(await run(never)).toMatchObject({ closed: 1 });
    expect(await all()).toMatchObject([{ status: "closed", tries: 20, reason: expect.stringContaining("No action could be made of it") }]);
  });

  test("whose action is not valid is closed at once, and nothing is stored", async () => {
    await schedule();
    due();
    const invalid = composerOf((partnerId) => {
      const made = aReminder(partnerId);
      return made.kind === "action" ? { ...made, action: { ...made.action, org_id: "another" } } : made;
    });
    expect(await run(invalid)).toMatchObject({ closed: 1 });
    expect(await actions()).toEqual([]);
  });

  test("is left alone once the run was told to stop", async () => {
    await schedule();
    due();
    expect(await run(composerOf(), { signal: AbortSignal.abort() })).toMatchObject({ claimed: 0 });
  });
});

describe("withdrawing", () => {
  const cancel = (followUpId: string, as: Context = anna) => cancelFollowUp({ ctx: as, input: { followUpId, reason: "They called us." } });

  test("ends it with a reason, once", async () => {
    const { id } = await schedule();
    expect(await cancel(id)).toMatchObject({ status: "cancelled", reason: "They called us.", settledBy: "user:anna" });
    due();
    expect(await run()).toMatchObject({ claimed: 0 });
    expect(await refusal(cancel(id))).toMatchObject({ code: "conflict" });
  });

  test("while it is being composed wins", async () => {
    await schedule();
    due();
    const [{ followUpId } = { followUpId: "" }] = await all();
    const result = await run(
      composerOf(async (partnerId) => {
        await cancel(followUpId);
        return aReminder(partnerId);
      }),
    );
    expect(result).toMatchObject({ lost: 1, proposed: 0 });
    expect(await actions()).toEqual([]);
  });

  test("comes too late for one that became an action, and is nobody else's", async () => {
    const { id } = await schedule();
    expect(await refusal(cancel(id, { ...anna, orgId: "follow-stranger" }))).toMatchObject({ code: "not_found" });
    expect(await refusal(cancel("nonsense"))).toMatchObject({ code: "not_found" });
    expect(await refusal(cancelFollowUp({ ctx: anna, input: { followUpId: id, reason: " " } }))).toMatchObject({ code: "invalid_input" });
    due();
    await run();
    expect(await refusal(cancel(id))).toMatchObject({ code: "conflict", next: expect.stringContaining("the action that it became") });
  });
});

test("leaves its trace, without people's names in the chain", async () => {
  const proposedBy = uuidv7(ctx.clock.now());
  const closedBy = uuidv7(ctx.clock.now());
  await schedule(1, proposedBy);
  await schedule(2, closedBy);
  due();
  await run(composerOf((partnerId) => (partnerId === 1 ? aReminder(1) : { kind: "nothing", reason: "Mrs Meyer paid." })));
  const entries = await withTransaction(ctx, ({ tx }) =>
    tx
      .select({ kind: actionEvents.kind, actionId: actionEvents.actionId, entry: actionEvents.entry })
      .from(actionEvents)
      .where(sql`kind like 'follow_up.%'`),
  );
  expect(Object.fromEntries(entries.map(({ kind, actionId }) => [kind, actionId]))).toEqual({
    "follow_up.proposed": proposedBy,
    "follow_up.closed": closedBy,
  });
  expect(JSON.stringify(entries)).not.toContain("Meyer");
  expect(await verifyAuditChain(ctx)).toMatchObject({ ok: true });
  const [action] = await actions();
  expect((await getAction({ ctx, input: { actionId: action!.actionId } })).events.map(({ kind }) => kind)).toEqual(["action.proposed"]);
});

test("the list comes a page at a time, every follow-up once", async () => {
  for (let partner = 1; partner <= 5; partner++) {
    await schedule(partner);
    ctx.clock.advance({ seconds: 1 });
  }
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listFollowUps({ ctx, input: { limit: 2, status: ["scheduled"], ...(cursor === undefined ? {} : { cursor }) } });
    seen.push(...page.followUps.map(({ contextId }) => contextId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual([5, 4, 3, 2, 1]);
  expect((await listFollowUps({ ctx, input: { limit: 2, status: ["closed"] } })).followUps).toEqual([]);
  expect(await refusal(listFollowUps({ ctx, input: { limit: 2, cursor: "nonsense" } }))).toMatchObject({ code: "invalid_input" });
});
