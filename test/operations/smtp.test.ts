import { simpleParser } from "mailparser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MailTransport, smtpTransport } from "#src/operations/index.ts";
import { ACTION_ID, mail } from "./mails.ts";
import { type Reply, type ScriptedSmtp, startScriptedSmtp, type Step } from "./scriptedSmtp.ts";

let server: ScriptedSmtp;
let transport: MailTransport;

beforeEach(async () => {
  server = await startScriptedSmtp();
  transport = smtpTransport({ url: `smtp://127.0.0.1:${server.port}`, from: "ACME Ltd <accounts@acme.example>", timeoutMs: 100 });
});
afterEach(() => server.stop());

describe("a mail over SMTP", () => {
  it("arrives as it was approved, with the action's Message-ID and header", async () => {
    expect(await transport.send(mail({ cc: ["boss@azure.example"] }))).toEqual({ kind: "done", ref: `<${ACTION_ID}@ai-coo>` });
    const parsed = await simpleParser(server.messages[0]!.replaceAll(/^\.\./gm, "."));
    expect(parsed.messageId).toBe(`<${ACTION_ID}@ai-coo>`);
    expect(parsed.headers.get("x-aicoo-action")).toBe(ACTION_ID);
    expect(parsed.headers.get("content-language")).toBe("fr");
    expect(parsed.subject).toBe("Facture échue: 1 250,00 €");
    expect(parsed.text?.trim()).toBe("Bonjour,\n\n.la facture INV/2026/00017 est échue.");
    expect(parsed.from?.value).toEqual([{ name: "ACME Ltd", address: "accounts@acme.example" }]);
    expect(parsed.to).toMatchObject({ value: [{ address: "billing@azure.example" }] });
    expect(parsed.cc).toMatchObject({ value: [{ address: "boss@azure.example" }] });
    expect(parsed.replyTo?.value).toMatchObject([{ address: "owner@company.example" }]);
    expect(parsed.date).toEqual(new Date("2026-03-02T09:00:00Z"));
    expect(server.commands.filter((line) => /^(MAIL|RCPT)/.test(line)).map((line) => /<(.*?)>/.exec(line)?.[1])).toEqual([
      "accounts@acme.example",
      "billing@azure.example",
      "boss@azure.example",
    ]);
  });

  it("carries the HTML beside the text", async () => {
    await transport.send(mail({ html: "<p>Bonjour <b>vous</b></p>" }));
    const parsed = await simpleParser(server.messages[0]!);
    expect(parsed.html).toContain("<b>vous</b>");
    expect(parsed.text).toContain("Bonjour");
  });

  it("has no look-up", async () => {
    expect(await transport.lookUp({ actionId: ACTION_ID, recipient: "billing@azure.example", since: new Date(0) })).toEqual({
      kind: "unsupported",
    });
  });
});

