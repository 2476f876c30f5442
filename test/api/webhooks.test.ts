import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveAction, claimActions, getAction, settleAction, settleLeftActions } from "#src/actions/index.ts";
import { errorBodySchema } from "#src/api/schemas/common.ts";
import { deleteSuppression, listSuppressions } from "#src/db/access/suppressions.ts";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { actionEvents } from "#src/db/schema/index.ts";
import { smtp2goDelivery, type Smtp2goEvent } from "#simulator/mail/smtp2goWebhooks.ts";
import { twilioReceived, twilioStatus } from "#simulator/sms/twilioWebhooks.ts";
import { createTestApi, propose, type TestApi } from "#test/support/api.ts";
import { inboundOfTests, ORG, PUBLIC_URL, TWILIO } from "./inboundScene.ts";

const { inbound, pathOf } = inboundOfTests();
const SMTP2GO = pathOf("SMTP2GO");
const GATEWAY = pathOf("Your own gateway");
const HEADERS = ["X-Aicoo-Action"];
const TIME = new Date("2026-03-02T10:00:00Z");

let api: TestApi;
let ctx: Context;
let partnerId = 7_000;
let sid = 0;
beforeAll(async () => {
  api = await createTestApi({ inbound });
  ctx = { db: api.database.db, clock: api.clock, orgId: ORG, actor: "system:ai-coo" };
});
afterAll(() => api[Symbol.asyncDispose]());

const send = async ({ url, init }: { readonly url: string; readonly init: RequestInit }): Promise<Response> =>
  api.app.request(url.replace(PUBLIC_URL, ""), init);
const event = async (parts: Partial<Smtp2goEvent> & Pick<Smtp2goEvent, "event" | "rcpt">, output: "json" | "form" = "json") =>
  send(smtp2goDelivery({ url: SMTP2GO, output, headers: HEADERS }, { emailId: `1abc-${++sid}`, time: TIME, ...parts }));
const suppressed = async () => {
  const rows = await withTransaction(ctx, listSuppressions);
  return rows.map(({ channel, address, reason }) => [channel, address, reason].join(" "));
};
const trail = async () => {
  const rows = await withTransaction(ctx, ({ tx }) =>
    tx.select({ entry: actionEvents.entry }).from(actionEvents).where(eq(actionEvents.orgId, ORG)).orderBy(actionEvents.seq),
  );
  return rows.map(({ entry }) => JSON.parse(entry) as { readonly kind: string; readonly facts: Readonly<Record<string, unknown>> });
};
const detail = (actionId: string) => getAction({ ctx, input: { actionId } });
const mailTo = async (address: string) => propose(api, { parts: { partnerId: ++partnerId, ids: [partnerId], to: [address], cc: [] } });
const smsTo = async (phone: string) =>
  propose(api, { parts: { actionType: "send_deal_check_in", partnerId: ++partnerId, ids: [partnerId], phone } });

/** Leaves an action where a lost answer does. */
async function inDoubt(address: string, settled = true): Promise<string> {
  const { actionId, fingerprint } = await mailTo(address);
  await approveAction({ ctx: { ...ctx, actor: "user:anna" }, input: { actionId, fingerprint, channel: "in_app" } });
  const { claimed } = await claimActions({ ctx, input: { limit: 1, actionIds: [actionId], workerId: "w", leaseSeconds: 60 } });
  if (settled) await lose(actionId, claimed[0]!.attemptId);
  return actionId;
}
async function lose(actionId: string, attemptId: string): Promise<void> {
  await settleAction({ ctx, input: { actionId, attemptId, workerId: "w", settlement: { to: "needs_attention", reason: "No answer." } } });
}

