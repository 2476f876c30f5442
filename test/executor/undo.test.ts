import { beforeEach, describe, expect, test } from "vitest";
import { approveAction, undoAction, type ActionDetail, type UndoActionResult } from "#src/actions/index.ts";
import { verifyAuditChain } from "#src/audit/index.ts";
import type { Context } from "#src/db/index.ts";
import { executeAction, processApprovedActions, recoverAttempts } from "#src/executor/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { saveGuardrails, stopExecution } from "#src/policy/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { setScene } from "./scene.ts";

const scene = setScene();
const LEAD = 420;
beforeEach(() => {
  scene.odoo.put("crm.stage", 2, { name: "Qualified" });
  scene.odoo.put("crm.stage", 4, { name: "Won" });
});

const undoable = (action: ActionProtocol): ActionProtocol => ({ ...action, rollback_strategy: "auto_undo_odoo_write" });

/** A deal that the product moved from Qualified to Won. */
async function moved(change: (action: ActionProtocol) => ActionProtocol = undoable): Promise<ActionDetail> {
  const action = await scene.approved({ actionType: "update_deal_stage", partnerId: 42, ids: [LEAD] }, change);
  const { result } = await executeAction(scene.ctx, scene.worker(), action.action_id);
  expect(result).toBe("executed");
  return scene.detail(action.action_id);
}

const undo = ({ actionId, fingerprint }: ActionDetail, as: Context = scene.person): Promise<UndoActionResult> =>
  undoAction({ ctx: as, input: { actionId, fingerprint, reason: "It is the wrong deal.", channel: "in_app" } });

