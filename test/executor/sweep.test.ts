import { afterEach, describe, expect, test } from "vitest";
import { getAction, listActions } from "#src/actions/index.ts";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction } from "#src/db/index.ts";
import { executeActions, processApprovedActions, type CrashPoint } from "#src/executor/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { setScene, SETTINGS } from "./scene.ts";

const scene = setScene();

const SIZE = 30;
const settings = { ...SETTINGS, batchSize: SIZE };

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
  expect((await processApprovedActions(scene.ctx, scene.worker("worker-1", { settings }))).deferred).toBe(SIZE);
  scene.ctx.clock.set("2026-03-03T08:30:00Z");
  // never deferred, so they come before the reminders in the order of what is due
  await times(SIZE, (index) => task(reminders[index]!.affected_records.partner_id!, reminders[index]!.affected_records.ids[0]!));

  const swept = await processApprovedActions(scene.ctx, scene.worker("worker-1", { settings }));

  expect(swept.executed).toBe(2 * SIZE);
  expect(scene.mail.sent).toHaveLength(SIZE);
});

test("many candidates of one customer who is busy do not keep the others waiting", async () => {
  await task(7, 70);
  let reached = (): void => {};
  const isPaused = new Promise<void>((resolve) => (reached = resolve));
  const paused = scene.worker("paused", {
    settings,
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

  const swept = await processApprovedActions(scene.ctx, scene.worker("worker-1", { settings }));

  expect(swept.results.map(({ actionId }) => actionId)).toEqual([other.action_id]);
});

test("many actions of one customer run together, the oldest first", async () => {
  const actions = await times(SIZE + 1, (index) => {
    scene.ctx.clock.advance({ seconds: 1 });
    return task(7, 71 + index);
  });

  const swept = await processApprovedActions(scene.ctx, scene.worker("worker-1", { settings }));

  expect(swept.results.map(({ actionId }) => actionId)).toEqual(actions.map(({ action_id }) => action_id));
});

describe("one action that breaks its batch", () => {
  /** The database refuses this change of this one action's attempt, as a broken row would. */
  const refuse = (when: "insert" | "update", actionId: string): Promise<void> =>
    scene.asOwner(`
      create function ai_coo.refuse_one() returns trigger language plpgsql as $$ begin raise exception 'broken row'; end $$;
      create trigger refuse_one before ${when} on ai_coo.action_attempts
        for each row when (new.action_id = '${actionId}') execute function ai_coo.refuse_one()`);

  afterEach(() => scene.asOwner("drop function ai_coo.refuse_one cascade"));

  test("at the claim does not keep the others from running", async () => {
    const [first, broken, last] = await times(3, () => scene.approved());
    await refuse("insert", broken!.action_id);

    await expect(processApprovedActions(scene.ctx, scene.worker("worker-1", { settings }))).rejects.toThrow("Failed query");

    const statuses = await Promise.all([first, broken, last].map(async (action) => (await scene.detail(action!.action_id)).status));
    expect(statuses).toEqual(["completed", "approved", "completed"]);
    expect(scene.mail.sent).toHaveLength(2);
  });

  test("at the intent is interrupted alone, and causes nothing", async () => {
    const [first, broken, last] = await times(3, () => scene.approved());
    await refuse("update", broken!.action_id);

    const swept = await processApprovedActions(scene.ctx, scene.worker("worker-1", { settings }));

    expect(swept).toMatchObject({ executed: 2, interrupted: 1 });
    expect(scene.mail.sent.map(({ actionId }) => actionId).toSorted()).toEqual([first!.action_id, last!.action_id].toSorted());
  });
});

test.each([
  ["update_deal_stage", 1],
  ["create_collection_task", 3],
] as const)("of %s no more than %i are in flight in one slot: only what a key keeps goes beside it", async (actionType, expected) => {
  for (const id of [17, 18, 19]) await scene.approved({ actionType, ids: [id] });
  let inFlight = 0;
  let most = 0;
  const allBegun = Promise.withResolvers<void>();
  const at = async (point: CrashPoint): Promise<void> => {
    if (point === "after_effect") inFlight -= 1;
    if (point !== "after_intent") return;
    most = Math.max(most, ++inFlight);
    if (inFlight === expected) allBegun.resolve();
    await allBegun.promise;
  };
  const worker = scene.worker("worker-1", { at });

  const { executed } = await processApprovedActions(scene.ctx, { ...worker, settings: { ...worker.settings, concurrency: 1 } });

  expect({ executed, most }).toEqual({ executed: 3, most: expected });
});

test("outreach settings that change during a sweep hold from its next batch on", async () => {
  for (const id of [17, 18, 19]) await scene.approved({ ids: [id] });
  let mails = 0;
  const at = async (point: CrashPoint): Promise<void> => {
    if (point !== "after_effect" || ++mails > 1) return;
    const holidays = [{ date: "2026-03-02", name: "Founders' day" }];
    await withTransaction(scene.ctx, (inner) => saveOrgSettings(inner, "outreach", { holidays }));
  };
  const worker = scene.worker("worker-1", { at });

  const ids = (await listActions({ ctx: scene.ctx, input: { status: ["approved"] } })).actions.map((action) => action.actionId);
  const { executed, deferred } = await executeActions(scene.ctx, { ...worker, settings: { ...worker.settings, batchSize: 1 } }, ids);

  expect({ executed, deferred, sent: scene.mail.sent.length }).toEqual({ executed: 1, deferred: 2, sent: 1 });
});

test("outreach settings that cannot be read let nothing begin, and nothing of it is lost", async () => {
  const { action_id: actionId } = await scene.approved({ ids: [17] });
  await withTransaction(scene.ctx, (inner) => saveOrgSettings(inner, "outreach", { limits: "few" }));

  await expect(processApprovedActions(scene.ctx, scene.worker("worker-1"))).rejects.toMatchObject({ code: "config_invalid" });

  expect(scene.mail.sent).toEqual([]);
  expect(await getAction({ ctx: scene.ctx, input: { actionId } })).toMatchObject({ status: "approved" });
});