describe("who cannot be believed", () => {
  const body: RequestInit = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  test.each([
    ["a wrong secret", SMTP2GO.replace(/.$/, (last) => (last === "A" ? "B" : "A"))],
    ["the secret of another provider", `/api/webhooks/${ORG}/smtp2go/${GATEWAY.split("/").at(-1)}`],
    ["another organisation", SMTP2GO.replace(ORG, "org-other")],
    ["no secret", `/api/webhooks/${ORG}/smtp2go`],
    ["an unknown provider", `/api/webhooks/${ORG}/mailgun/x`],
    ["no signature", pathOf("Twilio, a message")],
  ])("%s: answered as an address that does not exist", async (_, path) => {
    const answer = await api.app.request(path, body);
    const nothing = await api.app.request("/api/nothing", body);
    expect([answer.status, await answer.json()]).toEqual([404, await nothing.json()]);
  });

  test("an installation without webhooks has none", async () => {
    await using bare = await createTestApi();
    expect((await bare.app.request(SMTP2GO, body)).status).toBe(404);
  });

  test("the secret may come as a bearer", async () => {
    const [url, bearer] = [SMTP2GO.slice(0, SMTP2GO.lastIndexOf("/")), SMTP2GO.split("/").at(-1)!];
    const mail = { event: "open", rcpt: "a@b.example", emailId: "1", time: TIME } as const;
    expect((await send(smtp2goDelivery({ url, output: "json", bearer }, mail))).status).toBe(200);
    expect((await send(smtp2goDelivery({ url, output: "json", bearer: `${bearer}x` }, mail))).status).toBe(404);
  });
});

describe("what cannot be read", () => {
  test.each([
    ["no JSON", "application/json", "{"],
    ["a list of numbers", "application/json", "[1]"],
    ["nothing", "application/json", "null"],
    ["no event", "application/json", "{}"],
    ["an event that is no word", "application/json", '{"event":{"a":1}}'],
    ["a bounce of nobody", "application/json", '{"event":"bounce","bounce":"hard","email_id":"1"}'],
    ["a recipient that is no address", "application/json", '{"event":"spam","rcpt":"a@b@c","email_id":"1"}'],
    ["another type", "text/plain", "event=spam"],
  ])("%s is refused with a code, and nothing is done", async (_, type, body) => {
    const before = await suppressed();
    const answer = await api.app.request(SMTP2GO, { method: "POST", headers: { "content-type": type }, body });
    expect([answer.status, errorBodySchema.parse(await answer.json()).error.code]).toEqual([400, "invalid_input"]);
    expect(await suppressed()).toEqual(before);
  });

  test("more than the API takes is not read", async () => {
    const answer = await api.app.request(SMTP2GO, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ event: "spam", x: "x".repeat(70_000) }),
    });
    expect(answer.status).toBe(400);
  });
});

