import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gatewayTransport, parseGatewayShape, type SmsTransport } from "#src/operations/index.ts";
import { ACTION_ID } from "./mails.ts";
import { type HttpReply, type ScriptedHttp, startScriptedHttp } from "./scriptedHttp.ts";
import { FROM, NOW, OTHER_ID, sms } from "./smsMessages.ts";

const KEY = "gw-secret";

let server: ScriptedHttp;

beforeEach(async () => {
  server = await startScriptedHttp();
});
afterEach(() => server.stop());

const gateway = (shape: Readonly<Record<string, unknown>> = {}, url = `${server.url}/send`): SmsTransport =>
  gatewayTransport({
    shape: parseGatewayShape({ url, json: JSON.stringify(shape), apiKey: KEY, from: FROM }),
    apiKey: KEY,
    from: FROM,
    timeoutMs: 400,
  });

const query = { actionId: ACTION_ID, to: sms().to, body: sms().body, since: NOW };

describe("a gateway of one's own", () => {
  it("is sent {to, from, message} with a bearer key when nothing else is said", async () => {
    server.reply({ status: 202, body: { id: "m-1" } });
    expect(await gateway().send(sms())).toEqual({ kind: "done", ref: "m-1" });
    const [request] = server.received;
    expect(request).toMatchObject({ method: "POST", path: "/send", body: { to: sms().to, from: FROM, message: sms().body } });
    expect(request?.headers).toMatchObject({ authorization: `Bearer ${KEY}`, "content-type": "application/json" });
  });

  it("is spoken to as its shape says, in every part of it", async () => {
    server.reply({ body: { id: "m-1" } });
    const shape = {
      method: "PUT",
      headers: { "X-Token": "{key}", "Idempotency-Key": "{reference}", "Content-Type": "application/vnd.sms+json" },
      json: { messages: [{ recipients: ["{to}"], text: "From {from}: {text}", options: { flash: false, ttl: 60, tag: null } }] },
    };
    await gateway(shape, `${server.url}/v1/{reference}/send?to={to}`).send(sms({ body: 'He said "no" & {to}\n\\' }));
    expect(server.received[0]).toMatchObject({
      method: "PUT",
      path: `/v1/${ACTION_ID}/send?to=%2B33612345678`,
      body: {
        messages: [
          { recipients: ["+33612345678"], text: `From ${FROM}: He said "no" & {to}\n\\`, options: { flash: false, ttl: 60, tag: null } },
        ],
      },
    });
    expect(server.received[0]?.headers).toMatchObject({
      "x-token": KEY,
      "idempotency-key": ACTION_ID,
      "content-type": "application/vnd.sms+json",
    });
    expect(server.received[0]?.headers["authorization"]).toBeUndefined();
  });

  it("is asked with a GET where it knows nothing else, each value encoded", async () => {
    server.reply({ body: { id: 17 } });
    const transport = gateway({ method: "GET", headers: {} }, `${server.url}/send?n={to}&t={text}&k={key}`);
    expect(await transport.send(sms({ body: "a&n=+33699999999 {key}" }))).toEqual({ kind: "done", ref: "17" });
    expect(server.received[0]?.path).toBe(`/send?n=%2B33612345678&t=a%26n%3D%2B33699999999%20%7Bkey%7D&k=${KEY}`);
  });

  it.each<[string, HttpReply, object]>([
    ["accepted by a rule", { status: 200, body: { result: "ok", data: { sms: { id: "m-9" } } } }, { kind: "done", ref: "m-9" }],
    ["accepted by a rule, without an id", { status: 200, body: { result: "queued" } }, { kind: "done", ref: `reference:${ACTION_ID}` }],
    ["refused with 200", { status: 200, body: { result: "error", message: "bad number" } }, { kind: "final" }],
    ["put off with 503", { status: 503, body: { busy: true } }, { kind: "retry" }],
    ["as HTTP says where no rule fits", { status: 503, body: {} }, { kind: "unknown" }],
    ["not accepted because a value is missing", { status: 200, body: {} }, { kind: "unknown" }],
  ])("is understood by its own rules: %s", async (_what, reply, outcome) => {
    server.reply(reply);
    const transport = gateway({
      id: "data.sms.id",
      answers: [
        { status: "2xx", where: { result: ["ok", "queued"] }, means: "accepted" },
        { status: "200", where: { result: "error" }, means: "refused" },
        { where: { busy: true }, means: "retry" },
      ],
    });
    expect(await transport.send(sms())).toMatchObject(outcome);
  });

  it("says why it refused", async () => {
    server.reply({ status: 422, body: { error: "number\nnot in service" } });
    expect(await gateway().send(sms())).toEqual({ kind: "final", reason: "The SMS gateway refused the SMS: number not in service" });
  });

  it("may answer without an id only where that was said", async () => {
    server.reply({ status: 200, body: "OK" }, { status: 200, body: "OK" });
    expect((await gateway().send(sms())).kind).toBe("unknown");
    expect(await gateway({ id: null }).send(sms())).toEqual({ kind: "done", ref: `reference:${ACTION_ID}` });
  });
});

