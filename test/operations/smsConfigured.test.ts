import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outboxCommand } from "#src/cli/commands/outbox.ts";
import { createOutput } from "#src/cli/output.ts";
import { resolveConfig } from "#src/config/config.ts";
import { readEnv } from "#src/config/env.ts";
import { readSecrets } from "#src/config/secrets.ts";
import { createSmsTransport } from "#src/main/sms.ts";
import type { SmsTransport } from "#src/operations/index.ts";
import { startSmsGateway } from "#simulator/sms/gateway.ts";
import { startSmtp2goSms } from "#simulator/sms/smtp2goSms.ts";
import { startTwilio } from "#simulator/sms/twilio.ts";
import { FROM, sms } from "./smsMessages.ts";

type Variables = Readonly<Record<string, string>>;

const COMPANY = {
  ODOO_URL: "https://odoo.example.com",
  ODOO_DB: "main",
  ODOO_LOGIN: "coo",
  ODOO_API_KEY: "odoo-key",
  SMTP_URL: "smtp://mail.example.com:587",
  MAIL_FROM: "accounts@example.com",
};

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(`${tmpdir()}/ai-coo-sms-`);
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const configOf = (variables: Variables) => resolveConfig(readEnv(variables), { dataDir });
const transportOf = (variables: Variables): SmsTransport | undefined =>
  createSmsTransport(configOf(variables), readSecrets(readEnv(variables))).sms;

describe("SMS as the environment configures them", () => {
  it("leave through the gateway at SMS_SERVER_URL", async () => {
    const gateway = await startSmsGateway();
    const variables = { ...COMPANY, SMS_SERVER_URL: `${gateway.url}/send`, SMS_API_KEY: gateway.apiKey, SMS_FROM_NUMBER: "ACME" };
    expect(await transportOf(variables)?.send(sms())).toEqual({ kind: "done", ref: "gw-1" });
    expect(gateway.sent()).toMatchObject([{ from: "ACME", text: sms().body }]);
    await gateway.stop();
  });

  it("leave through a gateway that SMS_GATEWAY describes", async () => {
    const gateway = await startSmsGateway({ dialect: "form" });
    const shape = {
      headers: { "x-api-key": "{key}" },
      form: { recipient: "{to}", originator: "{from}", body: "{text}" },
      id: "data.0.message_id",
    };
    const variables = {
      SMS_SERVER_URL: `${gateway.url}/send`,
      SMS_API_KEY: gateway.apiKey,
      SMS_FROM_NUMBER: FROM,
      SMS_GATEWAY: JSON.stringify(shape),
    };
    expect(await transportOf(variables)?.send(sms())).toEqual({ kind: "done", ref: "gw-1" });
    await gateway.stop();
  });

  it("leave through SMTP2GO with the key that mail has", async () => {
    const smtp2go = await startSmtp2goSms();
    const variables = {
      SMS_PROVIDER: "smtp2go",
      SMTP2GO_API_KEY: smtp2go.apiKey,
      SMTP2GO_URL: smtp2go.url,
      SMTP2GO_FROM_EMAIL: "a@acme.example",
    };
    expect((await transportOf(variables)?.send(sms()))?.kind).toBe("done");
    expect(smtp2go.sent()).toHaveLength(1);
    await smtp2go.stop();
  });

  it("leave through Twilio with the account's SID and token", async () => {
    const twilio = await startTwilio();
    const variables = {
      SMS_PROVIDER: "twilio",
      SMS_SERVER_URL: twilio.url,
      SMS_API_KEY: `${twilio.accountSid}:${twilio.apiKey}`,
      SMS_FROM_NUMBER: FROM,
    };
    expect((await transportOf(variables)?.send(sms()))?.kind).toBe("done");
    expect(twilio.sent()).toMatchObject([{ from: FROM }]);
    await twilio.stop();
  });

  it("do not leave at all in a company that configured none", () => {
    expect(configOf(COMPANY).sms).toEqual({ kind: "none" });
    expect(transportOf(COMPANY)).toBeUndefined();
  });

  it("go to an outbox in the demo, where they can be read", async () => {
    expect((await transportOf({})?.send(sms()))?.kind).toBe("done");
    const out = { text: "", write: (text: string) => (out.text += text) };
    await outboxCommand({ data: dataDir, full: true }, createOutput({ json: false, out, err: out }));
    expect(out.text).toMatch(/\+33612345678 {2}SMS\n {2}│ Bonjour, [^]*\n {2}│ Anna\n\n1 SMS in /);
  });

  it("are shown without a secret", () => {
    const variables = {
      SMS_SERVER_URL: "https://gw.example/send?token=geheim",
      SMS_API_KEY: "key-1",
      SMS_GATEWAY: '{"headers":{"x-key":"hunter2"}}',
      SMS_FROM_NUMBER: FROM,
    };
    expect(configOf(variables).sms).toEqual({ kind: "gateway", host: "gw.example", from: FROM });
  });
});

describe("what is refused", () => {
  it.each<[Variables, string]>([
    [{ SMS_API_KEY: "key-1" }, "SMS_SERVER_URL or SMS_PROVIDER must be set because SMS_API_KEY is"],
    [{ SMS_PROVIDER: "gateway" }, "SMS_SERVER_URL must be set because SMS_PROVIDER is gateway"],
    [{ SMS_SERVER_URL: "gw.example" }, "SMS_SERVER_URL must be an address"],
    [{ SMS_PROVIDER: "smtp2go" }, "SMS_API_KEY or SMTP2GO_API_KEY must be set"],
    [{ SMS_PROVIDER: "smtp2go", SMS_API_KEY: "k", SMS_FROM_NUMBER: "ACME" }, "SMS_FROM_NUMBER must be a number"],
    [{ SMS_PROVIDER: "smtp2go", SMS_API_KEY: "k", SMS_GATEWAY: "{}" }, "SMS_GATEWAY describes a gateway of your own"],
    [{ SMS_PROVIDER: "twilio", SMS_API_KEY: "token", SMS_FROM_NUMBER: FROM }, "SMS_API_KEY must be <Account SID>:<auth token>"],
    [{ SMS_PROVIDER: "twilio", SMS_API_KEY: `AC${"0".repeat(32)}:t` }, "SMS_FROM_NUMBER must be set"],
  ])("%o", (variables, message) => {
    expect(() => readEnv(variables)).toThrow(message);
  });

  it("a gateway whose shape is not usable", () => {
    const variables = { SMS_SERVER_URL: "https://gw.example/send", SMS_API_KEY: "k", SMS_FROM_NUMBER: FROM, SMS_GATEWAY: '{"jsn":{}}' };
    expect(() => transportOf(variables)).toThrow(expect.objectContaining({ code: "config_invalid" }));
  });
});