describe("SMTP2GO", () => {
  test.each([
    [{ event: "bounce", bounce: "hard" }, "hard_bounce"],
    [{ event: "spam" }, "complaint"],
    [{ event: "unsubscribe" }, "unsubscribe"],
    [{ event: "reject", message: "Recipient is on the suppression list" }, "hard_bounce"],
  ] as const)("%o suppresses the address and holds its customer's actions at once", async (what, reason) => {
    for (const output of ["json", "form"] as const) {
      const address = `Billing+${++sid}@Customer.example`;
      const first = await mailTo(address.toLowerCase());
      const answer = await event({ ...what, rcpt: address }, output);
      expect([answer.status, await answer.json()]).toEqual([200, { received: 1 }]);
      expect(await suppressed()).toContain(`email ${address.toLowerCase()} ${reason}`);
      expect((await detail(first.actionId)).holdReason).toContain(address.toLowerCase());
    }
  });

  test.each([
    { event: "bounce", bounce: "soft" },
    { event: "open" },
    { event: "click" },
    { event: "delivered" },
    { event: "processed" },
    { event: "resubscribe" },
  ] as const)("%o says nothing about the address", async (what) => {
    const address = `fine-${++sid}@customer.example`;
    const { actionId } = await mailTo(address);
    expect((await event({ ...what, rcpt: address })).status).toBe(200);
    expect((await suppressed()).filter((row) => row.includes(address))).toEqual([]);
    expect((await detail(actionId)).holdReason).toBeNull();
  });

  test("a sender that is not verified is nobody's opt-out: the actions wait for a person, the address stays good", async () => {
    const address = `sandbox-${++sid}@customer.example`;
    const { actionId } = await mailTo(address);
    await event({ event: "reject", rcpt: address, message: "Sender domain not verified" });
    expect((await suppressed()).filter((row) => row.includes(address))).toEqual([]);
    expect((await detail(actionId)).holdReason).toContain("sender");
  });

  test("an event counts once, however often and in whatever order it comes", async () => {
    const address = `often-${++sid}@customer.example`;
    const mail = { rcpt: address, emailId: `1often-${sid}`, time: TIME } as const;
    const before = (await trail()).length;
    const deliveries = Array.from({ length: 35 }, (_, index) =>
      event({ ...mail, event: index % 3 === 0 ? "spam" : "bounce", bounce: "hard" }, index % 2 === 0 ? "json" : "form"),
    );
    expect((await Promise.all(deliveries)).map(({ status }) => status)).toEqual(Array.from({ length: 35 }, () => 200));
    const kinds = (await trail()).slice(before).map(({ kind, facts }) => `${kind} ${String(facts["event"] ?? facts["reason"])}`);
    expect(kinds.filter((kind) => kind.startsWith("inbound.received")).toSorted()).toEqual([
      "inbound.received hard_bounce",
      "inbound.received spam",
    ]);
    // the bounce is on the list only where it came first; the complaint takes its place
    const added = kinds.filter((kind) => kind.startsWith("suppression.added"));
    expect([added.at(-1), new Set(added).size]).toEqual(["suppression.added complaint", added.length]);
  });

  test("leaves its trace without the address or a word of anybody in the chain", async () => {
    const address = `quiet-${++sid}@customer.example`;
    await event({ event: "spam", rcpt: address, message: "Marked as junk by Jane" });
    const last = (await trail()).findLast(({ kind }) => kind === "inbound.received")!;
    expect(last.facts).toMatchObject({ source: "smtp2go", event: "spam", suppressed: true });
    expect(JSON.stringify(last.facts)).not.toMatch(/customer\.example|Jane/);
  });

  test("takes the number off that opted out of SMS", async () => {
    const answer = await api.app.request(SMTP2GO, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ event: "opt-out", destination_number: "33612345670", message_id: "m-1" }),
    });
    expect([answer.status, await suppressed()]).toEqual([200, expect.arrayContaining(["sms +33612345670 stop"])]);
  });
});

describe("a mail in doubt", () => {
  const about = (actionId: string) => ({ headers: { "X-Aicoo-Action": actionId, Subject: "x" } });

  test.each(["processed", "delivered"] as const)("is settled as sent by %s", async (name) => {
    const address = `doubt-${name}@customer.example`;
    const actionId = await inDoubt(address);
    await event({ event: name, rcpt: address, ...about(actionId) });
    expect(await detail(actionId)).toMatchObject({ status: "completed" });
    expect((await trail()).findLast(({ kind }) => kind === "action.resolved")!.facts).toMatchObject({
      to: "completed",
      resolution: "webhook",
    });
  });

  test("is settled by a bounce too, which also closes the address: it left", async () => {
    const address = `doubt-bounce-${++sid}@customer.example`;
    const actionId = await inDoubt(address);
    await event({ event: "bounce", bounce: "hard", rcpt: address, ...about(actionId) });
    expect((await detail(actionId)).status).toBe("completed");
    expect(await suppressed()).toContain(`email ${address} hard_bounce`);
  });

  test("is settled when the word came before the doubt", async () => {
    const address = `early-${++sid}@customer.example`;
    const actionId = await inDoubt(address, false);
    await event({ event: "processed", rcpt: address, ...about(actionId) });
    expect((await detail(actionId)).status).toBe("executing");
    await lose(actionId, (await detail(actionId)).attemptList[0]!.attemptId);
    expect(await settleLeftActions(ctx)).toBe(1);
    expect((await detail(actionId)).status).toBe("completed");
    expect(await settleLeftActions(ctx)).toBe(0);
  });

  test("stays in front of a person when it was rejected, when another address is named, and when it is none of ours", async () => {
    const address = `stays-${++sid}@customer.example`;
    const actionId = await inDoubt(address);
    await event({ event: "reject", rcpt: address, message: "Sender not verified", ...about(actionId) });
    await event({ event: "delivered", rcpt: "somebody@else.example", ...about(actionId) });
    await event({ event: "delivered", rcpt: address, ...about("00000000-0000-7000-8000-000000000000") });
    await event({ event: "delivered", rcpt: address });
    expect((await detail(actionId)).status).toBe("needs_attention");
  });

  test("to several people is not settled by one of them", async () => {
    const to = [`one-${++sid}@customer.example`, `two-${sid}@customer.example`];
    const { actionId, fingerprint } = await propose(api, { parts: { partnerId: ++partnerId, ids: [partnerId], to, cc: [] } });
    await approveAction({ ctx: { ...ctx, actor: "user:anna" }, input: { actionId, fingerprint, channel: "in_app" } });
    const { claimed } = await claimActions({ ctx, input: { limit: 1, actionIds: [actionId], workerId: "w", leaseSeconds: 60 } });
    await lose(actionId, claimed[0]!.attemptId);
    await event({ event: "delivered", rcpt: to[0]!, ...about(actionId) });
    expect((await detail(actionId)).status).toBe("needs_attention");
  });

  test("a rejected or pending action is not carried out by a report about it", async () => {
    const { actionId } = await mailTo(`pending-${++sid}@customer.example`);
    await event({ event: "delivered", rcpt: `pending-${sid}@customer.example`, ...about(actionId) });
    expect((await detail(actionId)).status).toBe("pending_approval");
  });
});

