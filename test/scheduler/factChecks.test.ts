import { describe, expect, test } from "vitest";
import { checkFacts, rejectAction } from "#src/actions/index.ts";
import { getFactCheck } from "#src/db/access/factChecks.ts";
import { withTransaction } from "#src/db/index.ts";
import { createJobHandlers } from "#src/scheduler/index.ts";
import { setScene, unpaidCheck } from "#test/executor/scene.ts";

const scene = setScene();
const { signal } = new AbortController();

const run = () =>
  createJobHandlers({ ctx: scene.ctx, reader: scene.odoo.reader, executor: scene.worker() })["fact-checks"](
    { orgId: scene.ctx.orgId },
    { signal },
  );
const answerOf = (actionId: string) => withTransaction(scene.ctx, (inner) => getFactCheck(inner, actionId));
const ask = async (actionId: string) => {
  const { fingerprint } = await scene.detail(actionId);
  return checkFacts({ ctx: scene.person, input: { actionId, fingerprint } });
};

describe("how the facts stand now", () => {
  test("is answered with what has drifted since the proposal, and changes nothing", async () => {
    const { action_id: actionId } = await scene.propose({ ids: [17] }, unpaidCheck());
    await ask(actionId);
    expect(await run()).toEqual({ answered: 1 });
    expect(await answerOf(actionId)).toMatchObject({ verdict: "pass", error: null });

    scene.odoo.put("account.move", 17, { payment_state: "paid" });
    scene.ctx.clock.advance({ minutes: 1 });
    await ask(actionId);
    expect((await answerOf(actionId))?.checkedAt).toBeNull();
    await run();
    const { verdict, results } = (await answerOf(actionId))!;
    expect(verdict).toBe("block");
    expect(results?.filter(({ outcome }) => outcome === "failed").map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining("INV/2026/17"),
    ]);
    expect(await scene.detail(actionId)).toMatchObject({ status: "pending_approval", version: 1 });
    expect(scene.mail.sent).toHaveLength(0);
    expect(await run()).toEqual({ answered: 0 });
  });

  test("is not asked of what is over", async () => {
    const { action_id: actionId } = await scene.propose();
    await rejectAction({ ctx: scene.person, input: { actionId, reason: "No.", channel: "in_app" } });
    await expect(ask(actionId)).rejects.toMatchObject({ code: "conflict" });
  });
});
