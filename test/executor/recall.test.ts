import { describe, expect, test } from "vitest";
import { approveAction, recallAction, rejectAction } from "#src/actions/index.ts";
import { verifyAuditChain } from "#src/audit/index.ts";
import { executeAction, processApprovedActions } from "#src/executor/index.ts";
import { DEFAULTS, generateIdempotencyKey, type ActionProtocol } from "#src/protocol/index.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

const approve = async ({ action_id: actionId }: ActionProtocol) => {
  const { fingerprint } = await scene.detail(actionId);
  return approveAction({ ctx: scene.person, input: { actionId, fingerprint, channel: "in_app", undoable: true } });
};
const recall = async ({ action_id: actionId }: ActionProtocol) => {
  const { fingerprint } = await scene.detail(actionId);
  return recallAction({ ctx: scene.person, input: { actionId, fingerprint } });
};

describe("an approval that can be taken back", () => {
  test("lets nothing start before its time is over, however often workers look, and everything after", async () => {
    const action = await scene.propose();
    const { undoUntil } = await approve(action);
    expect(Date.parse(undoUntil!) - scene.ctx.clock.now().getTime()).toBe(DEFAULTS.undoSeconds * 1000);
    expect(await processApprovedActions(scene.ctx, scene.worker())).toMatchObject({ executed: 0 });
    await expect(executeAction(scene.ctx, scene.worker(), action.action_id)).rejects.toMatchObject({ code: "conflict" });
    scene.ctx.clock.advance({ seconds: DEFAULTS.undoSeconds });
    expect(await processApprovedActions(scene.ctx, scene.worker())).toMatchObject({ executed: 1 });
    expect(scene.mail.sent).toHaveLength(1);
  });

  test("is taken back: it waits for a decision again, nothing runs, and the same person may say yes again", async () => {
    const action = await scene.propose();
    await approve(action);
    const before = await scene.detail(action.action_id);
    expect(await recall(action)).toMatchObject({ status: "pending_approval", version: 2, fingerprint: before.fingerprint });
    scene.ctx.clock.advance({ minutes: 1 });
    expect(await processApprovedActions(scene.ctx, scene.worker())).toMatchObject({ executed: 0 });
    expect(await scene.detail(action.action_id)).toMatchObject({ status: "pending_approval", notBefore: null });
    await approve(action);
    scene.ctx.clock.advance({ seconds: DEFAULTS.undoSeconds });
    expect(await processApprovedActions(scene.ctx, scene.worker())).toMatchObject({ executed: 1 });
    const { events } = await scene.detail(action.action_id);
    expect(events.map(({ kind }) => kind)).toContain("action.recalled");
    expect(await verifyAuditChain(scene.ctx)).toMatchObject({ ok: true });
  });

  test("is not taken back once a worker has it, and never by two who race with one", async () => {
    const action = await scene.propose();
    await approve(action);
    scene.ctx.clock.advance({ seconds: DEFAULTS.undoSeconds });
    const [run, undone] = await Promise.allSettled([processApprovedActions(scene.ctx, scene.worker()), recall(action)]);
    const executed = run.status === "fulfilled" ? run.value.executed : 0;
    // exactly one of the two happened
    expect([executed, undone.status]).toEqual(undone.status === "fulfilled" ? [0, "fulfilled"] : [1, "rejected"]);
    expect(scene.mail.sent).toHaveLength(executed);
    expect(undone.status === "rejected" ? (undone.reason as { code?: string }).code : "conflict").toBe("conflict");
  });

  test("keeps a deferral that lies further ahead, and gives no undo to what would not live as long", async () => {
    const brief = await scene.propose({}, (document) => ({
      ...document,
      expires_at: new Date(scene.ctx.clock.now().getTime() + 5_000).toISOString(),
    }));
    expect((await approve(brief)).undoUntil).toBeUndefined();
    expect(await processApprovedActions(scene.ctx, scene.worker())).toMatchObject({ executed: 1 });
  });
});

/** What the same reason would be proposed under on another occasion. */
const underAnotherKey = (document: ActionProtocol): ActionProtocol => {
  const { org_id: orgId, action_type: actionType, created_at: at } = document;
  return { ...document, idempotency_key: generateIdempotencyKey({ orgId, actionType, scope: "another-occasion", date: at.slice(0, 10) }) };
};

describe("a rejection that can be taken back", () => {
  const reject = async ({ action_id: actionId }: ActionProtocol) => {
    const { fingerprint } = await scene.detail(actionId);
    return rejectAction({ ctx: scene.person, input: { actionId, fingerprint, reason: "By mistake.", channel: "in_app", undoable: true } });
  };

  test("waits for a decision again, runs once after a yes, and the audit holds the no and its end", async () => {
    const action = await scene.propose();
    const { undoUntil } = await reject(action);
    expect(Date.parse(undoUntil!) - scene.ctx.clock.now().getTime()).toBe(DEFAULTS.undoSeconds * 1000);
    expect(await recall(action)).toMatchObject({ status: "pending_approval", version: 2 });
    expect(await scene.detail(action.action_id)).toMatchObject({ status: "pending_approval", settledAt: null });
    scene.ctx.clock.advance({ seconds: 1 });
    await approve(action);
    scene.ctx.clock.advance({ seconds: DEFAULTS.undoSeconds });
    expect(await processApprovedActions(scene.ctx, scene.worker())).toMatchObject({ executed: 1 });
    const { events, approvals } = await scene.detail(action.action_id);
    expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["action.rejected", "action.rejection_recalled"]));
    expect(approvals.map(({ decision, version }) => [decision, version])).toEqual([
      ["reject", 1],
      ["approve", 2],
    ]);
    expect(await verifyAuditChain(scene.ctx)).toMatchObject({ ok: true });
  });

  test("stays when its seconds are over, and when another one of its kind was proposed since", async () => {
    const late = await scene.propose();
    await reject(late);
    scene.ctx.clock.advance({ seconds: DEFAULTS.undoSeconds });
    await expect(recall(late)).rejects.toMatchObject({ code: "conflict" });
    const replaced = await scene.propose();
    await reject(replaced);
    await scene.propose({ partnerId: replaced.affected_records.partner_id! }, underAnotherKey);
    await expect(recall(replaced)).rejects.toMatchObject({ message: expect.stringContaining("another action of the same kind") });
    expect(await scene.detail(replaced.action_id)).toMatchObject({ status: "rejected", version: 1 });
  });
});
