import { expect, test } from "vitest";
import { executeAction } from "#src/executor/index.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

test("a day that ends between the reading of the facts and the intent puts the contact off to the next morning", async () => {
  const action = await scene.approved();
  scene.ctx.clock.set("2026-03-02T16:59:55.000Z");
  const worker = scene.worker("worker-1", {
    // facts of ten seconds ago are fresh enough, the hour is not
    at: (point) => (point === "after_revalidation" ? scene.ctx.clock.advance({ seconds: 10 }) : undefined),
  });
  const result = await executeAction(scene.ctx, worker, action.action_id);
  expect(result).toMatchObject({ result: "deferred", notBefore: "2026-03-03T07:00:00.000Z" });
  expect(scene.mail.sent).toEqual([]);
});