describe("Twilio", () => {
  const url = `${PUBLIC_URL}${pathOf("Twilio, a message")}`;
  const statusUrl = `${PUBLIC_URL}${pathOf("Twilio, status")}`;
  const received = (from: string, body: string, more: { readonly optOutType?: "STOP" | "START" } = {}) =>
    twilioReceived(TWILIO, url, { sid: `SM${String(++sid).padStart(32, "0")}`, from, to: "+33700000000", body, ...more });

  test("a stop suppresses the number, holds the customer's actions and answers nothing", async () => {
    const { actionId } = await smsTo("+33612000001");
    const answer = await send(received("+33612000001", "Please STOP."));
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
      200,
      "text/xml; charset=utf-8",
      '<?xml version="1.0" encoding="UTF-8"?><Response></Response>',
    ]);
    expect(await suppressed()).toContain("sms +33612000001 stop");
    const { status, holdReason } = await detail(actionId);
    expect([status, holdReason]).toEqual(["pending_approval", expect.stringContaining("+33612000001")]);
  });

  test("what Twilio itself takes for a stop is one", async () => {
    await send(received("+33612000002", "xyz", { optOutType: "STOP" }));
    expect(await suppressed()).toContain("sms +33612000002 stop");
  });

  test("one confirmation at most, where the organisation has one", async () => {
    await withTransaction(ctx, (inner) => saveOrgSettings(inner, "outreach", { stopConfirmation: "You get no more SMS from <Acme>." }));
    const texts = [];
    for (let time = 0; time < 3; time++) texts.push(await (await send(received("+33612000003", "stop"))).text());
    expect(texts.map((text) => text.includes("<Message>You get no more SMS from &lt;Acme&gt;.</Message>"))).toEqual([true, false, false]);
  });

  test("any other answer holds the customer's actions with its words, and suppresses nobody", async () => {
    const { actionId } = await smsTo("+33612000004");
    await send(received("+33612000004", "Yes, approve! I will\npay  tomorrow"));
    const { holdReason, status } = await detail(actionId);
    expect([status, holdReason]).toEqual(["pending_approval", "The customer answered by SMS: “Yes, approve! I will pay tomorrow”"]);
    expect((await suppressed()).filter((row) => row.includes("+33612000004"))).toEqual([]);
  });

  test("a number that can never be reached, or has stopped us, is not written to again; a passing failure changes nothing", async () => {
    const failed = (to: string, status: string, errorCode?: number) =>
      send(
        twilioStatus(TWILIO, statusUrl, {
          sid: `SM${++sid}`,
          to,
          from: "+33700000000",
          status,
          ...(errorCode === undefined ? {} : { errorCode }),
        }),
      );
    await failed("+33612000005", "failed", 21610);
    await failed("+33612000006", "undelivered", 30005);
    await failed("+33612000007", "undelivered", 30003);
    await failed("+33612000008", "delivered");
    expect((await suppressed()).filter((row) => /\+3361200000[5-8]/.test(row)).toSorted()).toEqual([
      "sms +33612000005 stop",
      "sms +33612000006 hard_bounce",
    ]);
  });

  test("a signature counts for the public address, whatever the Host header says, and for the very form", async () => {
    const good = received("+33612000009", "stop");
    const path = url.replace(PUBLIC_URL, "");
    const forHost = twilioReceived(TWILIO, `https://evil.example${path}`, {
      sid: "SM1",
      from: "+33612000009",
      to: "+33700000000",
      body: "stop",
    });
    const changed = { ...good.init, body: good.init.body.replace("612000009", "612000099") };
    const otherKey = twilioReceived({ ...TWILIO, authToken: "f".repeat(32) }, url, {
      sid: "SM1",
      from: "+33612000009",
      to: "+33700000000",
      body: "stop",
    });
    for (const init of [forHost.init, changed, otherKey.init, { ...good.init, headers: { "content-type": "application/json" } }]) {
      expect((await api.app.request(`https://evil.example${path}`, init)).status).toBe(404);
    }
    expect((await suppressed()).some((row) => row.includes("+33612000009"))).toBe(false);
    expect((await api.app.request(`https://evil.example${path}`, good.init)).status).toBe(200);
    expect(await suppressed()).toContain("sms +33612000009 stop");
  });
});

