import { describe, expect, test } from "vitest";
import { executeActions } from "#src/executor/index.ts";
import { saveGuardrails } from "#src/policy/index.ts";
import type { AutoApprovalRule } from "#src/policy/settings.ts";
import { setScene } from "./scene.ts";

/** Between the approval by a rule and the effect somebody may change the rules: the executor looks again. */

const scene = setScene();

const rules = (...rules: readonly Partial<AutoApprovalRule>[]) =>
  saveGuardrails(scene.person, {
    autoApproval: {
      enabled: true,
      rules: rules.map((rule) => ({
        name: "Tasks",
        actionTypes: ["create_collection_task"],
        maxRisk: "medium",
        ...rule,
      })),
    },
  });

const task = () => scene.propose({ actionType: "create_collection_task" }, undefined, 250);
const run = async (actionId: string) => {
  const { results } = await executeActions(scene.ctx, scene.worker(), [actionId]);
  return results[0];
};

describe("what a rule approved", () => {
  test("runs while the rule covers it, at whatever hour, however many there were that day", async () => {
    // Monday nine o'clock, in the organisation's zone, which is UTC unless set
    await rules({ hours: { days: [1], from: "08:00", to: "10:00" }, maxPerDay: 2, maxAmount: 250 });
    const [first, second] = [await task(), await task()];
    scene.ctx.clock.advance({ hours: 12 });

    expect(await run(first.action_id)).toMatchObject({ result: "executed" });
    expect(await run(second.action_id)).toMatchObject({ result: "executed" });
    expect(scene.writer.effects).toHaveLength(2);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ["is gone", () => rules(), "does not exist any more"],
    ["has another name", () => rules({ name: "Others" }), "does not exist any more"],
    ["goes less far", () => rules({ maxAmount: 249 }), "above the rule's 249"],
    ["is for other customers", () => rules({ partnerIds: [1] }), "not among those"],
    ["has ended", () => rules({ until: "2026-03-02T09:00:00Z" }), "ended"],
    ["is off with all others", () => saveGuardrails(scene.person, {}), "does not exist any more"],
    [
      "stands below a limit that was lowered",
      () =>
        saveGuardrails(scene.person, {
          autoApproval: { enabled: true, rules: [{ name: "Tasks", actionTypes: ["create_collection_task"], maxRisk: "medium" }] },
          actionTypes: { create_collection_task: { blockAbove: 100 } },
        }),
      "above 100",
    ],
  ])("asks a person where the rule %s by now, and does nothing", async (_name, change, sentence) => {
    await rules({});
    const action = await task();
    expect((await scene.detail(action.action_id)).status).toBe("approved");
    await change();

    expect(await run(action.action_id)).toMatchObject({
      result: "require_reapproval",
      reason: expect.stringContaining(sentence) as string,
    });
    const detail = await scene.detail(action.action_id);
    expect(detail).toMatchObject({ status: "pending_approval", version: 2, minApprovals: 1, action: { approval: { required: true } } });
    expect(scene.writer.effects).toEqual([]);
  });

  test("and a person then approved runs, whatever became of the rule", async () => {
    await rules({});
    const action = await task();
    await saveGuardrails(scene.person, {});
    await run(action.action_id);
    await scene.approve(action);

    expect(await run(action.action_id)).toMatchObject({ result: "executed" });
  });
});
