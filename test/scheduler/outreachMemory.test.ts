import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createAutonomousAction, updateActionStatus } from "#src/db/access/autonomousActions.ts";
import { type TxContext, withTransaction } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { type ActionProtocol, fingerprint } from "#src/protocol/index.ts";
import { readOutreachMemory } from "#src/scheduler/outreachMemory.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

/** What the analyses are told of the past, as the tables hold it. */

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

const inTx = <T>(run: (inner: TxContext) => Promise<T>): Promise<T> => withTransaction(ctx, run);

/** An approved action of this organisation, made now and good for a day. */
async function approved(over: Partial<ActionProtocol> = {}): Promise<ActionProtocol> {
  const now = ctx.clock.now();
  const action: ActionProtocol = {
    ...exampleAction(over.action_type === undefined ? {} : { action_type: over.action_type }),
    action_id: uuidv7(now),
    org_id: ctx.orgId,
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + 24 * 3_600_000).toISOString(),
    ...over,
  };
  const stored = { ...action, idempotency_key: `${ctx.orgId}:${action.action_type}:action-${action.action_id}:2026-03-02` };
  await inTx((inner) =>
    createAutonomousAction(inner, { action: stored, fingerprint: fingerprint(stored), status: "approved", scopeKey: action.action_id }),
  );
  return stored;
}

test("an action whose life has ended no longer waits, also before the sweep; one that has begun still does", async () => {
  const waiting = await approved();
  const begun = await approved();
  await inTx((inner) => updateActionStatus(inner, { actionId: begun.action_id, from: "approved", to: "executing", reason: null }));
  const scopes = async () => new Set((await readOutreachMemory(ctx)).pending.map(({ scopeKey }) => scopeKey));
  expect(await scopes()).toEqual(new Set([waiting.action_id, begun.action_id]));
  ctx.clock.advance({ hours: 25 });
  expect(await scopes()).toEqual(new Set([begun.action_id]));
});
