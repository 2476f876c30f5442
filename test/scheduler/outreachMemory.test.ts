import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { rejectAction } from "#src/actions/index.ts";
import { createAutonomousAction, updateActionStatus } from "#src/db/access/autonomousActions.ts";
import { insertOutreachLedgerRows } from "#src/db/access/outreachLedger.ts";
import { settleReleasedContacts } from "#src/db/access/outreachOutcomes.ts";
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
async function approved(over: Partial<ActionProtocol> = {}, status: "approved" | "pending_approval" = "approved"): Promise<ActionProtocol> {
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
    createAutonomousAction(inner, {
      action: stored,
      fingerprint: fingerprint(stored),
      status,
      scopeKey: action.action_id,
      amountAtStake: null,
    }),
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

test("a confirmation whose mail may have gone out counts, also after a person gave it up", async () => {
  const givenUp = await approved({ action_type: "send_payment_confirmation" });
  const released = await approved({ action_type: "send_payment_confirmation" });
  await inTx(async (inner) => {
    for (const action of [givenUp, released]) {
      const scope = { channel: "email", partnerId: 42, contextType: "customer", scopeKey: action.action_id } as const;
      const contact = { ...scope, addresses: ["a@x.example"] };
      const reservedAt = ctx.clock.now();
      await insertOutreachLedgerRows(inner, [
        { ...contact, id: uuidv7(reservedAt), actionId: action.action_id, state: "unknown", reservedAt },
      ]);
      await updateActionStatus(inner, { actionId: action.action_id, from: "approved", to: "executing", reason: null });
      await updateActionStatus(inner, { actionId: action.action_id, from: "executing", to: "failed", reason: "given up" });
    }
    await settleReleasedContacts(inner, [released.action_id]);
  });
  const { confirmedInvoiceIds } = await readOutreachMemory(ctx);
  expect(confirmedInvoiceIds).toEqual(givenUp.affected_records.ids);
});

test("a reminder that a person rejected is remembered with its level and invoices", async () => {
  const level = { path: "ai_coo.outreach.reminder_level", before: null, after: 2, change_type: "set", human_label: "Level" } as const;
  const { action_id: actionId, affected_records: records } = await approved({ proposed_changes: [level] }, "pending_approval");
  await rejectAction({ ctx: { ...ctx, actor: "user:ana" }, input: { actionId, channel: "cli", reason: "We agreed on instalments." } });
  expect((await readOutreachMemory(ctx)).rejected).toEqual([
    {
      actionType: "send_invoice_reminder",
      partnerId: records.partner_id,
      at: ctx.clock.now().toISOString(),
      level: 2,
      model: records.model,
      recordIds: records.ids,
    },
  ]);
});
