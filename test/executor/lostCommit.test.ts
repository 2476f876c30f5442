import { expect, test } from "vitest";
import type { Database } from "#src/db/index.ts";
import { executeAction, type CrashPoint } from "#src/executor/index.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

test("a commit whose answer was lost is recorded once, and is no lost lease", async () => {
  const action = await scene.approved();
  const points: CrashPoint[] = [];
  const worker = scene.worker("worker-1", { at: (point) => void points.push(point) });
  let lost = 0;
  const { db } = scene.ctx;
  const unreliable: Database = Object.create(db, {
    transaction: {
      value: async (...run: Parameters<Database["transaction"]>) => {
        const result = await db.transaction(...run);
        // thrown after the commit: the worker cannot tell whether it went through, and records again
        if (points.at(-1) !== "before_record_commit" || lost++ > 0) return result;
        throw new Error("the connection broke");
      },
    },
  });

  expect(await executeAction({ ...scene.ctx, db: unreliable }, worker, action.action_id)).toMatchObject({ result: "executed" });
  const { status, events } = await scene.detail(action.action_id);
  expect(status).toBe("completed");
  expect(events.filter(({ kind }) => kind === "action.effect")).toHaveLength(1);
  expect(points.filter((point) => point === "before_record_commit")).toHaveLength(2);
});
