import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  approveAction,
  cancelAction,
  claimActions,
  editAction,
  getAction,
  proposeAction,
  settleAction,
  snoozeAction,
  unsnoozeAction,
} from "#src/actions/index.ts";
import { verifyAuditChain } from "#src/audit/index.ts";
import type { Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { QUEUE_SCHEMA } from "#src/queue/boss.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { asOwner, createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

let database: TestDatabase;
let ctx: TestContext;
let anna: Context;
let organisations = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `snooze-${++organisations}` });
  anna = { ...ctx, actor: "user:anna" };
});

/** Lives from 2026-03-02 09:00 for a day. */
async function proposed() {
  const now = ctx.clock.now();
  const action = exampleAction({ org_id: ctx.orgId, action_id: uuidv7(now), created_at: now.toISOString() });
  const result = await proposeAction({ ctx, input: { action } });
  if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
  return result;
}

const detail = (actionId: string) => getAction({ ctx, input: { actionId } });
const approve = ({ actionId, fingerprint }: { actionId: string; fingerprint: string }) =>
  approveAction({ ctx: anna, input: { actionId, fingerprint, channel: "in_app" } });
const approved = async () => {
  const action = await proposed();
  await approve(action);
  return action;
};
const snooze = ({ actionId }: { actionId: string }, until: string, more: { extend?: boolean; fingerprint?: string } = {}) =>
  snoozeAction({ ctx: anna, input: { actionId, until, ...more } });
const wake = ({ actionId }: { actionId: string }) => unsnoozeAction({ ctx: anna, input: { actionId } });
const claim = async (workerId = "w") => (await claimActions({ ctx, input: { workerId, leaseSeconds: 60, limit: 10 } })).claimed;

async function refusal(promise: Promise<unknown>): Promise<AiCooError> {
  const error = await promise.then(
    () => new Error("it was not refused"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof AiCooError) return error;
  throw error;
}

/** When the executor is woken for this organisation, beside at once. */
async function wakeUps(): Promise<string[]> {
  const { rows } = await asOwner(database.connectionString, (client) =>
    client.query<{ at: Date }>(`select start_after as at from ${QUEUE_SCHEMA}.job where name = 'process-approved/' || $1`, [ctx.orgId]),
  );
  return rows.map(({ at }) => at.toISOString());
}

describe("an approved action that is put off", () => {
  test("keeps its approval, is not claimed before, and wakes the executor then", async () => {
    const action = await approved();
    expect(await snooze(action, "2026-03-02T15:30:00Z")).toEqual({
      actionId: action.actionId,
      status: "approved",
      version: 1,
      fingerprint: action.fingerprint,
      notBefore: "2026-03-02T15:30:00.000Z",
      snoozedUntil: "2026-03-02T15:30:00.000Z",
      expiresAt: "2026-03-03T09:00:00.000Z",
    });
    expect(await wakeUps()).toContain("2026-03-02T15:30:00.000Z");
    ctx.clock.set("2026-03-02T15:29:59.999Z");
    expect(await claim()).toEqual([]);
    ctx.clock.set("2026-03-02T15:30:00.000Z");
    expect(await claim()).toMatchObject([{ actionId: action.actionId, approvals: [{ actor: "user:anna" }] }]);
  });

  test("can be put off again, to an earlier or a later moment", async () => {
    const action = await approved();
    await snooze(action, "2026-03-02T15:00:00Z");
    expect(await snooze(action, "2026-03-02T12:00:00+01:00")).toMatchObject({ notBefore: "2026-03-02T11:00:00.000Z" });
    expect(await snooze(action, "2026-03-03T08:00:00Z")).toMatchObject({ notBefore: "2026-03-03T08:00:00.000Z" });
  });

  test("runs at once when it is taken up again", async () => {
    const action = await approved();
    await snooze(action, "2026-03-02T15:00:00Z");
    expect(await wake(action)).toMatchObject({ status: "approved", notBefore: null, snoozedUntil: null });
    expect(await claim()).toMatchObject([{ actionId: action.actionId }]);
  });

  test("waits on for what it waited for before: a snooze never shortens a deferral, nor does its end", async () => {
    const action = await approved();
    const [claimed] = await claim();
    const notBefore = new Date("2026-03-02T14:00:00Z");
    await settleAction({
      ctx,
      input: {
        actionId: action.actionId,
        attemptId: claimed!.attemptId,
        workerId: "w",
        settlement: { to: "deferred", reason: "It is night there.", notBefore, because: "policy" },
      },
    });
    expect(await snooze(action, "2026-03-02T10:00:00Z")).toMatchObject({ notBefore: "2026-03-02T14:00:00.000Z" });
    expect(await snooze(action, "2026-03-02T18:00:00Z")).toMatchObject({ notBefore: "2026-03-02T18:00:00.000Z" });
    expect(await wake(action)).toMatchObject({ notBefore: "2026-03-02T14:00:00.000Z", snoozedUntil: null });
  });
});

describe("a pending action that is put off", () => {
  test("can be decided, and waits then", async () => {
    const action = await proposed();
    expect(await snooze(action, "2026-03-02T15:00:00Z")).toMatchObject({ status: "pending_approval", version: 1 });
    expect(await approve(action)).toMatchObject({ status: "approved" });
    expect(await claim()).toEqual([]);
    expect(await wakeUps()).toContain("2026-03-02T15:00:00.000Z");
    ctx.clock.set("2026-03-02T15:00:00Z");
    expect(await claim()).toHaveLength(1);
  });

  test("stays put off when it is edited", async () => {
    const action = await proposed();
    await snooze(action, "2026-03-02T15:00:00Z");
    await editAction({ ctx: anna, input: { ...action, edit: { type: "send_email", subject: "Reminder" } } });
    expect(await detail(action.actionId)).toMatchObject({
      notBefore: "2026-03-02T15:00:00.000Z",
      snoozedUntil: "2026-03-02T15:00:00.000Z",
    });
  });
});

describe("a longer life", () => {
  test("is given only when asked for, and wants a new approval", async () => {
    const action = await approved();
    expect(await refusal(snooze(action, "2026-03-03T09:00:00Z"))).toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("it expires at 2026-03-03T09:00:00.000Z"),
    });
    const result = await snooze(action, "2026-03-05T09:00:00Z", { extend: true });
    expect(result).toMatchObject({ status: "pending_approval", version: 2, expiresAt: "2026-03-06T09:00:00.000Z" });
    const after = await detail(action.actionId);
    expect(after).toMatchObject({ fingerprint: result.fingerprint, statusReason: expect.stringContaining("approved again") });
    expect(after.action).toEqual({ ...after.versions[0]!.action, expires_at: "2026-03-06T09:00:00.000Z" });
    await approve(result);
    ctx.clock.set("2026-03-05T09:00:00Z");
    expect(await claim()).toMatchObject([{ version: 2, untouched: true }]);
  });

  test("ends seven days after the action was made", async () => {
    const action = await proposed();
    expect(await snooze(action, "2026-03-09T08:00:00Z", { extend: true })).toMatchObject({ expiresAt: "2026-03-09T09:00:00.000Z" });
    const error = await refusal(snooze(action, "2026-03-09T09:00:00Z", { extend: true }));
    expect(error).toMatchObject({ code: "invalid_input", message: expect.stringContaining("7 days") });
  });

  test("is not taken where the moment is inside the present one", async () => {
    const action = await approved();
    expect(await snooze(action, "2026-03-02T15:00:00Z", { extend: true })).toMatchObject({ version: 1, status: "approved" });
  });
});

