import { beforeEach, describe, expect, test } from "vitest";
import { approveAction, expireActions, rejectAction, releaseAction, resolveAction, snoozeAction } from "#src/actions/index.ts";
import { getLiveOutreachOfActions } from "#src/db/access/outreachLedger.ts";
import { getRestoreState, saveRestoreState } from "#src/db/access/restoreState.ts";
import { withTransaction } from "#src/db/index.ts";
import { executeAction, processApprovedActions, recoverAttempts, type CrashPoint } from "#src/executor/index.ts";
import { holdCustomer, lockOutreach } from "#src/outreach/index.ts";
import { resumeExecution, stopExecution } from "#src/policy/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { MailDouble } from "#test/support/mailDouble.ts";
import { setScene } from "./scene.ts";

/** A database that was restored from a backup: what waits in it may have happened after the backup was made. */

const scene = setScene();
beforeEach(() => {
  scene.mail = new MailDouble({ lookUp: "finds" });
});

/** As the start leaves it that finds the database older than what was published: stopped, and nothing looked up. */
async function restore(): Promise<void> {
  const { ctx } = scene;
  const lostSince = ctx.clock.now().toISOString();
  ctx.clock.advance({ hours: 1 });
  await stopExecution(ctx, { reason: "Restored from a backup?" });
  await withTransaction(ctx, (inner) =>
    saveRestoreState(inner, {
      noticed_at: ctx.clock.now().toISOString(),
      lost_since: lostSince,
      chain_seq: 1,
      published_seq: 9,
      published_at: null,
      looked_up_at: null,
      unlocked_at: null,
      found: 0,
      in_doubt: 0,
      held: 0,
      left: 0,
    }),
  );
}

/** Sent by the life of this database that the backup does not know. */
async function sentMeanwhile({ action_id: actionId }: ActionProtocol): Promise<void> {
  const message = { actionId, messageId: `<${actionId}@ai-coo>`, to: [], cc: [], subject: "", text: "", date: scene.ctx.clock.now() };
  await scene.mail.send(message);
}

/** Claimed by a worker that died before its intent: so it stands in the backup. */
async function claimedByTheDead({ action_id: actionId }: ActionProtocol): Promise<void> {
  await new Promise<void>((resolve) => {
    const at = (point: CrashPoint) => (point === "after_claim" ? (resolve(), new Promise<void>(() => {})) : undefined);
    void executeAction(scene.ctx, scene.worker("before the backup", { at }), actionId);
  });
}

async function waitingForLocks(): Promise<number> {
  const statement =
    "select 1 from pg_locks l join pg_database d on d.oid = l.database where d.datname = current_database() and l.locktype = 'advisory' and not l.granted";
  return (await withTransaction(scene.ctx, ({ tx }) => tx.execute(statement))).rowCount ?? 0;
}

const HOUR_MS = 3_600_000;
const lookUp = () => recoverAttempts(scene.ctx, scene.worker());
const unlock = () => resumeExecution(scene.person, { reason: "I have looked" });
const runAll = async () => {
  await processApprovedActions(scene.ctx, scene.worker());
  await recoverAttempts(scene.ctx, scene.worker());
};
const stateOf = () => withTransaction(scene.ctx, getRestoreState);
const contactsOf = async ({ action_id }: ActionProtocol) =>
  (await withTransaction(scene.ctx, (inner) => getLiveOutreachOfActions(inner, [action_id]))).map(({ state }) => state);

describe("found on the other side", () => {
  test.each(["approved", "propose"] as const)(
    "%s in the backup: recorded with its contact and its notes, and not sent again",
    async (made) => {
      const action = await scene[made]();
      await restore();
      await sentMeanwhile(action);
      await lookUp();
      expect(await scene.detail(action.action_id)).toMatchObject({ status: "completed", attemptList: [{ outcome: "done" }] });
      expect(await contactsOf(action)).toEqual(["sent"]);
      expect(await stateOf()).toMatchObject({ found: 1, in_doubt: 0, held: 0, looked_up_at: scene.ctx.clock.now().toISOString() });

      await unlock();
      await runAll();
      expect(scene.mail.sent).toHaveLength(1);
      expect(scene.writer.effects.filter((effect) => effect.startsWith("note"))).toHaveLength(1);
    },
  );

  test("by a later look-up, where the provider's index lags", async () => {
    const action = await scene.approved();
    await restore();
    await sentMeanwhile(action);
    scene.mail.lagging = true;
    await lookUp();
    expect((await scene.detail(action.action_id)).status).toBe("needs_attention");
    expect(await contactsOf(action)).toEqual(["unknown"]);
    scene.mail.lagging = false;
    scene.ctx.clock.advance({ minutes: 2 });
    await lookUp();
    expect((await scene.detail(action.action_id)).status).toBe("completed");
    expect(await contactsOf(action)).toEqual(["sent"]);
  });

  test("one that was held is asked about again", async () => {
    const action = await scene.propose();
    await restore();
    scene.mail.lagging = true;
    await lookUp();
    expect(await scene.detail(action.action_id)).toMatchObject({
      status: "pending_approval",
      holdReason: expect.stringContaining("restored"),
    });
    await sentMeanwhile(action);
    scene.mail.lagging = false;
    await lookUp();
    expect(await scene.detail(action.action_id)).toMatchObject({ status: "completed", holdReason: null });
    expect(await stateOf()).toMatchObject({ found: 1, held: 1 });
  });
});

