import { describe, expect, test } from "vitest";
import { approveAction, releaseAction } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { executeAction, processApprovedActions } from "#src/executor/index.ts";
import { holdCustomer, optOut, optOutSentence } from "#src/outreach/index.ts";
import { setScene } from "#test/executor/scene.ts";

const scene = setScene();

const reply = (address: string, sentence = "The customer answered by SMS: “wait”") =>
  withTransaction(scene.ctx, (inner) => holdCustomer(inner, { channel: "email", address, cause: "reply", sentence }));
const bounce = (address: string) =>
  withTransaction(scene.ctx, (inner) =>
    optOut(inner, { channel: "email", address, reason: "hard_bounce", sentence: optOutSentence("hard_bounce", address) }),
  );
const held = async (actionId: string) => (await scene.detail(actionId)).holdReason;

describe("a hold", () => {
  test("takes everything of the customer that could still start, and nothing of anybody else", async () => {
    const [pending, other] = [await scene.propose(), await scene.propose()];
    const address = "billing@customer-42.example";
    const task = await scene.approved({ actionType: "create_collection_task", partnerId: 42, ids: [4201] });
    const done = await scene.approved({ partnerId: 77 });
    await executeAction(scene.ctx, scene.worker(), done.action_id);
    expect(await reply(address)).toBe(2);
    expect(await Promise.all([pending, task, other, done].map(({ action_id }) => held(action_id)))).toEqual([
      expect.stringContaining("wait"),
      expect.stringContaining("wait"),
      null,
      null,
    ]);
  });

  test("finds the customer by whom was written to, when nothing waits for the very address", async () => {
    const first = await scene.approved({ partnerId: 50 });
    await executeAction(scene.ctx, scene.worker(), first.action_id);
    const later = await scene.propose({ partnerId: 50, ids: [501], to: ["owner@customer-50.example"] });
    expect(await reply("BILLING@customer-50.example ")).toBe(1);
    expect(await held(later.action_id)).not.toBeNull();
  });

  test("keeps what is approved from running and what waits from being approved", async () => {
    const [approved, pending] = [await scene.approved(), await scene.propose({ partnerId: 60 })];
    await reply("billing@customer-42.example");
    await reply("billing@customer-60.example");
    await processApprovedActions(scene.ctx, scene.worker());
    expect([scene.mail.sent, (await scene.detail(approved.action_id)).status]).toEqual([[], "approved"]);
    await expect(scene.approve(pending)).rejects.toMatchObject({ code: "conflict" });
  });

  test("is said once: the same word again changes nothing", async () => {
    await scene.propose();
    expect([await reply("billing@customer-42.example"), await reply("billing@customer-42.example")]).toEqual([1, 0]);
  });
});

describe("a person who releases an action", () => {
  const release = (actionId: string, reason = "They called.") => releaseAction({ ctx: scene.person, input: { actionId, reason } });

  test("lets it be approved and run, and the same word holds it no more", async () => {
    const action = await scene.propose();
    await reply("billing@customer-42.example");
    expect(await release(action.action_id)).toEqual({ actionId: action.action_id, status: "pending_approval" });
    await reply("billing@customer-42.example");
    await scene.approve(action);
    await processApprovedActions(scene.ctx, scene.worker());
    expect(scene.mail.sent).toHaveLength(1);
  });

  test("is heard again when the customer says something else", async () => {
    const action = await scene.propose();
    await reply("billing@customer-42.example");
    await release(action.action_id);
    await reply("billing@customer-42.example", "The customer answered by SMS: “and another thing”");
    expect(await held(action.action_id)).toContain("another thing");
  });

  test("does not take an address off the list: the message is blocked right before it would leave", async () => {
    const action = await scene.approved();
    await bounce("billing@customer-42.example");
    await release(action.action_id);
    await processApprovedActions(scene.ctx, scene.worker());
    expect([scene.mail.sent, (await scene.detail(action.action_id)).status]).toEqual([[], "blocked"]);
  });

  test("has to say why, and can release only what is held", async () => {
    const action = await scene.propose();
    await expect(release(action.action_id)).rejects.toMatchObject({ code: "conflict" });
    await reply("billing@customer-42.example");
    await expect(release(action.action_id, "  ")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(release("00000000-0000-7000-8000-000000000000")).rejects.toMatchObject({ code: "not_found" });
  });

  test("leaves a trace: who, and why apart from the chain", async () => {
    const action = await scene.propose();
    await reply("billing@customer-42.example");
    await release(action.action_id, "Jane called");
    const last = (await scene.detail(action.action_id)).events.at(-1)!;
    expect(last).toMatchObject({ kind: "action.hold_ended", actor: "user:anna", facts: { by: "person" } });
    expect(JSON.stringify(last.facts)).not.toContain("Jane");
    const { fingerprint } = await scene.detail(action.action_id);
    await expect(
      approveAction({ ctx: scene.person, input: { actionId: action.action_id, fingerprint, channel: "in_app" } }),
    ).resolves.toMatchObject({ status: "approved" });
  });
});