describe("looking an SMS up at a gateway", () => {
  const shape = () => ({
    json: { to: "{to}", from: "{from}", message: "{text}", ref: "{reference}" },
    lookUp: `${server.url}/messages?ref={reference}`,
  });

  it("is not possible where none is configured", async () => {
    expect(await gateway().lookUp(query)).toEqual({ kind: "unsupported" });
  });

  it("asks by the reference, with the same headers", async () => {
    server.reply({ body: { page: 1, items: [{ id: "m-1", ref: ACTION_ID, status: "delivered" }] } });
    expect(await gateway(shape()).lookUp(query)).toEqual({ kind: "found", ref: "m-1" });
    expect(server.received[0]).toMatchObject({ method: "GET", path: `/messages?ref=${ACTION_ID}` });
    expect(server.received[0]?.headers["authorization"]).toBe(`Bearer ${KEY}`);
  });

  it.each<[string, HttpReply]>([
    ["404", { status: 404, body: { error: "not found" } }],
    ["an empty list", { body: { items: [] } }],
    ["only the question, repeated", { body: { query: { ref: ACTION_ID }, items: [] } }],
    ["another's SMS", { body: { items: [{ id: "m-1", ref: OTHER_ID }] } }],
    ["one without a reference", { body: { id: "m-1" } }],
    ["one that failed", { body: { id: "m-1", ref: ACTION_ID, status: "FAILED" } }],
    ["that there is none, with 200", { body: { id: "r-1", ref: ACTION_ID, status: "not_found" } }],
  ])("does not find it in %s", async (_what, reply) => {
    server.reply(reply);
    expect(await gateway(shape()).lookUp(query)).toEqual({ kind: "not_found" });
  });
});

describe("a shape that cannot be used stops the start", () => {
  it.each<[string, string | object, string]>([
    ["no JSON", "{", "must be JSON"],
    ["a misspelt field", { methode: "POST" }, "methode"],
    ["two bodies", { json: { a: "{to}{text}" }, form: { a: "{to}{text}" } }, "json and form cannot both be set"],
    ["no text", { json: { to: "{to}" } }, "{text} must stand in the body"],
    ["a placeholder that is none", { json: { to: "{to}", text: "{text} {name}" } }, "{name} is no placeholder"],
    ["a look-up by nothing", { lookUp: "https://gw.example/messages" }, "lookUp must hold {reference}"],
    ["a look-up by what is never sent", { lookUp: "https://gw.example/messages?r={reference}" }, "lookUp would find nothing"],
    ["a text in a header", { headers: { "x-text": "{text}" } }, "headers cannot hold {text}"],
    ["a header that is none", { headers: { "x y": "1" } }, "HTTP does not allow"],
    ["an answer with no meaning", { answers: [{ status: "2xx", means: "fine" }] }, "answers.0.means"],
  ])("%s", (_what, json, message) => {
    const text = typeof json === "string" ? json : JSON.stringify(json);
    expect(() => parseGatewayShape({ url: "https://gw.example/send", json: text, apiKey: KEY, from: FROM })).toThrow(
      expect.objectContaining({ code: "config_invalid", message: expect.stringContaining(message) }),
    );
  });

  it.each<[string, object, string]>([
    ["a key that is used and not set", { apiKey: undefined }, "SMS_API_KEY must be set"],
    ["a sender that is used and not set", { from: undefined }, "SMS_FROM_NUMBER must be set"],
    ["a key that no header can hold", { apiKey: "two\nlines" }, "HTTP does not allow"],
    ["a host from a message", { url: "https://{to}/send" }, "host of an address"],
    ["credentials in the address", { url: "https://user:pw@gw.example/send" }, "put them into headers"],
  ])("%s", (_what, over, message) => {
    const variables = { url: "https://gw.example/send", json: undefined, apiKey: KEY, from: FROM, ...over };
    expect(() => parseGatewayShape(variables)).toThrow(message);
  });
});
