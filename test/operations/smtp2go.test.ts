import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MailTransport, smtp2goTransport } from "#src/operations/index.ts";
import { ACTION_ID, mail } from "./mails.ts";
import { type HttpReply, type ScriptedHttp, startScriptedHttp } from "./scriptedHttp.ts";

const KEY = "api-0123456789ABCDEF";
const OTHER = "019cad1a-4c00-7000-8000-00000000ffff";

let server: ScriptedHttp;
let transport: MailTransport;

beforeEach(async () => {
  server = await startScriptedHttp();
  transport = smtp2goTransport({ apiKey: KEY, from: "ACME Ltd <accounts@acme.example>", baseUrl: `${server.url}/v3`, timeoutMs: 300 });
});
afterEach(() => server.stop());

const taken = (emailId: string): HttpReply => ({
  body: { request_id: "r1", data: { succeeded: 1, failed: 0, failures: [], email_id: emailId } },
});

describe("a mail over SMTP2GO", () => {
  it("is asked for as the API wants it, and never accepted unseen", async () => {
    server.reply(taken("1u0SwL-B9zBpi9ffUq"));
    expect(await transport.send(mail({ cc: ["boss@azure.example"], html: "<p>Bonjour</p>" }))).toEqual({
      kind: "done",
      ref: "1u0SwL-B9zBpi9ffUq",
    });
    const [request] = server.received;
    expect(request?.path).toBe("/v3/email/send");
    expect(request?.headers["x-smtp2go-api-key"]).toBe(KEY);
    expect(request?.body).toEqual({
      sender: "ACME Ltd <accounts@acme.example>",
      to: ["billing@azure.example"],
      cc: ["boss@azure.example"],
      subject: "Facture échue: 1 250,00 €",
      text_body: "Bonjour,\n\n.la facture INV/2026/00017 est échue.\n",
      html_body: "<p>Bonjour</p>",
      custom_headers: [
        { header: "X-Aicoo-Action", value: ACTION_ID },
        { header: "Auto-Submitted", value: "auto-generated" },
        { header: "Content-Language", value: "fr" },
        { header: "Reply-To", value: "owner@company.example" },
      ],
      fastaccept: false,
    });
  });

  it("goes to each recipient in a call of its own, copies with the first", async () => {
    server.reply(taken("id-1"), taken("id-2"));
    const both = mail({ to: ["a@azure.example", "b@azure.example"], cc: ["boss@azure.example"] });
    expect(await transport.send(both)).toEqual({ kind: "done", ref: "id-1,id-2" });
    expect(server.received.map(({ body }) => [body["to"], body["cc"]])).toEqual([
      [["a@azure.example"], ["boss@azure.example"]],
      [["b@azure.example"], undefined],
    ]);
  });

  it("asks a person when it went to the first and not to the second", async () => {
    server.reply(taken("id-1"), { status: 429 });
    const outcome = await transport.send(mail({ to: ["a@azure.example", "b@azure.example"] }));
    expect(outcome).toMatchObject({ kind: "unknown", reason: expect.stringContaining("a@azure.example, but not on to b@azure.example") });
  });

  it("stops at the first when that one is refused", async () => {
    server.reply({ status: 429 });
    expect((await transport.send(mail({ to: ["a@azure.example", "b@azure.example"] }))).kind).toBe("retry");
    expect(server.received).toHaveLength(1);
  });

  it("never leaves with a header smuggled in", async () => {
    expect((await transport.send(mail({ subject: "Hello\r\nBcc: thief@evil.example" }))).kind).toBe("final");
    expect(server.received).toHaveLength(0);
  });
});

