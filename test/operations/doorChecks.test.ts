import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkFolder, checkGateway, checkSmtp, checkSmtp2go, checkSmtp2goSms, checkTwilio, type DoorCheck } from "#src/operations/index.ts";
import { type HttpReply, type ScriptedHttp, startScriptedHttp } from "./scriptedHttp.ts";
import { type ScriptedSmtp, startScriptedSmtp } from "./scriptedSmtp.ts";

const NOW = new Date("2026-03-02T09:00:00Z");
const KEY = "api-0123456789ABCDEF";

describe("a mail server", () => {
  let server: ScriptedSmtp;
  beforeEach(async () => {
    server = await startScriptedSmtp({ auth: true });
  });
  afterEach(() => server.stop());
  const check = (url = `smtp://user:hunter22@127.0.0.1:${server.port}`) => checkSmtp({ url, timeoutMs: 300 });

  it("that takes the login is in order, and no mail is begun", async () => {
    expect(await check()).toEqual({ ok: true, sentence: `The mail server 127.0.0.1:${server.port} takes the login.` });
    expect(server.commands.some((line) => /^MAIL/i.test(line))).toBe(false);
  });

  it("that refuses the login is said to, in its words and without the password", async () => {
    server.answer("auth", "535 5.7.8 hunter22 is wrong");
    const found = await check();
    expect(found).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/refuses the login: 535/),
      next: expect.stringMatching(/password/),
    });
    expect(found.sentence).not.toContain("hunter22");
  });

  it("that offers no login although one is configured is said to", async () => {
    await using plain = disposable(await startScriptedSmtp());
    expect(await check(`smtp://user:hunter22@127.0.0.1:${plain.server.port}`)).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/no login/),
    });
  });

  it.each(["drop", "silence"] as const)("that answers the greeting with %s is said not to be usable", async (reply) => {
    server.answer("greeting", reply);
    expect(await check()).toMatchObject({ ok: false, next: expect.stringContaining("SMTP_URL") });
  });

  it("that is not there is said not to be", async () => {
    await server.stop();
    expect(await check()).toMatchObject({ ok: false, sentence: expect.stringMatching(/cannot be used|not answer/) });
    server = await startScriptedSmtp();
  });
});

function disposable(server: ScriptedSmtp): AsyncDisposable & { readonly server: ScriptedSmtp } {
  return { server, [Symbol.asyncDispose]: () => server.stop() };
}

const OF_PROVIDERS: Readonly<Record<string, (url: string) => Promise<DoorCheck>>> = {
  "mail through SMTP2GO": (url) => checkSmtp2go({ apiKey: KEY, from: "a@b.example", baseUrl: `${url}/v3`, timeoutMs: 300 }, NOW),
  "SMS through SMTP2GO": (url) => checkSmtp2goSms({ apiKey: KEY, from: undefined, baseUrl: `${url}/v3`, timeoutMs: 300 }, NOW),
  "SMS through Twilio": (url) =>
    checkTwilio({ accountSid: `AC${"0".repeat(32)}`, authToken: KEY, from: "+33600000000", baseUrl: url, timeoutMs: 300 }),
};

describe.each(Object.entries(OF_PROVIDERS))("%s", (_name, check) => {
  let server: ScriptedHttp;
  beforeEach(async () => {
    server = await startScriptedHttp();
  });
  afterEach(() => server.stop());

  it("is in order when the account is known, and nothing is sent", async () => {
    server.reply({ body: { data: { events: [] } } });
    expect(await check(server.url)).toMatchObject({ ok: true });
    expect(server.received.map(({ path }) => path)).toEqual([expect.not.stringMatching(/send$/)]);
  });

  it.each<[string, HttpReply, RegExp]>([
    [
      "a refused key",
      { status: 401, body: { message: "Authenticate", data: { error: "Bad key", error_code: "E_ApiResponseCodes" } } },
      /refuses the account/,
    ],
    ["a refused permission", { status: 403 }, /refuses the account: HTTP 403/],
    ["too many questions", { status: 429 }, /slow down/],
    ["another address", { status: 301 }, /points elsewhere/],
    ["trouble of its own", { status: 503 }, /in trouble itself/],
    ["a question that it does not know", { status: 404 }, /refuses the question/],
    ["a cut connection", "drop", /does not answer/],
    ["silence", "silence", /does not answer: no answer within/],
  ])("says %s, and what to do", async (_what, reply, sentence) => {
    server.reply(reply);
    const found = await check(server.url);
    expect(found).toMatchObject({ ok: false, sentence: expect.stringMatching(sentence), next: expect.stringMatching(/\w/) });
  });

  it("never repeats the key", async () => {
    server.reply({ status: 401, body: { message: `the key ${KEY} is wrong`, data: { error: `the key ${KEY} is wrong` } } });
    expect(JSON.stringify(await check(server.url))).not.toContain(KEY);
  });
});

describe("a gateway of one's own", () => {
  it("is reached without asking it anything", async () => {
    const server = await startScriptedHttp();
    expect(await checkGateway(`${server.url}/send?to={to}`)).toMatchObject({ ok: true });
    expect(server.received).toEqual([]);
    await server.stop();
    expect(await checkGateway(`${server.url}/send`)).toMatchObject({ ok: false, sentence: expect.stringMatching(/does not answer/) });
  });
});

describe("the folder of the demo", () => {
  it("is in order when it can be written, and says why when not", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ai-coo-door-"));
    expect(await checkFolder(join(folder, "outbox"))).toMatchObject({ ok: true });
    await writeFile(join(folder, "file"), "");
    expect(await checkFolder(join(folder, "file", "outbox"))).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/cannot be written/),
    });
    await rm(folder, { recursive: true });
  });
});
