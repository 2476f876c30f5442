import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { resolveCommonConfig, resolveConfig } from "#src/config/config.ts";
import { configurationPage } from "#src/config/document.ts";
import { readEnv, readWebEnv } from "#src/config/env.ts";
import { readSecrets } from "#src/config/secrets.ts";

const ODOO = { ODOO_URL: "https://odoo.example.com", ODOO_DB: "main", ODOO_LOGIN: "coo", ODOO_API_KEY: "odoo-key" };
const SMTP = { SMTP_URL: "smtp://user:hunter2@mail.example.com:587", MAIL_FROM: "accounts@example.com" };

describe("with nothing configured", () => {
  test("everything runs on this machine", () => {
    const config = resolveConfig(readEnv({}));
    expect(config).toMatchObject({
      host: "127.0.0.1",
      database: "embedded",
      odoo: { kind: "simulated", release: 19 },
      mail: { kind: "outbox" },
    });
  });

  test("an empty variable counts as not set", () => {
    expect(resolveConfig(readEnv({ ODOO_URL: "", PORT: "" })).odoo.kind).toBe("simulated");
  });

  test("the command line goes before the environment", () => {
    expect(resolveConfig(readEnv({ PORT: "8080" }), { port: 9090 }).port).toBe(9090);
  });
});

describe("with an Odoo and a mail server", () => {
  test("the configuration holds no secret", () => {
    const env = readEnv({ ...ODOO, ...SMTP, DATABASE_URL: "postgres://app:geheim@db/main" });
    const shown = JSON.stringify(resolveConfig(env));
    for (const secret of ["odoo-key", "hunter2", "geheim"]) expect(shown).not.toContain(secret);
    expect(readSecrets(env)).toMatchObject({ odooApiKey: "odoo-key", databaseUrl: "postgres://app:geheim@db/main" });
  });

  test("SMTP2GO goes before SMTP", () => {
    const env = readEnv({ ...ODOO, ...SMTP, SMTP2GO_API_KEY: "api-1", SMTP2GO_FROM_EMAIL: "accounts@example.com" });
    expect(resolveConfig(env).mail).toMatchObject({ kind: "smtp2go", from: "accounts@example.com" });
  });
});

describe("with a key for Claude", () => {
  const config = (env: Record<string, string>) => resolveConfig(readEnv({ ANTHROPIC_API_KEY: "sk-ant-geheim", ...env }));

  test("the default model is asked at Anthropic, and the key is a secret", () => {
    expect(config({}).model).toEqual({ model: "claude-sonnet-5-5", baseUrl: "https://api.anthropic.com" });
    expect(JSON.stringify(config({}))).not.toContain("geheim");
    expect(readSecrets(readEnv({ ANTHROPIC_API_KEY: "sk-ant-geheim" })).anthropicApiKey).toBe("sk-ant-geheim");
  });

  test.each([
    "https://proxy.example.com/claude",
    "https://proxy.example.com/claude/",
    "https://proxy.example.com/claude/v1",
    "https://proxy.example.com/claude/v1/",
  ])("the address of a proxy may be written as %s", (address) => {
    expect(config({ ANTHROPIC_BASE_URL: address }).model.baseUrl).toBe("https://proxy.example.com/claude");
  });
});

describe("what is refused", () => {
  test.each([
    [{ PORT: "eighty" }, "PORT must be a port number"],
    [{ ODOO_URL: "odoo.example.com" }, "ODOO_URL must be an address"],
    [{ ...SMTP, ODOO_URL: ODOO.ODOO_URL }, "ODOO_API_KEY must be set because ODOO_URL is"],
    [ODOO, "SMTP_URL or SMTP2GO_API_KEY must be set because ODOO_URL is"],
    [{ SMTP_URL: SMTP.SMTP_URL }, "MAIL_FROM must be set because SMTP_URL is"],
    [{ ANTHROPIC_API_KEY: "sk ant" }, "ANTHROPIC_API_KEY must be a key without spaces"],
    [{ ANTHROPIC_MODEL: "Claude Sonnet" }, "ANTHROPIC_MODEL must be the id of a model"],
    [{ ANTHROPIC_BASE_URL: "http://proxy.example.com" }, "ANTHROPIC_BASE_URL must begin with https unless it is on this machine"],
    [{ ANTHROPIC_BASE_URL: "https://user:pass@proxy.example.com" }, "ANTHROPIC_BASE_URL must not hold a user"],
    [{ ANTHROPIC_BASE_URL: "https://proxy.example.com?key=1" }, "ANTHROPIC_BASE_URL must not have a query"],
    [{ AUTH_SECRET: "short" }, "AUTH_SECRET must have at least 32 characters"],
  ])("%o", (env, message) => {
    expect(() => readEnv(env)).toThrow(message);
  });

  test("every fault is named at once", () => {
    expect(() => readEnv({ PORT: "-1", LOG_LEVEL: "loud" })).toThrow(/PORT[^]*LOG_LEVEL/);
  });
});

describe("the process of the page", () => {
  const DATABASE_URL = "postgres://app@db/main";
  const organisation = (env: Record<string, string>) => resolveCommonConfig(readWebEnv(env).env).organisation.id;

  test("serves the organisation of the workers, or says what it needs to know", () => {
    expect(() => readWebEnv({ DATABASE_URL })).toThrow(
      expect.objectContaining({
        code: "config_invalid",
        message: expect.stringContaining("ORG_ID or ODOO_URL must be set because DATABASE_URL is") as string,
      }),
    );
    // the address alone will do: the page reads no key, and so needs none that goes with it
    expect(organisation({ DATABASE_URL, ODOO_URL: ODOO.ODOO_URL })).toBe(
      resolveConfig(readEnv({ DATABASE_URL, ...ODOO, ...SMTP })).organisation.id,
    );
    expect(organisation({ DATABASE_URL, ORG_ID: "acme" })).toBe("acme");
    expect(organisation({})).toBe("demo");
  });

  test("reads no key that opens a door to the outside", () => {
    const env: Record<string, string> = {
      ...ODOO,
      ...SMTP,
      AUDIT_WEBHOOK_URL: "https://witness.example.com/k3y",
      AUDIT_WEBHOOK_KEY: "k3y",
      ANTHROPIC_API_KEY: "k3y",
    };
    expect(readWebEnv(env).withheld.toSorted()).toEqual([
      "ANTHROPIC_API_KEY",
      "AUDIT_WEBHOOK_KEY",
      "AUDIT_WEBHOOK_URL",
      "ODOO_API_KEY",
      "SMTP_URL",
    ]);
    expect(Object.keys(env).toSorted()).toEqual(["MAIL_FROM", "ODOO_DB", "ODOO_LOGIN", "ODOO_URL"]);
  });
});

test("docs/configuration.md is the page the schema writes", () => {
  expect(readFileSync("docs/configuration.md", "utf8")).toBe(configurationPage());
});
