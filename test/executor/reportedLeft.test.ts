import { expect, test } from "vitest";
import { resolveAction, settleLeftActions } from "#src/actions/index.ts";
import { getLiveOutreachOfActions } from "#src/db/access/outreachLedger.ts";
import { withTransaction } from "#src/db/index.ts";
import { executeAction, processApprovedActions, recoverAttempts } from "#src/executor/index.ts";
import { takeInbound } from "#src/outreach/index.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

/** A mail whose outcome nobody knows and that a person lets go again. */
async function sentAgain(): Promise<string> {
  const { action_id: actionId } = await scene.approved();
  scene.mail.answerNext({ kind: "unknown", reason: "No answer." }, { taken: true });
  await executeAction(scene.ctx, scene.worker(), actionId);
  scene.ctx.clock.advance({ minutes: 1 });
  const { fingerprint } = await scene.detail(actionId);
  await resolveAction({ ctx: scene.person, input: { actionId, resolution: "send_again", fingerprint } });
  return actionId;
}

const delivered = (actionId: string) =>
  withTransaction(scene.ctx, (inner) =>
    takeInbound(inner, {
      source: "smtp2go",
      identity: ["1abc"],
      kind: "delivered",
      channel: "email",
      address: "billing@customer-42.example",
      consequence: { does: "nothing" },
      actionId,
      leftRef: "1abc",
      facts: {},
    }),
  );

test("a mail that a provider says has left is not sent again, although a person said so before the word came", async () => {
  const actionId = await sentAgain();
  await delivered(actionId);
  await processApprovedActions(scene.ctx, scene.worker());
  expect(scene.mail.sent).toHaveLength(1);
  expect((await scene.detail(actionId)).status).toBe("needs_attention");
  expect(await settleLeftActions(scene.ctx)).toBe(1);
  expect((await scene.detail(actionId)).status).toBe("completed");

  await recoverAttempts(scene.ctx, scene.worker());
  const contacts = await withTransaction(scene.ctx, (inner) => getLiveOutreachOfActions(inner, [actionId]));
  expect(contacts).toMatchObject([{ state: "sent" }]);
});

test("without such a word it is sent again", async () => {
  const actionId = await sentAgain();
  await processApprovedActions(scene.ctx, scene.worker());
  expect([scene.mail.sent.length, (await scene.detail(actionId)).status]).toEqual([2, "completed"]);
});
