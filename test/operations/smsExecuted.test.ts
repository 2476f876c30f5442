import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { executeAction, type ExecutorRuntime, recoverAttempts } from "#src/executor/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { setScene } from "#test/executor/scene.ts";
import { type Provider, PROVIDERS } from "./smsMessages.ts";

const scene = setScene();

describe.each(Object.entries(PROVIDERS))("an approved SMS through %s", (_name, start) => {
  let sms: Provider;
  let action: ActionProtocol;

  beforeEach(async () => {
    sms = await start({ now: () => scene.ctx.clock.now() });
    action = await scene.approved({ actionType: "send_deal_check_in" });
  });
  afterEach(() => sms.standIn.stop());

  const worker = (): ExecutorRuntime => {
    const runtime = scene.worker();
    return { ...runtime, ports: { ...runtime.ports, sms: sms.transport } };
  };
  const execute = () => executeAction(scene.ctx, worker(), action.action_id);
  const statusOf = async () => (await scene.detail(action.action_id)).status;

  it("reaches the person once and is recorded with the provider's id", async () => {
    expect(await execute()).toMatchObject({ result: "executed", ref: sms.standIn.sent()[0]?.id });
    await expect(execute()).rejects.toMatchObject({ code: "conflict" });
    expect(sms.standIn.sent()).toHaveLength(1);
    expect(sms.standIn.sent()[0]?.text).toBe("body" in action.operation.inputs ? action.operation.inputs.body : "");
  });

  it("whose answer is lost is found, not sent again", async () => {
    sms.standIn.faults.add({ kind: "drop_after_accept" });
    expect(await execute()).toMatchObject({ result: "executed", ref: sms.standIn.sent()[0]?.id });
    expect(sms.standIn.sent()).toHaveLength(1);
  });

  it("that cannot be found yet waits, and is settled by a later look-up, never sent again", async () => {
    sms.standIn.faults.add({ kind: "drop_after_accept" });
    sms.standIn.faults.add({ kind: "blind_look_up" });
    expect(await execute()).toMatchObject({ result: "needs_attention" });
    scene.ctx.clock.advance({ minutes: 5 });
    await recoverAttempts(scene.ctx, worker());
    expect(await statusOf()).toBe("completed");
    expect(sms.standIn.sent()).toHaveLength(1);
  });

  it("that was cut before it was taken waits for a person: nobody can tell", async () => {
    sms.standIn.faults.add({ kind: "drop_before_accept" });
    expect(await execute()).toMatchObject({ result: "needs_attention" });
    scene.ctx.clock.advance({ minutes: 5 });
    await recoverAttempts(scene.ctx, worker());
    expect(await statusOf()).toBe("needs_attention");
    expect(sms.standIn.sent()).toEqual([]);
  });

  it("that was definitely refused for now is tried again", async () => {
    sms.standIn.faults.add({ kind: "answer", status: 429, headers: { "retry-after": "30" }, body: {} });
    expect(await execute()).toMatchObject({ result: "retried", notBefore: "2026-03-02T09:00:30.000Z" });
    scene.ctx.clock.advance({ seconds: 30 });
    expect(await execute()).toMatchObject({ result: "executed" });
    expect(sms.standIn.sent()).toHaveLength(1);
  });
});