describe("what is refused and changes nothing", () => {
  test.each([
    ["the past", "2026-03-02T09:00:00Z"],
    ["a day without a time", "2026-03-03"],
    ["a time without a zone", "2026-03-02T15:00:00"],
    ["no moment at all", "tomorrow"],
  ])("%s", async (_name, until) => {
    const action = await approved();
    expect(await refusal(snooze(action, until))).toMatchObject({ code: "invalid_input" });
    expect(await detail(action.actionId)).toMatchObject({ notBefore: null, snoozedUntil: null });
  });

  test("another version than the one seen", async () => {
    const action = await approved();
    expect(await refusal(snooze(action, "2026-03-02T15:00:00Z", { fingerprint: "0".repeat(64) }))).toMatchObject({
      code: "fingerprint_mismatch",
    });
  });

  test("what runs, is over, or was not put off", async () => {
    const action = await approved();
    expect(await refusal(wake(action))).toMatchObject({ code: "conflict", message: expect.stringContaining("nobody put it off") });
    await snooze(action, "2026-03-02T15:00:00Z");
    await cancelAction({ ctx: anna, input: { actionId: action.actionId, reason: "Not now." } });
    expect(await refusal(wake(action))).toMatchObject({ code: "conflict", message: expect.stringContaining("cancelled") });
  });

  test("what is being executed", async () => {
    const action = await approved();
    await claim();
    expect(await refusal(snooze(action, "2026-03-02T15:00:00Z"))).toMatchObject({ code: "conflict" });
    expect(await refusal(wake(action))).toMatchObject({ code: "conflict" });
  });

  test("what has expired, which is then said so", async () => {
    const action = await approved();
    ctx.clock.advance({ days: 2 });
    expect(await refusal(snooze(action, "2026-03-05T09:00:00Z", { extend: true }))).toMatchObject({ code: "expired" });
    expect((await detail(action.actionId)).status).toBe("expired");
  });
});

test("leaves its trace", async () => {
  const action = await approved();
  await snooze(action, "2026-03-02T15:00:00Z");
  await wake(action);
  const { events } = await detail(action.actionId);
  expect(events.slice(-2)).toMatchObject([
    { kind: "action.snoozed", actor: "user:anna", facts: { until: "2026-03-02T15:00:00.000Z", was: "approved" } },
    { kind: "action.snooze_ended", actor: "user:anna", facts: { was_until: "2026-03-02T15:00:00.000Z" } },
  ]);
  expect(await verifyAuditChain(ctx)).toMatchObject({ ok: true });
});