describe("a gateway of one's own", () => {
  const report = (path: string, body: string, type = "application/json") =>
    api.app.request(path, { method: "POST", headers: { "content-type": type }, body });

  test("reports as it sends unless told otherwise, as JSON or a form", async () => {
    expect((await report(GATEWAY, JSON.stringify({ id: "1", from: "0033612000011", message: "Arrêt" }))).status).toBe(200);
    const form = new URLSearchParams({ id: "2", from: "+33 6 12 00 00 12", message: "unsubscribe" }).toString();
    expect((await report(GATEWAY, form, "application/x-www-form-urlencoded")).status).toBe(200);
    expect(await suppressed()).toEqual(expect.arrayContaining(["sms +33612000011 stop", "sms +33612000012 stop"]));
  });

  test("may use an id again: another number's stop counts, other words count, and a stop after it was taken back counts", async () => {
    const say = (from: string, message: string) => report(GATEWAY, JSON.stringify({ id: "17", from, message }));
    const { actionId } = await smsTo("+33612000015");
    await say("+33612000016", "Hello");
    await say("+33612000015", "Not now");
    expect((await detail(actionId)).holdReason).toContain("Not now");
    await say("+33612000016", "STOP");
    await say("+33612000015", "STOP");
    expect(await suppressed()).toEqual(expect.arrayContaining(["sms +33612000015 stop", "sms +33612000016 stop"]));
    await withTransaction(ctx, (inner) => deleteSuppression(inner, { channel: "sms", address: "+33612000015" }));
    await say("+33612000015", "STOP");
    expect(await suppressed()).toContain("sms +33612000015 stop");
  });

  test("says itself where the parts stand", async () => {
    const other = inboundOfTests({ SMS_INBOUND: JSON.stringify({ from: "sms.sender", text: "sms.body", id: "uid" }) });
    await using own = await createTestApi({ inbound: other.inbound });
    const body = JSON.stringify({ uid: 7, sms: { sender: "+33612000013", body: "Stop!" } });
    const answer = await own.app.request(GATEWAY, { method: "POST", headers: { "content-type": "application/json" }, body });
    expect(answer.status).toBe(200);
    const rows = await withTransaction({ ...ctx, db: own.database.db }, listSuppressions);
    expect(rows).toMatchObject([{ address: "+33612000013", reason: "stop" }]);
  });

  test.each([
    { from: "+33612000014", message: "stop" },
    { id: "3", message: "stop" },
    { id: "3", from: "0612000014", message: "stop" },
    { id: "3", from: { a: 1 }, message: "stop" },
  ])("%o is refused: it could be anybody's, or counted twice", async (body) => {
    const answer = await report(GATEWAY, JSON.stringify(body));
    expect([answer.status, errorBodySchema.parse(await answer.json()).error.code]).toEqual([400, "invalid_input"]);
  });
});
