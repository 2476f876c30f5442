import { expect, test } from "vitest";
import { DEFAULT_EXECUTOR_SETTINGS, processApprovedActions } from "#src/executor/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

const SIZE = DEFAULT_EXECUTOR_SETTINGS.batchSize;

async function times(count: number, make: (index: number) => Promise<ActionProtocol>): Promise<ActionProtocol[]> {
  const made: ActionProtocol[] = [];
  for (let index = 0; index < count; index++) made.push(await make(index));
  return made;
}

const task = (partnerId: number, invoiceId: number) =>
  scene.approved({ actionType: "create_collection_task", partnerId, ids: [invoiceId] });

test("a batch full of newer actions whose customers still wait for older ones does not stop the sweep", async () => {
  const reminders = await times(SIZE, () => scene.approved());
  scene.ctx.clock.set("2026-03-02T20:00:00Z");
  expect((await processApprovedActions(scene.ctx, scene.worker())).deferred).toBe(SIZE);
  scene.ctx.clock.set("2026-03-03T08:30:00Z");
  // never deferred, so they come before the reminders in the order of what is due
  await times(SIZE, (index) => task(reminders[index]!.affected_records.partner_id!, reminders[index]!.affected_records.ids[0]!));

  const swept = await processApprovedActions(scene.ctx, scene.worker());

  expect(swept.executed).toBe(2 * SIZE);
  expect(scene.mail.sent).toHaveLength(SIZE);
});

test("many candidates of one customer who is busy do not keep the others waiting", async () => {
  await task(7, 70);
  let reached = (): void => {};
  const isPaused = new Promise<void>((resolve) => (reached = resolve));
  const paused = scene.worker("paused", {
    at: (point) => {
      if (point !== "after_claim") return;
      reached();
      return new Promise(() => {});
    },
  });
  void processApprovedActions(scene.ctx, paused);
  await isPaused;
  await times(SIZE + 1, (index) => task(7, 71 + index));
  scene.ctx.clock.advance({ seconds: 1 });
  const other = await task(8, 800);

  const swept = await processApprovedActions(scene.ctx, scene.worker());

  expect(swept.results.map(({ actionId }) => actionId)).toEqual([other.action_id]);
});

test("many actions of one customer run together, the oldest first", async () => {
  const actions = await times(SIZE + 1, (index) => {
    scene.ctx.clock.advance({ seconds: 1 });
    return task(7, 71 + index);
  });

  const swept = await processApprovedActions(scene.ctx, scene.worker());

  expect(swept.results.map(({ actionId }) => actionId)).toEqual(actions.map(({ action_id }) => action_id));
});
