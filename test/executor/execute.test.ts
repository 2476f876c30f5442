import { describe, expect, test } from "vitest";
import { executeAction, executeActions, processApprovedActions } from "#src/executor/index.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

describe("an approved reminder", () => {
  test("goes through the six stages, is sent once, and leaves its trace", async () => {
    const action = await scene.approved();

    const result = await executeAction(scene.ctx, scene.worker(), action.action_id);

    expect(result).toMatchObject({ result: "executed", ref: `<${action.action_id}@ai-coo>` });
    expect(scene.mail.sent.map(({ to }) => to)).toEqual([["billing@customer-42.example"]]);
    const detail = await scene.detail(action.action_id);
    expect(detail.status).toBe("completed");
    expect(detail.stages.map(({ stage, outcome }) => `${stage}: ${outcome}`)).toEqual([
      "validation: passed",
      "approval: passed",
      "revalidation: passed",
      "execution: done",
      "recording: recorded",
      "completion: completed",
    ]);
    expect(detail.attemptList).toMatchObject([
      {
        attemptNo: 1,
        outcome: "done",
        operation: "send_email",
        token: `<${action.action_id}@ai-coo>`,
        providerRef: `<${action.action_id}@ai-coo>`,
      },
    ]);
    expect(detail.events.map(({ kind }) => kind)).toEqual([
      "action.proposed",
      "action.approved",
      "action.claimed",
      "outreach.reserved",
      "action.intent",
      "action.effect",
      "outreach.sent",
      "action.completed",
    ]);
  });

  test("leaves a note on each invoice, in Odoo and on the action", async () => {
    const action = await scene.approved({ ids: [420] });

    await executeAction(scene.ctx, scene.worker(), action.action_id);

    expect(scene.writer.effects).toEqual([`note account.move,420 <${action.action_id}.420@ai-coo>`]);
    expect((await scene.detail(action.action_id)).followOns).toMatchObject([{ state: "done", record: { model: "account.move", id: 420 } }]);
  });
});

test("what is approved and due is processed, of many customers at once, and a second run does nothing", async () => {
  const actions = [];
  for (let count = 0; count < 7; count++) actions.push(await scene.approved());
  const worker = scene.worker("worker-1", { settings: { ...scene.worker().settings, batchSize: 3 } });

  const statistics = await processApprovedActions(scene.ctx, worker);
  const again = await processApprovedActions(scene.ctx, worker);

  expect(statistics).toMatchObject({ executed: 7, failed: 0, blocked: 0, refused: 0 });
  expect(statistics.durations!.slowest).toBeGreaterThanOrEqual(statistics.durations!.median);
  expect(scene.mail.sent).toHaveLength(7);
  expect(again).toMatchObject({ executed: 0, durations: null, results: [] });
});

test("actions of one customer run one after the other, in the order in which they were made", async () => {
  const first = await scene.approved({ partnerId: 42, ids: [1], actionType: "create_collection_task" });
  scene.ctx.clock.advance({ seconds: 1 });
  const second = await scene.approved({ partnerId: 42, ids: [2], actionType: "escalate_overdue_invoice" });
  scene.ctx.clock.advance({ seconds: 1 });
  const third = await scene.approved({ partnerId: 42, ids: [3], actionType: "create_follow_up_task" });

  const statistics = await processApprovedActions(scene.ctx, scene.worker());

  expect(statistics.executed).toBe(3);
  expect(scene.writer.effects).toEqual([
    `project.task ${first.action_id}`,
    `mail.activity ${second.action_id}`,
    `project.task ${third.action_id}`,
  ]);
});

test("named actions run in the order given, each with its own result; what cannot run does not stop the others", async () => {
  const task = await scene.approved({ partnerId: 42, ids: [1], actionType: "create_collection_task" });
  scene.ctx.clock.advance({ seconds: 1 });
  const call = await scene.approved({ partnerId: 42, ids: [2], actionType: "escalate_overdue_invoice" });
  const pending = await scene.propose();
  const nowhere = "019cad1a-4c00-7000-8000-00000000ffff";

  const statistics = await executeActions(scene.ctx, scene.worker(), [call.action_id, pending.action_id, nowhere, task.action_id]);

  expect(statistics).toMatchObject({ executed: 2, refused: 2 });
  expect(scene.writer.effects).toEqual([`mail.activity ${call.action_id}`, `project.task ${task.action_id}`]);
  const refused = statistics.results.filter(({ result }) => result === "refused");
  expect(refused).toMatchObject([
    { actionId: pending.action_id, code: "conflict", status: "pending_approval" },
    { actionId: nowhere, code: "not_found", status: null },
  ]);
});
