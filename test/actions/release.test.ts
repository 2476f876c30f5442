import { describe, expect, test } from "vitest";
import { approveAction, claimActions, releaseAction, renewLeases, resolveAction, settleAction } from "#src/actions/index.ts";
import { listCommitments } from "#src/customers/index.ts";
import { setActionHold } from "#src/db/access/actionHolds.ts";
import { getActionByIdOrThrow } from "#src/db/access/autonomousActions.ts";
import { withTransaction } from "#src/db/index.ts";
import { executeAction, processApprovedActions } from "#src/executor/index.ts";
import { holdCustomer, optOut, optOutSentence } from "#src/outreach/index.ts";
import { setScene } from "#test/executor/scene.ts";

const scene = setScene();

const reply = (address: string, sentence = "The customer answered by SMS: “wait”") =>
  withTransaction(scene.ctx, (inner) => holdCustomer(inner, { channel: "email", address, cause: "reply", sentence }));
const bounce = (address: string) =>
  withTransaction(scene.ctx, (inner) =>
    optOut(inner, { channel: "email", address, reason: "hard_bounce", sentence: optOutSentence("hard_bounce", address) }),
  );
const held = async (actionId: string) => (await scene.detail(actionId)).holdReason;

describe("a hold", () => {
  test("takes everything of the customer that could still start, and nothing of anybody else", async () => {
    const [pending, other] = [await scene.propose(), await scene.propose()];
    const address = "billing@customer-42.example";
    const task = await scene.approved({ actionType: "create_collection_task", partnerId: 42, ids: [4201] });
    const done = await scene.approved({ partnerId: 77 });
    await executeAction(scene.ctx, scene.worker(), done.action_id);
    expect(await reply(address)).toBe(2);
    expect(await Promise.all([pending, task, other, done].map(({ action_id }) => held(action_id)))).toEqual([
      expect.stringContaining("wait"),
      expect.stringContaining("wait"),
      null,
      null,
    ]);
  });

  test("finds the customer by whom was written to, when nothing waits for the very address", async () => {
    const first = await scene.approved({ partnerId: 50 });
    await executeAction(scene.ctx, scene.worker(), first.action_id);
    const later = await scene.propose({ partnerId: 50, ids: [501], to: ["owner@customer-50.example"] });
    expect(await reply("BILLING@customer-50.example ")).toBe(1);
    expect(await held(later.action_id)).not.toBeNull();
  });

  test("keeps what is approved from running and what waits from being approved", async () => {
    const [approved, pending] = [await scene.approved(), await scene.propose({ partnerId: 60 })];
    await reply("billing@customer-42.example");
    await reply("billing@customer-60.example");
    await processApprovedActions(scene.ctx, scene.worker());
    expect([scene.mail.sent, (await scene.detail(approved.action_id)).status]).toEqual([[], "approved"]);
    await expect(scene.approve(pending)).rejects.toMatchObject({ code: "conflict" });
  });

  test("let go from a message that is no reminder leaves the reminders ended that the answer ended", async () => {
    const thanks = await scene.propose({ actionType: "send_payment_confirmation", partnerId: 61, ids: [611] });
    await reply("billing@customer-61.example");
    const { holdReason: hold } = await scene.detail(thanks.action_id);
    await releaseAction({
      ctx: { ...scene.ctx, actor: "user:ana" },
      input: { actionId: thanks.action_id, hold: hold!, reason: "Read it." },
    });
    expect(await held(thanks.action_id)).toBeNull();
    const { commitments } = await listCommitments({ ctx: scene.ctx, input: { partnerId: 61, limit: 5 } });
    expect(commitments).toMatchObject([{ kind: "reply", status: "open" }]);
  });

  test("is said once: the same word again changes nothing", async () => {
    await scene.propose();
    expect([await reply("billing@customer-42.example"), await reply("billing@customer-42.example")]).toEqual([1, 0]);
  });
});

describe("a hold of what is not waiting just now", () => {
  const REPLY = "The customer answered by SMS: “wait”";
  const claim = async (actionId: string) => {
    const { claimed } = await claimActions({
      ctx: scene.ctx,
      input: { limit: 1, actionIds: [actionId], workerId: "w", leaseSeconds: 60 },
    });
    return { actionId, attemptId: claimed[0]!.attemptId, workerId: "w" };
  };
  /** Until somebody waits for a row, or `other` is through without waiting. */
  const waits = async (other: Promise<unknown>): Promise<void> => {
    let through = false;
    void other.then(() => (through = true));
    for (;;) {
      const { rows } = await scene.ctx.db.execute(
        "select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database()) or (not granted and database is null)",
      );
      if (through || rows.length > 0) return;
    }
  };

  test("waits for one whose row is being written, whose lease is prolonged or whose attempt ends", async () => {
    const { action_id } = await scene.approved();
    const attempt = await claim(action_id);
    const notBefore = scene.ctx.clock.now();
    let replied: Promise<number> | undefined;
    await withTransaction(scene.ctx, async (inner) => {
      await renewLeases(inner, { workerId: "w", attemptIds: [attempt.attemptId], leaseUntil: new Date(notBefore.getTime() + 90_000) });
      replied = reply("billing@customer-42.example");
      await waits(replied);
      const settlement = { to: "deferred", reason: "Busy.", notBefore, because: "retry" } as const;
      await settleAction({ ctx: inner, input: { ...attempt, settlement } });
    });
    expect(await replied).toBe(1);
    expect(await scene.detail(action_id)).toMatchObject({ status: "approved", holdReason: REPLY });
  });

  test("holds one in doubt too, and stands when a person sends it again", async () => {
    const { action_id } = await scene.approved();
    const attempt = await claim(action_id);
    await settleAction({ ctx: scene.ctx, input: { ...attempt, settlement: { to: "needs_attention", reason: "No answer." } } });
    expect(await reply("billing@customer-42.example")).toBe(1);
    const { fingerprint } = await scene.detail(action_id);
    await resolveAction({ ctx: scene.person, input: { actionId: action_id, resolution: "send_again", fingerprint } });
    await processApprovedActions(scene.ctx, scene.worker());
    expect(scene.mail.sent).toEqual([]);
    expect(await scene.detail(action_id)).toMatchObject({ status: "approved", holdReason: REPLY });
  });

  test("does not take the place of a hold because of a restore", async () => {
    const { action_id } = await scene.propose();
    await withTransaction(scene.ctx, (inner) => setActionHold(inner, action_id, { reason: "Restored.", source: "restore" }));
    expect([await reply("billing@customer-42.example"), await reply("billing@customer-42.example")]).toEqual([1, 0]);
    const { holdReason, holdSource } = await withTransaction(scene.ctx, (inner) => getActionByIdOrThrow(inner, action_id));
    expect([holdReason, holdSource]).toEqual([`Restored.\n${REPLY}`, "restore"]);
  });
});