describe("not to be looked up", () => {
  beforeEach(() => {
    scene.mail = new MailDouble({ lookUp: "unsupported" });
  });

  test("an approved mail waits for a person, and nothing sends it by itself", async () => {
    const [sent, unsent] = [await scene.approved(), await scene.approved()];
    await restore();
    await lookUp();
    await unlock();
    await runAll();
    expect(scene.mail.sent).toEqual([]);
    for (const action of [sent, unsent]) expect((await scene.detail(action.action_id)).status).toBe("needs_attention");

    const input = { actionId: sent.action_id };
    await resolveAction({ ctx: scene.person, input: { ...input, resolution: "it_was_sent" } });
    const { fingerprint } = await scene.detail(unsent.action_id);
    await resolveAction({ ctx: scene.person, input: { actionId: unsent.action_id, resolution: "send_again", fingerprint } });
    await runAll();
    expect(scene.mail.sent.map(({ actionId }) => actionId)).toEqual([unsent.action_id]);
    expect(await contactsOf(sent)).toEqual(["sent"]);
  });

  test("a mail that waited for approval is held: a person releases or rejects it", async () => {
    const [released, rejected] = [await scene.propose(), await scene.propose()];
    await restore();
    await lookUp();
    await unlock();
    await expect(scene.approve(released)).rejects.toMatchObject({ code: "conflict" });
    const hold = (await scene.detail(released.action_id)).holdReason!;
    await releaseAction({ ctx: scene.person, input: { actionId: released.action_id, hold, reason: "It never left" } });
    await rejectAction({ ctx: scene.person, input: { actionId: rejected.action_id, reason: "It was sent", channel: "in_app" } });
    await lookUp();
    await scene.approve(released);
    await runAll();
    expect(scene.mail.sent.map(({ actionId }) => actionId)).toEqual([released.action_id]);
  });

  test("one that was claimed in the backup and sent after it waits for a person, although its recovery has just put it off", async () => {
    const action = await scene.approved();
    await claimedByTheDead(action);
    await restore();
    await sentMeanwhile(action);
    scene.ctx.clock.advance({ minutes: 1 });
    await lookUp();
    expect((await scene.detail(action.action_id)).status).toBe("needs_attention");
    await unlock();
    await runAll();
    expect(scene.mail.sent).toHaveLength(1);
    expect(await contactsOf(action)).toEqual(["unknown"]);
  });

  test("one that was put off in the backup waits for a person: it may have been woken and sent after it", async () => {
    const action = await scene.approved();
    const until = new Date(scene.ctx.clock.now().getTime() + 3 * HOUR_MS).toISOString();
    await snoozeAction({ ctx: scene.person, input: { actionId: action.action_id, until } });
    await restore();
    await sentMeanwhile(action);
    await lookUp();
    await unlock();
    scene.ctx.clock.advance({ hours: 4 });
    await runAll();
    expect(scene.mail.sent).toHaveLength(1);
    expect((await scene.detail(action.action_id)).status).toBe("needs_attention");
  });
});

test("what its key keeps from arising twice runs again when it is unlocked", async () => {
  const action = await scene.approved({ actionType: "create_collection_task" });
  await restore();
  await lookUp();
  expect(await stateOf()).toMatchObject({ left: 1, in_doubt: 0 });
  await unlock();
  await runAll();
  expect(scene.writer.effects).toHaveLength(1);
  expect((await scene.detail(action.action_id)).status).toBe("completed");
});

