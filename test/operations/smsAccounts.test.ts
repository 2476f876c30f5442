import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { smtp2goSmsTransport, type SmsTransport, twilioTransport } from "#src/operations/index.ts";
import { startTwilio } from "#simulator/sms/twilio.ts";
import { ACTION_ID } from "./mails.ts";
import { type HttpReply, type ScriptedHttp, startScriptedHttp } from "./scriptedHttp.ts";
import { codedSms, FROM, NOW, OTHER_ID, sms } from "./smsMessages.ts";

const query = { actionId: ACTION_ID, to: sms().to, body: codedSms().body, since: NOW };

describe("what SMTP2GO's answers to sms/send mean", () => {
  let server: ScriptedHttp;
  let transport: SmsTransport;
  beforeEach(async () => {
    server = await startScriptedHttp();
    transport = smtp2goSmsTransport({ apiKey: "api-1", from: undefined, baseUrl: `${server.url}/v3/`, timeoutMs: 400 });
  });
  afterEach(() => server.stop());

  const sent = (destination: string, status: string): HttpReply => ({
    body: { request_id: "r-1", data: { statuses: {}, total_sent: 1, messages: [{ destination, message_id: "m-1", status }] } },
  });

  it("leaves the sender to the account where none is set", async () => {
    server.reply(sent("+33612345678", "queued"));
    expect(await transport.send(sms())).toEqual({ kind: "done", ref: "m-1" });
    expect(server.received[0]).toMatchObject({ path: "/v3/sms/send", headers: { "x-smtp2go-api-key": "api-1" } });
    expect(server.received[0]?.body).toEqual({ destination: ["+33612345678"], content: sms().body });
  });

  it.each<[string, HttpReply, object]>([
    ["a number listed without its plus", sent("33612345678", "submitted"), { kind: "done", ref: "m-1" }],
    ["held back by the provider, which may still send it", sent("+33612345678", "held"), { kind: "done" }],
    ["rejected", sent("+33612345678", "rejected"), { kind: "final" }],
    ["about another number", sent("+33699999999", "queued"), { kind: "unknown" }],
    [
      "counts without a list",
      { body: { request_id: "r-1", data: { statuses: { queued: 1 }, total_sent: 1 } } },
      { kind: "done", ref: "request:r-1" },
    ],
    ["a count of none", { body: { request_id: "r-1", data: { statuses: {}, total_sent: 0 } } }, { kind: "final" }],
    ["a count that contradicts itself", { body: { request_id: "r-1", data: { statuses: {}, total_sent: 1 } } }, { kind: "unknown" }],
    [
      "a missing permission, which arrives as 400",
      { status: 400, body: { data: { error: "no permission", error_code: "E_ApiResponseCodes.ENDPOINT_PERMISSION_DENIED" } } },
      { kind: "retry" },
    ],
    [
      "a code at the top",
      { status: 400, body: { error_code: "E_X", error: "bad" } },
      { kind: "final", reason: expect.stringContaining("E_X: bad") },
    ],
  ])("%s", async (_what, reply, outcome) => {
    server.reply(reply);
    expect(await transport.send(sms())).toMatchObject(outcome);
  });

  it("finds nothing in rows that say too little", async () => {
    server.reply({ body: { data: { messages: [null, {}, { id: "m-1" }, { id: "m-2", destination_address: query.to, content: 7 }] } } });
    expect(await transport.lookUp(query)).toEqual({ kind: "not_found" });
    server.reply({ body: { data: { messages: [{ id: "m-3", destination_address: 33612345678, content: `Re ${query.body}` }] } } });
    expect(await transport.lookUp(query)).toEqual({ kind: "found", ref: "m-3" });
    expect(server.received[0]).toMatchObject({ path: "/v3/sms/view-sent", body: { start_date: "2026-03-02T08:55:00.000Z" } });
  });
});

describe("Twilio", () => {
  it("is sent through a messaging service where one is named, and looked up without a sender", async () => {
    const standIn = await startTwilio({ now: () => NOW });
    const from = `MG${"0a".repeat(16)}`;
    const transport = twilioTransport({ accountSid: standIn.accountSid, authToken: standIn.apiKey, from, baseUrl: standIn.url });
    expect((await transport.send(codedSms())).kind).toBe("done");
    expect(standIn.sent()).toMatchObject([{ from }]);
    expect(await transport.lookUp(query)).toMatchObject({ kind: "found" });
    await standIn.stop();
  });

  it("finds an SMS behind the words of a trial account, and on a later page", async () => {
    const standIn = await startTwilio({ now: () => NOW, trial: true, maxPageSize: 2 });
    const transport = twilioTransport({ accountSid: standIn.accountSid, authToken: standIn.apiKey, from: FROM, baseUrl: standIn.url });
    await transport.send(codedSms());
    for (let others = 0; others < 5; others++) await transport.send(codedSms({ actionId: OTHER_ID }));
    expect(await transport.lookUp(query)).toEqual({ kind: "found", ref: standIn.sent()[0]?.id });
    expect(standIn.requests().filter(({ method }) => method === "GET")).toHaveLength(3);
    await standIn.stop();
  });

  describe("answering what it likes", () => {
    let server: ScriptedHttp;
    let transport: SmsTransport;
    beforeEach(async () => {
      server = await startScriptedHttp();
      const accountSid = `AC${"12".repeat(16)}`;
      transport = twilioTransport({ accountSid, authToken: "SK1:secret", from: FROM, baseUrl: server.url, timeoutMs: 400 });
    });
    afterEach(() => server.stop());

    it("never gets the credentials sent elsewhere", async () => {
      const elsewhere = await startScriptedHttp();
      server.reply({ body: { messages: [], next_page_uri: `${elsewhere.url}/2010-04-01/next` } });
      expect(await transport.lookUp(query)).toEqual({ kind: "not_found" });
      expect(elsewhere.received).toEqual([]);
      expect(server.received[0]?.headers["authorization"]).toBe(`Basic ${Buffer.from("SK1:secret").toString("base64")}`);
      expect(server.received[0]?.path).toContain("DateSent%3E=2026-03-02");
      await elsewhere.stop();
    });

    it("is not asked page after page for ever", async () => {
      server.reply(...Array.from({ length: 30 }, () => ({ body: { messages: [], next_page_uri: "/next" } })));
      expect(await transport.lookUp(query)).toEqual({ kind: "not_found" });
      expect(server.received.length).toBeLessThanOrEqual(10);
    });
  });

  it.each<[number, number, string]>([
    [400, 21610, "final"],
    [400, 20003, "retry"],
    [404, 20404, "final"],
    [429, 20429, "retry"],
  ])("refusing with %i and code %i: %s", async (status, code, kind) => {
    const standIn = await startTwilio();
    const { accountSid, apiKey: authToken, url: baseUrl } = standIn;
    standIn.faults.add({ kind: "answer", status, body: { code, message: "no", status } });
    const outcome = await twilioTransport({ accountSid, authToken, from: FROM, baseUrl }).send(sms());
    expect(outcome).toMatchObject({ kind, reason: expect.stringContaining(`${code}: no`) });
    await standIn.stop();
  });
});