describe("a person who releases an action", () => {
  const release = async (actionId: string, reason = "They called.") => {
    const hold = await held(actionId).catch(() => null);
    return releaseAction({ ctx: scene.person, input: { actionId, hold: hold ?? "", reason } });
  };

  test("releases only what was shown: an answer that came since has to be read first", async () => {
    const { action_id: actionId } = await scene.propose();
    await reply("billing@customer-42.example");
    const hold = (await held(actionId))!;
    await reply("billing@customer-42.example", "The customer answered by SMS: “never write again”");
    const input = { actionId, hold, reason: "They called." };
    await expect(releaseAction({ ctx: scene.person, input })).rejects.toMatchObject({ code: "conflict" });
    expect(await held(actionId)).toContain("never write again");
  });

  test("is a person: no agent and no rule releases anything", async () => {
    const { action_id: actionId } = await scene.propose();
    await reply("billing@customer-42.example");
    const input = { actionId, hold: (await held(actionId))!, reason: "It looks fine." };
    for (const actor of ["agent:helper", "system:ai-coo"] as const) {
      await expect(releaseAction({ ctx: { ...scene.person, actor }, input })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await held(actionId)).not.toBeNull();
  });

  test("lets it be approved and run, and the same event holds it no more", async () => {
    const action = await scene.propose();
    const refused = { channel: "email", address: "billing@customer-42.example", cause: "refused", sentence: "Rejected." } as const;
    await withTransaction(scene.ctx, (inner) => holdCustomer(inner, refused));
    expect(await release(action.action_id)).toEqual({ actionId: action.action_id, status: "pending_approval" });
    expect(await withTransaction(scene.ctx, (inner) => holdCustomer(inner, refused))).toBe(0);
    await scene.approve(action);
    await processApprovedActions(scene.ctx, scene.worker());
    expect(scene.mail.sent).toHaveLength(1);
  });

  test("is heard again when the customer says something else", async () => {
    const action = await scene.propose();
    await reply("billing@customer-42.example");
    await release(action.action_id);
    await reply("billing@customer-42.example", "The customer answered by SMS: “and another thing”");
    expect(await held(action.action_id)).toContain("another thing");
  });

  test("is heard again when the customer says the same once more: that is another message", async () => {
    const action = await scene.propose();
    await reply("billing@customer-42.example");
    await release(action.action_id);
    expect(await reply("billing@customer-42.example")).toBe(1);
    expect(await held(action.action_id)).toContain("wait");
  });

  test("does not take an address off the list: the message is blocked right before it would leave", async () => {
    const action = await scene.approved();
    await bounce("billing@customer-42.example");
    await release(action.action_id);
    await processApprovedActions(scene.ctx, scene.worker());
    expect([scene.mail.sent, (await scene.detail(action.action_id)).status]).toEqual([[], "blocked"]);
  });

  test("has to say why, and can release only what is held", async () => {
    const action = await scene.propose();
    await expect(release(action.action_id)).rejects.toMatchObject({ code: "conflict" });
    await reply("billing@customer-42.example");
    await expect(release(action.action_id, "  ")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(release("00000000-0000-7000-8000-000000000000")).rejects.toMatchObject({ code: "not_found" });
  });

  test("leaves a trace: who, and why apart from the chain", async () => {
    const action = await scene.propose();
    await reply("billing@customer-42.example");
    await release(action.action_id, "Jane called");
    const last = (await scene.detail(action.action_id)).events.at(-1)!;
    expect(last).toMatchObject({ kind: "action.hold_ended", actor: "user:anna", facts: { by: "person" } });
    expect(JSON.stringify(last.facts)).not.toContain("Jane");
    const { fingerprint } = await scene.detail(action.action_id);
    await expect(
      approveAction({ ctx: scene.person, input: { actionId: action.action_id, fingerprint, channel: "in_app" } }),
    ).resolves.toMatchObject({ status: "approved" });
  });
});
