import { expect, test } from "vitest";
import { executeAction, processApprovedActions, recoverAttempts, type CrashPoint } from "#src/executor/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

/** A worker that stops for ever at a point, as a killed one does. */
async function dieAt(action: ActionProtocol, at: CrashPoint): Promise<void> {
  await new Promise<void>((resolve) => {
    const worker = scene.worker("dead", {
      at: (point) => {
        if (point !== at) return;
        resolve();
        return new Promise(() => {});
      },
    });
    void executeAction(scene.ctx, worker, action.action_id);
  });
}

const recover = () => recoverAttempts(scene.ctx, scene.worker("rescuer"));

test("after the intent of a move that did not happen: the deal is moved once, where nobody else moved it", async () => {
  const action = await scene.approved({ actionType: "update_deal_stage", ids: [17] });
  await dieAt(action, "after_intent");
  scene.ctx.clock.advance({ minutes: 2 });

  expect(await recover()).toMatchObject({ repeated: 1 });
  scene.ctx.clock.advance({ minutes: 1 });
  await processApprovedActions(scene.ctx, scene.worker());

  expect(scene.writer.effects.filter((effect) => effect.startsWith("write"))).toEqual(["write crm.lead,17 stage 4"]);
});

test("after a move that somebody changed since: a person decides, also when it comes back to where it stood", async () => {
  const action = await scene.approved({ actionType: "update_deal_stage", ids: [17] });
  await dieAt(action, "after_effect");
  scene.odoo.put("crm.lead", 17, { stage_id: [5, "Delivered"] });
  scene.ctx.clock.advance({ minutes: 2 });

  expect(await recover()).toMatchObject({ needsAttention: 1, repeated: 0 });
  scene.odoo.put("crm.lead", 17, { stage_id: [2, "Qualified"] });
  scene.ctx.clock.advance({ hours: 1 });
  expect(await recover()).toMatchObject({ settledLater: 0 });
  await processApprovedActions(scene.ctx, scene.worker());

  expect((await scene.detail(action.action_id)).status).toBe("needs_attention");
  expect(scene.writer.effects.filter((effect) => effect.startsWith("write"))).toEqual(["write crm.lead,17 stage 4"]);
});