describe("what SMTP2GO's answers mean", () => {
  it.each<[string, HttpReply, "retry" | "final" | "unknown"]>([
    ["200 with failed: 1", { body: { data: { succeeded: 0, failed: 1, failures: ["Invalid recipient"] } } }, "final"],
    ["200 without counts, as with fastaccept", { body: { data: { email_id: "x" } } }, "unknown"],
    ["200 without an id", { body: { data: { succeeded: 1, failed: 0 } } }, "unknown"],
    ["200 that counts both", { body: { data: { succeeded: 1, failed: 1, email_id: "x" } } }, "unknown"],
    ["200 with nothing", { body: {} }, "unknown"],
    ["200 with a page of a proxy", { body: "<html>hello</html>" }, "unknown"],
    [
      "400 of validation",
      { status: 400, body: { data: { error_code: "E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD", error: "bad" } } },
      "final",
    ],
    ["400 with the code at the top", { status: 400, body: { error_code: "E_X", error: "bad" } }, "final"],
    [
      "400 of a missing permission",
      { status: 400, body: { data: { error_code: "E_ApiResponseCodes.ENDPOINT_PERMISSION_DENIED" } } },
      "retry",
    ],
    ["401", { status: 401, body: {} }, "retry"],
    ["404", { status: 404, body: "nothing here" }, "final"],
    ["429", { status: 429, body: {} }, "retry"],
    ["500", { status: 500, body: {} }, "unknown"],
    ["502 of a proxy", { status: 502, body: "<html>" }, "unknown"],
    ["503", { status: 503, body: {} }, "unknown"],
    ["a redirect, which is not followed", { status: 307, headers: { location: "/v3/email/send" } }, "retry"],
    ["a redirect that may follow what was done", { status: 303, headers: { location: "/" } }, "unknown"],
    ["408, which may come after the mail was taken", { status: 408, body: {} }, "unknown"],
    ["200 with counts that cannot be read", { body: { data: { succeeded: 1e308, failed: 1, email_id: "x" } } }, "unknown"],
    ["200 with an id that cannot be kept", { body: { data: { succeeded: 1, failed: 0, email_id: "a\u0000b" } } }, "unknown"],
    ["200 with an endless id", { body: { data: { succeeded: 1, failed: 0, email_id: "x".repeat(10_000) } } }, "unknown"],
    ["a cut connection", "drop", "unknown"],
    ["no answer at all", "silence", "unknown"],
  ])("%s: %s", async (_what, reply, kind) => {
    server.reply(reply);
    const outcome = await transport.send(mail());
    expect(outcome.kind).toBe(kind);
    expect(server.received).toHaveLength(1);
    expect(JSON.stringify(outcome)).not.toContain(KEY);
  });

  it("repeats no key that the answer repeats, in whatever form", async () => {
    const words = `bad key ${KEY} or ${Buffer.from(KEY).toString("base64")}`;
    server.reply(
      { status: 400, body: { data: { error_code: words, error: words } } },
      { body: { data: { succeeded: 0, failed: 1, failures: [words, [[]]] } } },
    );
    for (const outcome of [await transport.send(mail()), await transport.send(mail())]) {
      expect(outcome.kind).toBe("final");
      expect(JSON.stringify(outcome)).toContain("[key]");
      expect(JSON.stringify(outcome)).not.toContain(KEY);
    }
  });

  it("says why, and how long to wait when told to slow down", async () => {
    server.reply({ body: { data: { succeeded: 0, failed: 1, failures: ["Invalid recipient"] } } }, { status: 429 });
    expect(await transport.send(mail())).toEqual({ kind: "final", reason: "SMTP2GO refused the mail: Invalid recipient" });
    expect(await transport.send(mail())).toMatchObject({ kind: "retry", retryAfterMs: 60_000 });
  });

  it("is worth a retry when nobody listens: no byte has left", async () => {
    await server.stop();
    expect((await transport.send(mail())).kind).toBe("retry");
  });
});

describe("looking a mail up at SMTP2GO", () => {
  it("is not broken by a header that is no text", async () => {
    const odd = { email_id: "e", custom_headers: { "X-Aicoo-Action": { toString: 1 }, other: null } };
    server.reply({ body: { data: { events: [odd] } } });
    expect(await transport.lookUp({ actionId: ACTION_ID, recipient: "a@b.example", since: new Date(0) })).toEqual({ kind: "not_found" });
  });

  const query = { actionId: ACTION_ID, recipient: "billing@azure.example", since: new Date("2026-03-01T23:30:00Z") };
  const events = (token: string | null, ...ids: readonly [string, string][]): HttpReply => ({
    body: {
      data: {
        events: ids.map(([email_id, action]) => ({ email_id, event: "delivered", custom_headers: { "X-Aicoo-Action": action } })),
        total_events: ids.length,
        continue_token: token,
      },
    },
  });

  it("searches by recipient from before the intent, and compares the header", async () => {
    server.reply(events(null, ["id-1", OTHER], ["id-2", ACTION_ID]));
    expect(await transport.lookUp(query)).toEqual({ kind: "found", ref: "id-2" });
    const [request] = server.received;
    expect(request?.path).toBe("/v3/activity/search");
    expect(request?.body).toEqual({
      start_date: "2026-03-01T23:25:00.000Z",
      search_recipient: "billing@azure.example",
      custom_headers: ["X-Aicoo-Action"],
      limit: 1000,
    });
  });

  it("does not take another action's mail, or a mail without the header, for this one", async () => {
    server.reply(events(null, ["id-1", OTHER], ["id-2", ""]));
    expect(await transport.lookUp(query)).toEqual({ kind: "not_found" });
    server.reply({
      body: { data: { events: [{ email_id: "id-3", custom_headers: null }, "what", {}], total_events: 3, continue_token: null } },
    });
    expect(await transport.lookUp(query)).toEqual({ kind: "not_found" });
  });

  it("reads on where the answer has more pages", async () => {
    server.reply(events("page-2", ["id-1", OTHER]), events(null, ["id-2", ACTION_ID]));
    expect(await transport.lookUp(query)).toEqual({ kind: "found", ref: "id-2" });
    expect(server.received[1]?.body["continue_token"]).toBe("page-2");
  });

  it.each<[string, HttpReply]>([
    ["429", { status: 429 }],
    ["500", { status: 500 }],
    ["a cut connection", "drop"],
    ["silence", "silence"],
    ["an answer that is none", { body: { data: { events: "none" } } }],
  ])("says that it could not ask, which is not the same as not found: %s", async (_what, reply) => {
    server.reply(reply);
    await expect(transport.lookUp(query)).rejects.toMatchObject({ code: "provider_unreachable" });
  });
});
