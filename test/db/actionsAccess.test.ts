import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createAutonomousAction,
  getActionById,
  getActionByIdOrThrow,
  getActionsByIdempotencyKey,
  getActionVersions,
  getApprovedActions,
  getExpiredActions,
  updateActionStatus,
  updateActionStatuses,
} from "#src/db/access/autonomousActions.ts";
import { type TxContext, withTransaction } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { type ActionProtocol, fingerprint } from "#src/protocol/index.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `org-${organisations++}` });
});
afterAll(() => database.drop());

function newAction(overrides: Partial<ActionProtocol> = {}): ActionProtocol {
  const now = ctx.clock.now();
  const actionId = uuidv7(now);
  return {
    ...exampleAction(),
    action_id: actionId,
    org_id: ctx.orgId,
    idempotency_key: `${ctx.orgId}:send_invoice_reminder:partner-${actionId}:2026-03-02`,
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + 24 * 3_600_000).toISOString(),
    ...overrides,
  };
}

async function create(action: ActionProtocol, status: "pending_approval" | "approved" = "pending_approval"): Promise<boolean> {
  return inTx((inner) =>
    createAutonomousAction(inner, { action, fingerprint: fingerprint(action), status, scopeKey: null, amountAtStake: null }),
  );
}

const inTx = <T>(run: (inner: TxContext) => Promise<T>): Promise<T> => withTransaction(ctx, run);
const idsOf = (rows: readonly { readonly actionId: string }[]): string[] => rows.map(({ actionId }) => actionId);

describe("creating", () => {
  test("keeps the document as it is, beside it what lists select by, and its first version", async () => {
    const action = newAction();
    expect(await create(action)).toBe(true);
    const row = await inTx((inner) => getActionByIdOrThrow(inner, action.action_id));
    expect(row.actionProtocol).toEqual(action);
    expect(row).toMatchObject({
      version: 1,
      status: "pending_approval",
      actionType: action.action_type,
      riskLevel: action.risk_level,
      partnerId: action.affected_records.partner_id,
      fingerprint: fingerprint(action),
      expiresAt: new Date(action.expires_at),
      attempts: 0,
      settledAt: null,
    });
    const versions = await inTx((inner) => getActionVersions(inner, action.action_id));
    expect(versions).toEqual([expect.objectContaining({ version: 1, actionProtocol: action, reason: "proposed" })]);
  });

  test("of twenty that race with one idempotency key, exactly one is stored", async () => {
    const key = `${ctx.orgId}:send_invoice_reminder:partner-1:2026-03-02`;
    const stored = await Promise.all(Array.from({ length: 20 }, () => create(newAction({ idempotency_key: key }))));
    expect(stored.filter(Boolean)).toHaveLength(1);
    expect(await inTx((inner) => getActionsByIdempotencyKey(inner, [key, "none"]))).toHaveLength(1);
  });

  test("another organisation neither sees an action nor is in the way of the same key", async () => {
    const action = newAction();
    await create(action);
    const other = testContext(database.db, { orgId: "org-other" });
    await withTransaction(other, async (inner) => {
      expect(await getActionById(inner, action.action_id)).toBeNull();
      expect(await getActionsByIdempotencyKey(inner, [action.idempotency_key])).toEqual([]);
    });
  });

  test.each(["not-an-id", "0195fe3d-0000-7000-8000-000000000000", ""])("an id that names nothing is not found: %j", async (id) => {
    await expect(inTx((inner) => getActionByIdOrThrow(inner, id))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("changing the status", () => {
  test("holds only while the status is still the one before: of ten that race, one wins", async () => {
    const action = newAction();
    await create(action, "approved");
    const change = { actionId: action.action_id, from: "approved", to: "executing", reason: null } as const;
    const results = await Promise.all(Array.from({ length: 10 }, () => inTx((inner) => updateActionStatus(inner, change))));
    expect(results.filter((row) => row !== null)).toHaveLength(1);
  });

  test("settles what nothing leaves, and clears the lease and the wait", async () => {
    const action = newAction();
    await create(action, "approved");
    const leaseUntil = new Date(ctx.clock.now().getTime() + 60_000);
    const patch = { leaseOwner: "worker-1", leaseUntil };
    const executing = await inTx((inner) =>
      updateActionStatus(inner, { actionId: action.action_id, from: "approved", to: "executing", reason: null, patch }),
    );
    expect(executing).toMatchObject({ status: "executing", leaseOwner: "worker-1", leaseUntil, settledAt: null });
    ctx.clock.advance({ seconds: 30 });
    const blocked = await inTx((inner) =>
      updateActionStatus(inner, { actionId: action.action_id, from: "executing", to: "blocked", reason: "It was paid." }),
    );
    expect(blocked).toMatchObject({
      status: "blocked",
      statusReason: "It was paid.",
      leaseOwner: null,
      leaseUntil: null,
      settledAt: ctx.clock.now(),
    });
  });

  test("refuses what the protocol does not know, and changes nothing", async () => {
    const action = newAction();
    await create(action);
    const skip = inTx((inner) =>
      updateActionStatuses(inner, { actionIds: [action.action_id], from: "pending_approval", to: "completed", reason: null }),
    );
    await expect(skip).rejects.toMatchObject({ code: "internal" });
    expect(await inTx((inner) => getActionById(inner, action.action_id))).toMatchObject({ status: "pending_approval" });
  });
});

describe("what is due", () => {
  test("approved actions come oldest first, without those that wait, are held, or have expired", async () => {
    const [first, second, waiting, held, expired] = [newAction(), newAction(), newAction(), newAction(), newAction()];
    first.created_at = new Date(ctx.clock.now().getTime() - 60_000).toISOString();
    for (const action of [second, first, waiting, held]) await create(action, "approved");
    await create({ ...expired, expires_at: new Date(ctx.clock.now().getTime() + 60_000).toISOString() }, "approved");
    await create(newAction());
    const later = new Date(ctx.clock.now().getTime() + 3_600_000).toISOString();
    await inTx(async ({ tx }) => {
      await tx.execute(`update ai_coo.autonomous_actions set not_before = '${later}' where action_id = '${waiting.action_id}'`);
      await tx.execute(`update ai_coo.autonomous_actions set hold_reason = 'They answered.' where action_id = '${held.action_id}'`);
    });
    ctx.clock.advance({ minutes: 2 });
    const approved = () => inTx((inner) => getApprovedActions(inner, { limit: 10 }));
    expect(idsOf(await approved())).toEqual([first.action_id, second.action_id]);
    ctx.clock.advance({ hours: 1 });
    expect(idsOf(await approved())).toEqual([first.action_id, second.action_id, waiting.action_id]);
  });

  test("expired actions are those whose life ended while they waited, each for one worker at a time", async () => {
    const [pending, approved, running] = [newAction(), newAction(), newAction()];
    await create(pending);
    for (const action of [approved, running]) await create(action, "approved");
    await inTx((inner) => updateActionStatus(inner, { actionId: running.action_id, from: "approved", to: "executing", reason: null }));
    expect(await inTx((inner) => getExpiredActions(inner, { limit: 10 }))).toEqual([]);
    ctx.clock.advance({ hours: 24 });
    await inTx(async (inner) => {
      const mine = await getExpiredActions(inner, { limit: 10 });
      expect(idsOf(mine).toSorted(inOrder)).toEqual([pending.action_id, approved.action_id].toSorted(inOrder));
      expect(await inTx((other) => getExpiredActions(other, { limit: 10 }))).toEqual([]);
    });
  });
});

const inOrder = (a: string, b: string): number => (a < b ? -1 : 1);