test("an attempt that ran in the backup is asked about when its lease has run out, before anybody can unlock", async () => {
  const action = await scene.approved();
  await claimedByTheDead(action);
  await restore();
  // the backup was restored within the lease
  await withTransaction(scene.ctx, ({ tx }) =>
    tx.execute(`update ai_coo.action_attempts set lease_until = '${new Date(scene.ctx.clock.now().getTime() + 30_000).toISOString()}'`),
  );
  await sentMeanwhile(action);
  await lookUp();
  expect((await stateOf())?.looked_up_at).toBeNull();
  await expect(unlock()).rejects.toMatchObject({ code: "conflict" });

  scene.ctx.clock.advance({ minutes: 1 });
  await lookUp();
  expect((await scene.detail(action.action_id)).status).toBe("completed");
  await unlock();
  await runAll();
  expect(scene.mail.sent).toHaveLength(1);
});

test("nothing expires before it was looked up: the look-up asks only about what waits", async () => {
  const { ctx, person } = scene;
  const [approved, pending] = [await scene.approved(), await scene.propose()];
  await restore();
  await sentMeanwhile(approved);
  await sentMeanwhile(pending);
  ctx.clock.advance({ days: 3 });
  const younger = await scene.propose();
  ctx.clock.advance({ days: 3 });
  expect((await expireActions({ ctx, input: {} })).expired).toEqual([younger.action_id]);
  const { fingerprint } = await scene.detail(pending.action_id);
  const input = { actionId: pending.action_id, fingerprint, channel: "in_app", reason: "Too late" } as const;
  for (const verb of [approveAction, rejectAction])
    await expect(verb({ ctx: person, input })).rejects.toMatchObject({ code: "conflict", next: expect.stringContaining("look-up") });

  await lookUp();
  for (const action of [approved, pending]) {
    expect((await scene.detail(action.action_id)).status).toBe("completed");
    expect(await contactsOf(action)).toEqual(["sent"]);
  }
});

test("an opt-out at the same moment waits for the look-up or the look-up for it, and neither breaks", async () => {
  const { ctx } = scene;
  const action = await scene.approved();
  await restore();
  await sentMeanwhile(action);
  let looking: Promise<unknown> = Promise.resolve();
  await withTransaction(ctx, async (inner) => {
    await lockOutreach(inner, "email");
    looking = lookUp();
    await expect.poll(waitingForLocks).toBe(1);
    await holdCustomer(inner, {
      channel: "email",
      address: `billing@customer-${action.affected_records.partner_id}.example`,
      cause: "reply",
      sentence: "The customer has answered.",
    });
  });
  await looking;
  expect((await scene.detail(action.action_id)).status).toBe("completed");
  expect(await contactsOf(action)).toEqual(["sent"]);
});

test("nothing of it touches a database that was not restored", async () => {
  const action = await scene.approved();
  await lookUp();
  expect((await scene.detail(action.action_id)).status).toBe("approved");
  expect(await stateOf()).toBeNull();
});

test("a held one is asked about for a week to the moment, and then no more", async () => {
  const [atTheEnd, after] = [await scene.propose(), await scene.propose()];
  await restore();
  scene.mail.lagging = true;
  await lookUp();
  scene.mail.lagging = false;
  const week = 7 * 24 * HOUR_MS;
  await sentMeanwhile(atTheEnd);
  scene.ctx.clock.set(new Date(Date.parse((await stateOf())!.noticed_at) + week));
  await lookUp();
  expect((await scene.detail(atTheEnd.action_id)).status).toBe("completed");

  await sentMeanwhile(after);
  scene.ctx.clock.set(new Date(scene.ctx.clock.now().getTime() + 1));
  await lookUp();
  expect((await scene.detail(after.action_id)).status).toBe("pending_approval");
});

test("a second restore, noticed while the first is looked up, is not taken for looked up", async () => {
  await scene.propose();
  await restore();
  const first = (await stateOf())!;
  const noticedAt = new Date(scene.ctx.clock.now().getTime() + 1).toISOString();
  const finds = scene.mail.lookUp.bind(scene.mail);
  scene.mail.lookUp = async (what) => {
    await withTransaction(scene.ctx, (inner) => saveRestoreState(inner, { ...first, noticed_at: noticedAt }));
    return finds(what);
  };
  await lookUp();
  expect(await stateOf()).toMatchObject({ noticed_at: noticedAt, looked_up_at: null, found: 0, held: 0 });
});
