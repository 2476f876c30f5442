import { afterEach, beforeEach, expect, test } from "vitest";
import { deleteSuppression, listSuppressions } from "#src/db/access/suppressions.ts";
import { withTransaction } from "#src/db/index.ts";
import { takeReceivedSms } from "#src/outreach/index.ts";
import { smtp2goInbox } from "#src/operations/index.ts";
import { pollSmsReplies } from "#src/scheduler/smsReplies.ts";
import { startSmtp2goSms, type Smtp2goSms } from "#simulator/sms/smtp2goSms.ts";
import { setScene } from "#test/executor/scene.ts";

const scene = setScene();
let provider: Smtp2goSms;
beforeEach(async () => {
  provider = await startSmtp2goSms({ now: () => scene.ctx.clock.now() });
});
afterEach(() => provider.stop());

const poll = () => pollSmsReplies(scene.ctx, smtp2goInbox({ apiKey: provider.apiKey, baseUrl: provider.url }));
const numbers = async () => (await withTransaction(scene.ctx, listSuppressions)).map(({ address, reason }) => `${address} ${reason}`);

test("a stop among the replies closes the number, once, and another reply holds its customer's actions", async () => {
  const action = await scene.approved({ actionType: "send_deal_check_in", phone: "+33612345601" });
  provider.receive({ from: "+33612345600", text: "STOP" });
  provider.receive({ from: "+33612345601", text: "Call me first" });
  expect(await poll()).toEqual({ received: 2, stopped: 1 });
  expect(await numbers()).toEqual(["+33612345600 stop"]);
  expect((await scene.detail(action.action_id)).holdReason).toContain("Call me first");
  expect(await poll()).toEqual({ received: 0, stopped: 0 });
});

test("what came in while nobody asked is read later, also when two ask at once", async () => {
  provider.receive({ from: "+33612345602", text: "quit" });
  scene.ctx.clock.advance({ days: 3 });
  provider.faults.add({ kind: "answer", status: 500, on: "look_up" });
  await expect(poll()).rejects.toMatchObject({ code: "provider_unreachable" });
  const [one, two] = await Promise.all([poll(), poll()]);
  expect([one.stopped + two.stopped, await numbers()]).toEqual([1, ["+33612345602 stop"]]);
});

test("what else comes in while nobody can ask does not shorten the look back", async () => {
  await poll();
  provider.receive({ from: "+33612345603", text: "STOP" });
  scene.ctx.clock.advance({ days: 2, hours: 12 });
  await withTransaction(scene.ctx, (inner) => takeReceivedSms(inner, "smtp2go_sms", { id: "hook-1", from: "+33612345604", text: "Hello" }));
  expect(await poll()).toMatchObject({ stopped: 1 });
  expect(await numbers()).toEqual(["+33612345603 stop"]);
});

test("a look that breaks off in the middle is done again from where it began, however late", async () => {
  await poll();
  provider.receive({ from: "+33612345605", text: "Hello" });
  provider.receive({ from: "+33612345606", text: "STOP" });
  const all = await smtp2goInbox({ apiKey: provider.apiKey, baseUrl: provider.url }).receivedSince(new Date(0));
  scene.ctx.clock.advance({ days: 1 });
  // the first is taken, then the process is gone
  const broken = { receivedSince: () => Promise.resolve([all[0]!, { ...all[1]!, text: null as unknown as string }]) };
  await expect(pollSmsReplies(scene.ctx, broken)).rejects.toBeInstanceOf(TypeError);
  scene.ctx.clock.advance({ days: 9 });
  expect(await poll()).toMatchObject({ stopped: 1 });
});

test("a stop that is only seen again does not put a number back that a person took off the list", async () => {
  provider.receive({ from: "+33612345607", text: "STOP" });
  await poll();
  await withTransaction(scene.ctx, (inner) => deleteSuppression(inner, { channel: "sms", address: "+33612345607" }));
  expect(await poll()).toEqual({ received: 0, stopped: 0 });
  expect(await numbers()).toEqual([]);
});

test("a row that is no SMS of anybody is left out", async () => {
  provider.receive({ from: "Bank", text: "STOP" });
  expect((await poll()).stopped).toBe(0);
  expect(await numbers()).toEqual([]);
});