async function refusal(promise: Promise<unknown>): Promise<AiCooError> {
  const error = await promise.then(
    () => new Error("it was not refused"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof AiCooError) return error;
  throw error;
}

const stageOfLead = async () => (await scene.odoo.reader.read("crm.lead", [LEAD], ["stage_id"]))[0]!["stage_id"];
const run = () => processApprovedActions(scene.ctx, scene.worker());

describe("an undo", () => {
  test("is an approved action that puts back what stood there, through every stage", async () => {
    const before = await moved();
    expect(before.canUndo).toEqual({ ok: true });
    const { undo: asked } = await undo(before);
    expect(asked).toMatchObject({ status: "approved", approvals: { given: 1, needed: 1 } });
    const waiting = await scene.detail(asked.actionId);
    expect(waiting).toMatchObject({ undoOf: before.actionId, createdBy: "user:anna", riskLevel: "medium" });
    expect(waiting.action.proposed_changes).toMatchObject([
      { before: [4, "Won"], after: [2, "Qualified"], human_label: "Stage: Won → Qualified" },
    ]);
    // nothing has happened yet: whoever asks cannot cause an effect
    expect(await stageOfLead()).toEqual([4, "Stage 4"]);

    expect((await run()).executed).toBe(1);
    expect(await stageOfLead()).toEqual([2, "Stage 2"]);
    const done = await scene.detail(asked.actionId);
    expect(done.stages.map(({ stage }) => stage)).toEqual([
      "validation",
      "approval",
      "revalidation",
      "execution",
      "recording",
      "completion",
    ]);
    expect(done.attemptList).toMatchObject([{ intentAt: expect.any(String), outcome: "done" }]);
    expect(done.canUndo).toEqual({ ok: false, reason: "Cannot undo: it is taken back by a person, in Odoo." });
    expect(scene.writer.effects.filter((effect) => effect.includes("crm.lead"))).toEqual([
      `write crm.lead,${LEAD} stage 4`,
      `note crm.lead,${LEAD} <${before.actionId}@ai-coo>`,
      `write crm.lead,${LEAD} stage 2`,
      `note crm.lead,${LEAD} <${asked.actionId}@ai-coo>`,
    ]);
    const after = await scene.detail(before.actionId);
    expect(after).toMatchObject({ status: "completed", undoneBy: { actionId: asked.actionId, status: "completed" } });
    expect(after.canUndo).toEqual({ ok: false, reason: "Cannot undo: it was taken back already." });
    expect(after.events.at(-1)).toMatchObject({ kind: "action.undo_asked", actor: "user:anna", facts: { undo: asked.actionId } });
    expect(await verifyAuditChain(scene.ctx)).toMatchObject({ ok: true });
  });

  test("is blocked when the record no longer holds what the action wrote, and can be asked for again", async () => {
    const before = await moved();
    const { undo: asked } = await undo(before);
    scene.odoo.put("crm.lead", LEAD, { name: "Office furniture", active: true, stage_id: [5, "Delivered"] });
    expect((await run()).blocked).toBe(1);
    expect(await stageOfLead()).toEqual([5, "Delivered"]);
    const blocked = await scene.detail(asked.actionId);
    expect(blocked).toMatchObject({ status: "blocked", statusReason: expect.stringContaining("Delivered") });

    scene.odoo.put("crm.lead", LEAD, { name: "Office furniture", active: true, stage_id: [4, "Won"] });
    expect((await scene.detail(before.actionId)).canUndo).toEqual({ ok: true });
    await undo(before);
    expect((await run()).executed).toBe(1);
    expect(await stageOfLead()).toEqual([2, "Stage 2"]);
  });

  test.each([
    ["the record is gone", () => scene.odoo.remove("crm.lead", LEAD)],
    ["the stage before is gone", () => scene.odoo.remove("crm.stage", 2)],
  ])("is blocked when %s", async (_name, happen) => {
    const before = await moved();
    await undo(before);
    const effects = scene.writer.effects.length;
    happen();
    expect((await run()).blocked).toBe(1);
    expect(scene.writer.effects).toHaveLength(effects);
  });

  test("of a task's stage is blocked where the stage before mails whoever enters it", async () => {
    const ofTask = (action: ActionProtocol): ActionProtocol => {
      const text = JSON.stringify(undoable(action)).replaceAll("crm.lead", "project.task");
      return JSON.parse(text) as ActionProtocol;
    };
    scene.odoo.put("project.task", LEAD, { name: "Deliver", active: true, stage_id: [2, "Planned"] });
    scene.odoo.put("project.task.type", 4, { name: "Done", active: true });
    const before = await moved(ofTask);
    const mailing = { name: "Planned", active: true, mail_template_id: [3, "You are planned"] };
    scene.odoo.put("project.task.type", 2, mailing);
    await undo(before);
    expect((await run()).blocked).toBe(1);

    scene.odoo.put("project.task.type", 2, { ...mailing, mail_template_id: false });
    await undo(before);
    expect((await run()).executed).toBe(1);
  });

  test("twice is a conflict: while the first waits, and after it was carried out", async () => {
    const before = await moved();
    await undo(before);
    expect(await refusal(undo(before))).toMatchObject({ code: "conflict", message: expect.stringContaining("stands already") });
    await run();
    expect(await refusal(undo(before))).toMatchObject({ code: "conflict", message: expect.stringContaining("taken back already") });
  });

  test("by ten people at once is one undo", async () => {
    const before = await moved();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => undo(before, { ...scene.ctx, actor: `user:p${index}` })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const codes = results.flatMap((result) => (result.status === "rejected" ? [(result.reason as AiCooError).code] : []));
    expect(new Set(codes)).toEqual(new Set(["conflict"]));
    expect((await run()).executed).toBe(1);
  });

  test("of what needs two people needs two people", async () => {
    await saveGuardrails(scene.person, { minApprovals: { medium: 2 } });
    const action = await scene.propose({ actionType: "update_deal_stage", partnerId: 42, ids: [LEAD] }, undoable);
    await scene.approve(action);
    const { fingerprint } = await scene.detail(action.action_id);
    const ben = { ...scene.ctx, actor: "user:ben" } as const;
    await approveAction({ ctx: ben, input: { actionId: action.action_id, fingerprint, channel: "in_app" } });
    await run();
    const { undo: asked } = await undo(await scene.detail(action.action_id));
    expect(asked).toMatchObject({ status: "pending_approval", approvals: { given: 1, needed: 2 } });
    expect((await run()).executed).toBe(0);
    await approveAction({ ctx: ben, input: { actionId: asked.actionId, fingerprint: asked.fingerprint, channel: "in_app" } });
    expect((await run()).executed).toBe(1);
  });

  test("does not pass the emergency stop", async () => {
    const before = await moved();
    await undo(before);
    await stopExecution(scene.person, { reason: "Something looks wrong." });
    expect((await run()).executed).toBe(0);
    expect(await stageOfLead()).toEqual([4, "Stage 4"]);
  });

  test("whose answer was lost is looked up, not done twice", async () => {
    const before = await moved();
    const { undo: asked } = await undo(before);
    scene.writer.failNext({ effect: "lost", code: "odoo_timeout" });
    await run();
    await recoverAttempts(scene.ctx, scene.worker("recovery"));
    expect(await scene.detail(asked.actionId)).toMatchObject({ status: "completed" });
    expect(scene.writer.effects.filter((effect) => effect === `write crm.lead,${LEAD} stage 2`)).toHaveLength(1);
  });
});

describe("what is refused, and proposes nothing", () => {
  const contacting = (action: ActionProtocol): ActionProtocol => ({ ...undoable(action), rollback_strategy: "send_correction_email" });

  test.each<[string, (action: ActionProtocol) => ActionProtocol, string]>([
    ["an action that does not say it can be", (action) => ({ ...action, rollback_strategy: "manual" }), "by a person, in Odoo"],
    ["one that wants a correction instead", contacting, "a correction is another message"],
    [
      "one that does not say what stood there before",
      (action) => ({ ...undoable(action), proposed_changes: [] }),
      "does not say what stood there before",
    ],
  ])("%s", async (_name, change, reason) => {
    const before = await moved(change);
    expect(before.canUndo).toEqual({ ok: false, reason: expect.stringContaining(reason) });
    expect(await refusal(undo(before))).toMatchObject({ code: "conflict", message: expect.stringContaining(reason) });
    expect((await scene.detail(before.actionId)).undoneBy).toBeNull();
  });

  test("a mail, a task, and what has not run", async () => {
    const mail = await scene.approved();
    expect(await refusal(undo(await scene.detail(mail.action_id)))).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("has not run"),
    });
    const task = await scene.approved({ actionType: "create_collection_task", partnerId: 77, ids: [770] }, undoable);
    await run();
    expect(await refusal(undo(await scene.detail(task.action_id)))).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("only a change of stage"),
    });
  });

  test("without a reason, for another fingerprint, by a program", async () => {
    const before = await moved();
    const input = { actionId: before.actionId, fingerprint: before.fingerprint, reason: "Wrong deal.", channel: "api" } as const;
    expect(await refusal(undoAction({ ctx: scene.person, input: { ...input, reason: "  " } }))).toMatchObject({ code: "invalid_input" });
    expect(await refusal(undoAction({ ctx: scene.person, input: { ...input, fingerprint: "0".repeat(64) } }))).toMatchObject({
      code: "fingerprint_mismatch",
    });
    for (const actor of ["agent:key-1", "system:ai-coo"] as const) {
      expect(await refusal(undoAction({ ctx: { ...scene.ctx, actor }, input }))).toMatchObject({ code: "forbidden" });
    }
    expect((await scene.detail(before.actionId)).undoneBy).toBeNull();
  });
});
