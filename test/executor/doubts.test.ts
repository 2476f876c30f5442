import { describe, expect, test } from "vitest";
import { cancelAction, editAction, expireActions } from "#src/actions/index.ts";
import { executeAction, processApprovedActions, recoverAttempts } from "#src/executor/index.ts";
import { saveGuardrails } from "#src/policy/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { hasCode } from "#src/lib/errors.ts";
import { verifyAuditChain } from "#src/audit/index.ts";
import { setScene, unpaidCheck } from "./scene.ts";

const scene = setScene();

/** The task stands in Odoo, its answer was lost, and the look-up did not find it: it is to run again under the same key. */
async function madeUnnoticed(severity: "block" | "require_reapproval" = "block"): Promise<ActionProtocol> {
  const action = await scene.approved({ actionType: "create_collection_task" }, unpaidCheck(severity));
  scene.writer.failNext({ effect: "lost", code: "odoo_timeout" });
  scene.writer.hide(true);
  expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "deferred" });
  scene.ctx.clock.advance({ minutes: 1 });
  return action;
}

const isPaid = ({ affected_records: { ids } }: ActionProtocol): void =>
  scene.odoo.put("account.move", ids[0]!, { name: "INV/1", payment_state: "paid", amount_residual: 0, currency_id: [1, "EUR"] });

const statusOf = async ({ action_id }: ActionProtocol): Promise<string> => (await scene.detail(action_id)).status;

describe("an action that an earlier try may have done", () => {
  test.each([
    ["what now blocks it", async (action: ActionProtocol) => isPaid(action)],
    [
      "a question that would be asked again",
      async () => {
        await saveGuardrails(scene.person, { minApprovals: { low: 2, medium: 2 } });
      },
    ],
  ])("is not said to be undone because of %s, and a later look-up that finds it completes it", async (_name, happen) => {
    const action = await madeUnnoticed();
    await happen(action);

    expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({
      result: "needs_attention",
      reason: expect.stringContaining("An earlier try may have done it"),
    });
    // it may be asked as often as one likes: what stopped it stops it still
    await recoverAttempts(scene.ctx, scene.worker());
    expect(await statusOf(action)).toBe("needs_attention");

    scene.writer.hide(false);
    scene.ctx.clock.advance({ hours: 1 });
    expect(await recoverAttempts(scene.ctx, scene.worker())).toMatchObject({ settledLater: 1 });
    expect(await statusOf(action)).toBe("completed");
    expect(scene.writer.effects).toHaveLength(1);
    expect(await verifyAuditChain(scene.ctx)).toMatchObject({ ok: true });
  });

  test("does not expire as if nothing had been done", async () => {
    const action = await madeUnnoticed();
    scene.ctx.clock.advance({ hours: 25 });

    expect(await expireActions({ ctx: scene.ctx, input: {} })).toEqual({ expired: [] });
    expect(await statusOf(action)).toBe("needs_attention");

    scene.writer.hide(false);
    expect(await recoverAttempts(scene.ctx, scene.worker())).toMatchObject({ settledLater: 1 });
    expect(await statusOf(action)).toBe("completed");
  });

  test("can neither be withdrawn nor changed until that is known", async () => {
    const action = await madeUnnoticed();
    const { fingerprint } = await scene.detail(action.action_id);
    const input = { actionId: action.action_id };

    await expect(cancelAction({ ctx: scene.person, input: { ...input, reason: "The customer called." } })).rejects.toSatisfy((error) =>
      hasCode(error, "conflict"),
    );
    const edit = { type: "create_odoo_task", name: "Call them" } as const;
    await expect(editAction({ ctx: scene.person, input: { ...input, fingerprint, edit } })).rejects.toSatisfy((error) =>
      hasCode(error, "conflict"),
    );
    expect(await statusOf(action)).toBe("approved");
  });

  test("runs again under the same key where nothing stops it", async () => {
    const action = await madeUnnoticed();

    await processApprovedActions(scene.ctx, scene.worker());

    expect(await statusOf(action)).toBe("completed");
    expect(scene.writer.effects).toEqual([`project.task ${action.action_id}`]);
  });
});

test("an action that was refused for good before is said to be blocked: nothing of it happened", async () => {
  const action = await scene.approved({ actionType: "create_collection_task" }, unpaidCheck());
  scene.writer.failNext({ effect: "none", code: "odoo_unreachable" });
  expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "retried" });
  scene.ctx.clock.advance({ minutes: 1 });
  isPaid(action);

  expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "blocked" });
});
