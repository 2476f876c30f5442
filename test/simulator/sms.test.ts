import { afterEach, describe, expect, test } from "vitest";
import { startSmsGateway } from "#simulator/sms/gateway.ts";
import { startSmtp2goSms } from "#simulator/sms/smtp2goSms.ts";
import type { SmsStandIn } from "#simulator/sms/standIn.ts";
import { startTwilio } from "#simulator/sms/twilio.ts";

let running: SmsStandIn[] = [];
afterEach(async () => {
  await Promise.all(running.map((standIn) => standIn.stop()));
  running = [];
});

async function kept<T extends SmsStandIn>(starting: Promise<T>): Promise<T> {
  const standIn = await starting;
  running.push(standIn);
  return standIn;
}

const status = async (url: string, init: RequestInit): Promise<number> => (await fetch(url, init)).status;

describe("the stand-in of SMTP2GO's SMS refuses", () => {
  const good = { destination: ["+33612345678"], sender: "+33700000001", content: "Hello" };
  test.each<[string, object, string?]>([
    ["an unexpected field", { ...good, reference: "1" }],
    ["a recipient that is no list", { ...good, destination: "+33612345678" }],
    ["a national number", { ...good, destination: ["0612345678"] }],
    ["more than a hundred", { ...good, destination: Array.from({ length: 101 }, () => "+33612345678") }],
    ["a named sender", { ...good, sender: "ACME" }],
    ["an empty text", { ...good, content: "" }],
    ["another key", good, "api-wrong"],
  ])("%s", async (_what, body, key) => {
    const standIn = await kept(startSmtp2goSms());
    const headers = { "content-type": "application/json", "x-smtp2go-api-key": key ?? standIn.apiKey };
    expect(await status(`${standIn.url}/sms/send`, { method: "POST", headers, body: JSON.stringify(body) })).toBe(400);
    expect(standIn.sent()).toEqual([]);
  });

  test("a call that is none, a GET, and a search by what it does not know", async () => {
    const standIn = await kept(startSmtp2goSms());
    const headers = { "content-type": "application/json", "x-smtp2go-api-key": standIn.apiKey };
    expect(await status(`${standIn.url}/sms/resend`, { method: "POST", headers, body: "{}" })).toBe(404);
    expect(await status(`${standIn.url}/sms/send`, { headers })).toBe(405);
    expect(await status(`${standIn.url}/sms/view-sent`, { method: "POST", headers, body: '{"destination":"+336"}' })).toBe(400);
  });
});

describe("the stand-in of Twilio refuses", () => {
  const good = { To: "+33612345678", From: "+33700000001", Body: "Hello" };
  const call = async (form: Record<string, string>, type?: string) => {
    const standIn = await kept(startTwilio());
    const authorization = `Basic ${Buffer.from(`${standIn.accountSid}:${standIn.apiKey}`).toString("base64")}`;
    const answer = await fetch(`${standIn.url}/2010-04-01/Accounts/${standIn.accountSid}/Messages.json`, {
      method: "POST",
      headers: { authorization, "content-type": type ?? "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });
    return { status: answer.status, code: ((await answer.json()) as { code?: number }).code, sent: standIn.sent().length };
  };

  test.each<[string, Record<string, string>, number]>([
    ["a field it documents no use of", { ...good, IdempotencyKey: "1" }, 20001],
    ["no recipient", { From: good.From, Body: "Hello" }, 21604],
    ["a national number", { ...good, To: "0612345678" }, 21211],
    ["no sender", { To: good.To, Body: "Hello" }, 21603],
    ["a sender that is none", { ...good, From: "A sender that is too long" }, 21212],
    ["no text", { To: good.To, From: good.From }, 21602],
    ["too long a text", { ...good, Body: "x".repeat(1601) }, 21617],
  ])("%s", async (_what, form, code) => {
    expect(await call(form)).toEqual({ status: 400, code, sent: 0 });
  });

  test("JSON, and credentials that are none", async () => {
    expect((await call(good, "application/json")).status).toBe(400);
    const standIn = await kept(startTwilio());
    expect(await status(`${standIn.url}/2010-04-01/Accounts/${standIn.accountSid}/Messages.json`, {})).toBe(401);
  });
});

describe("the stand-in of a gateway refuses", () => {
  const good = { to: "+33612345678", from: "ACME", message: "Hello" };
  test.each<[string, object, number, string?]>([
    ["an unknown field", { ...good, text: "Hello" }, 422],
    ["a national number", { ...good, to: "0612345678" }, 422],
    ["no sender", { ...good, from: "" }, 422],
    ["no text", { ...good, message: "" }, 422],
    ["a reference that is no UUID", { ...good, reference: "1" }, 422],
    ["another key", good, 401, "wrong"],
  ])("%s", async (_what, body, expected, key) => {
    const standIn = await kept(startSmsGateway());
    const headers = { "content-type": "application/json", authorization: `Bearer ${key ?? standIn.apiKey}` };
    expect(await status(`${standIn.url}/send`, { method: "POST", headers, body: JSON.stringify(body) })).toBe(expected);
    expect(standIn.sent()).toEqual([]);
  });

  test("nothing because it had it before: a repeated call is a second SMS", async () => {
    const standIn = await kept(startSmsGateway());
    const headers = { "content-type": "application/json", authorization: `Bearer ${standIn.apiKey}` };
    const body = JSON.stringify({ ...good, reference: "019cad1a-4c00-7000-8000-000000000001" });
    for (let calls = 0; calls < 2; calls++) expect(await status(`${standIn.url}/send`, { method: "POST", headers, body })).toBe(202);
    expect(standIn.sent()).toHaveLength(2);
  });
});
