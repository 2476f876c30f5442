import { describe, expect, test } from "vitest";
import { executeAction, processApprovedActions, recoverAttempts } from "#src/executor/index.ts";
import { getLiveOutreachOfActions } from "#src/db/access/outreachLedger.ts";
import { withTransaction } from "#src/db/index.ts";
import { MailDouble } from "#test/support/mailDouble.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

const refused = { kind: "retry", reason: "The server is busy." } as const;

async function contactOf(actionId: string): Promise<string | null> {
  const [row] = await withTransaction(scene.ctx, (ctx) => getLiveOutreachOfActions(ctx, [actionId]));
  return row?.state ?? null;
}

describe("a definite refusal that may pass", () => {
  test("is tried again after 5, 10 and 20 seconds, each time as a fresh attempt, until it goes through", async () => {
    const action = await scene.approved();
    for (let count = 0; count < 3; count++) scene.mail.answerNext(refused);
    const waits: number[] = [];

    for (let count = 0; count < 3; count++) {
      const result = await executeAction(scene.ctx, scene.worker(), action.action_id);
      expect(result).toMatchObject({ result: "retried", reason: "The server is busy." });
      const { notBefore, status } = await scene.detail(action.action_id);
      expect(status).toBe("approved");
      waits.push(Date.parse(notBefore!) - scene.ctx.clock.now().getTime());
      scene.ctx.clock.set(notBefore!);
    }
    const last = await executeAction(scene.ctx, scene.worker(), action.action_id);

    expect(waits).toEqual([5_000, 10_000, 20_000]);
    expect(last.result).toBe("executed");
    expect(scene.mail.sent).toHaveLength(1);
    expect((await scene.detail(action.action_id)).attemptList.map(({ outcome }) => outcome)).toEqual(["retry", "retry", "retry", "done"]);
  });

  test("fails with the provider's reason once the retries are used up, and the customer may be contacted again", async () => {
    const action = await scene.approved();
    for (let count = 0; count < 4; count++) {
      scene.mail.answerNext(refused);
      await executeAction(scene.ctx, scene.worker(), action.action_id);
      scene.ctx.clock.advance({ minutes: 1 });
    }

    const detail = await scene.detail(action.action_id);
    expect(detail.status).toBe("failed");
    expect(detail.statusReason).toBe("The server is busy. It was tried 4 times.");
    expect(await contactOf(action.action_id)).toBeNull();
  });

  test("waits as long as the provider asks for", async () => {
    const action = await scene.approved();
    scene.mail.answerNext({ ...refused, retryAfterMs: 120_000 });

    const result = await executeAction(scene.ctx, scene.worker(), action.action_id);

    expect(result).toMatchObject({ result: "retried", notBefore: "2026-03-02T09:02:00.000Z" });
  });

  test("fails when it could only be tried after its expiry", async () => {
    const action = await scene.approved();
    scene.ctx.clock.set(new Date(Date.parse(action.expires_at) - 2_000));
    // Tuesday at ten: within the hours
    scene.mail.answerNext(refused);

    const result = await executeAction(scene.ctx, scene.worker(), action.action_id);

    expect(result).toMatchObject({ result: "failed", reason: "The server is busy. It expires before it could be tried again." });
  });
});

test("a final refusal fails at once with its reason and gives the reservation back", async () => {
  const action = await scene.approved();
  scene.mail.answerNext({ kind: "final", reason: "550 no such user" });

  const result = await executeAction(scene.ctx, scene.worker(), action.action_id);

  expect(result).toMatchObject({ result: "failed", reason: "550 no such user" });
  expect((await scene.detail(action.action_id)).status).toBe("failed");
  expect(await contactOf(action.action_id)).toBeNull();
});

describe("an unknown outcome", () => {
  const timeout = { kind: "unknown", reason: "The server took the mail and said nothing." } as const;

  test("that the other side knows about is completed, and its outreach counts as made", async () => {
    scene.mail = new MailDouble({ lookUp: "finds" });
    const action = await scene.approved();
    scene.mail.answerNext(timeout, { taken: true });

    const result = await executeAction(scene.ctx, scene.worker(), action.action_id);

    expect(result.result).toBe("executed");
    expect(await contactOf(action.action_id)).toBe("sent");
  });

  test.each([
    ["the other side does not show", "finds", false],
    ["nobody can look up", "unsupported", true],
  ] as const)("that %s waits for a person, is never sent again by itself, and keeps its reservation", async (_name, lookUp, taken) => {
    scene.mail = new MailDouble({ lookUp });
    const action = await scene.approved();
    scene.mail.answerNext(timeout, { taken });

    const result = await executeAction(scene.ctx, scene.worker(), action.action_id);
    scene.ctx.clock.advance({ minutes: 30 });
    await processApprovedActions(scene.ctx, scene.worker());

    expect(result.result).toBe("needs_attention");
    expect((await scene.detail(action.action_id)).status).toBe("needs_attention");
    expect(scene.mail.sent).toHaveLength(taken ? 1 : 0);
    expect(await contactOf(action.action_id)).toBe("unknown");
  });

  test("of a creation with a key runs again under the same key, and there is one", async () => {
    const action = await scene.approved({ actionType: "create_collection_task" });
    scene.writer.failNext({ effect: "lost", code: "odoo_timeout" });
    scene.writer.hide(true);

    const first = await executeAction(scene.ctx, scene.worker(), action.action_id);
    scene.writer.hide(false);
    scene.ctx.clock.advance({ minutes: 1 });
    const second = await executeAction(scene.ctx, scene.worker(), action.action_id);

    expect(first).toMatchObject({ result: "deferred" });
    expect(second).toMatchObject({ result: "executed" });
    expect(scene.writer.effects).toEqual([`project.task ${action.action_id}`]);
  });

  test("of a note that Odoo has is completed; of one that it does not show waits for a person", async () => {
    const found = await scene.approved({ actionType: "flag_at_risk_project" });
    scene.writer.failNext({ effect: "lost", code: "odoo_timeout" });
    expect(await executeAction(scene.ctx, scene.worker(), found.action_id)).toMatchObject({ result: "executed" });

    const lost = await scene.approved({ actionType: "flag_at_risk_project" });
    scene.writer.failNext({ effect: "lost", code: "odoo_timeout" });
    scene.writer.hide(true);
    expect(await executeAction(scene.ctx, scene.worker(), lost.action_id)).toMatchObject({ result: "needs_attention" });
    expect(scene.writer.effects).toHaveLength(2);
  });
});

test("a stage that was moved is done, and the note that Odoo refused is written later", async () => {
  const action = await scene.approved({ ids: [17], actionType: "update_deal_stage" });
  const write = scene.writer.write.bind(scene.writer);
  scene.writer.write = async (...change) => {
    await write(...change);
    scene.writer.failNext({ effect: "none", code: "odoo_unreachable" });
  };

  expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "executed" });
  expect(await scene.detail(action.action_id)).toMatchObject({ status: "completed", followOns: [{ state: "pending" }] });
  scene.ctx.clock.advance({ minutes: 1 });
  await recoverAttempts(scene.ctx, scene.worker("worker-2"));

  expect(scene.writer.effects).toEqual(["write crm.lead,17 stage 4", `note crm.lead,17 <${action.action_id}@ai-coo>`]);
});