describe("what goes wrong over SMTP", () => {
  it.each<Reply>(["250-queued\r\n550 or not", "2500 ok", "354 go ahead", "220 ready again", "251 will forward"] as Reply[])(
    "%j is no answer to a message",
    async (reply) => {
      server.answer("message", reply);
      expect((await transport.send(mail())).kind).toBe("unknown");
    },
  );

  it("repeats no password that the server repeats", async () => {
    const strict = await startScriptedSmtp({ auth: true });
    const password = "a+password/of=ours";
    const login = Buffer.from(`\u0000robot\u0000${password}`).toString("base64");
    strict.answer("auth", `535 not accepted: ${login} ${password}`);
    const url = `smtp://robot:${encodeURIComponent(password)}@127.0.0.1:${strict.port}`;
    const outcome = await smtpTransport({ url, from: "a@acme.example", timeoutMs: 100 }).send(mail());
    await strict.stop();
    expect(outcome).toMatchObject({ kind: "retry", reason: expect.stringContaining("[key]") });
    expect(JSON.stringify(outcome)).not.toContain(password);
    expect(JSON.stringify(outcome)).not.toContain(login);
  });

  it.each<[Step, Reply, "retry" | "final" | "unknown"]>([
    ["greeting", "drop", "retry"],
    ["greeting", "silence", "retry"],
    ["greeting", "421 too busy", "retry"],
    ["greeting", "554 go away", "final"],
    ["ehlo", "drop", "retry"],
    ["mail", "451 later", "retry"],
    ["mail", "550 sender not allowed", "final"],
    ["rcpt", "450 greylisted", "retry"],
    ["rcpt", "550 no such user", "final"],
    ["rcpt", "drop", "retry"],
    ["rcpt", "silence", "retry"],
    ["data", "451 later", "retry"],
    ["data", "554 no", "final"],
    // From here on the server holds the message.
    ["message", "452 disk full", "retry"],
    ["message", "550 looks like spam", "final"],
    ["message", "drop", "unknown"],
    ["message", "silence", "unknown"],
  ])("at %s, answered with %s: %s", async (step, reply, kind) => {
    server.answer(step, reply);
    const outcome = await transport.send(mail());
    expect(outcome.kind).toBe(kind);
    expect(server.messages).toHaveLength(step === "message" ? 1 : 0);
  });

  it("tells why, in the server's words", async () => {
    server.answer("rcpt", "550 no such user here");
    expect(await transport.send(mail())).toEqual({ kind: "final", reason: "The mail server refused the mail: 550 no such user here" });
  });

  it("is worth a retry when nobody listens", async () => {
    await server.stop();
    expect((await transport.send(mail())).kind).toBe("retry");
  });

  it("is worth a retry when the login is refused, and never shows the password", async () => {
    await server.stop();
    server = await startScriptedSmtp({ auth: true });
    server.answer("auth", "535 5.7.8 wrong");
    const secured = smtpTransport({ url: `smtp://user:hunter2@127.0.0.1:${server.port}`, from: "accounts@acme.example", timeoutMs: 100 });
    const outcome = await secured.send(mail());
    expect(outcome.kind).toBe("retry");
    expect(JSON.stringify(outcome)).not.toContain("hunter2");
    expect(server.messages).toHaveLength(0);
  });

  it("asks a person when one of two recipients was refused: the other has the mail", async () => {
    server.answer("rcpt", "550 no such user", "b@azure.example");
    const outcome = await transport.send(mail({ to: ["a@azure.example", "b@azure.example"] }));
    expect(outcome).toMatchObject({ kind: "unknown", reason: expect.stringContaining("b@azure.example") });
  });

  it("is nothing when only a copy was refused", async () => {
    server.answer("rcpt", "550 no such user", "boss@azure.example");
    expect((await transport.send(mail({ cc: ["boss@azure.example"] }))).kind).toBe("done");
  });
});

describe("what could add a header or a recipient", () => {
  it.each<[string, Parameters<typeof mail>[0]]>([
    ["a line break in the subject", { subject: "Hello\r\nBcc: thief@evil.example" }],
    ["a line break in an address", { to: ["a@azure.example\r\nBcc: thief@evil.example"] }],
    ["two addresses in one", { to: ["a@azure.example, thief@evil.example"] }],
    ["a name with an address", { to: ["Azure <thief@evil.example>"] }],
    ["a line break in the reply address", { replyTo: "a@azure.example\nBcc: thief@evil.example" }],
    ["a line break in the language", { language: "fr\r\nBcc: thief@evil.example" }],
    ["a line break in the Message-ID", { messageId: "<a@ai-coo>\r\nBcc: <thief@evil.example>" }],
    ["a path for an action id", { actionId: "../../etc/passwd" }],
    ["no recipient", { to: [] }],
  ])("never leaves: %s", async (_what, over) => {
    expect((await transport.send(mail(over))).kind).toBe("final");
    expect(server.commands).toEqual([]);
  });

  it("is harmless in the body", async () => {
    await transport.send(mail({ text: "Bcc: thief@evil.example\n.\nMAIL FROM:<x@y.example>\n" }));
    expect(server.messages).toHaveLength(1);
    expect(server.commands.filter((line) => line.startsWith("MAIL"))).toHaveLength(1);
    expect((await simpleParser(server.messages[0]!)).bcc).toBeUndefined();
  });
});
