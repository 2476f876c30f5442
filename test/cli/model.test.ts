import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startModelServer, type ModelServer } from "#simulator/model/index.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { runCommand, type CommandResult } from "#test/support/product.ts";

/** `ai-coo model`, as people run it: against the scripted server, on the simulated company. */

let database: TestDatabase;
let folder: string;
let server: ModelServer;
beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), mkdtemp(join(tmpdir(), "ai-coo-model-"))]);
});
beforeEach(async () => {
  server = await startModelServer();
});
afterEach(() => server[Symbol.asyncDispose]());
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Each command is a process; a busy machine takes seconds for one. */
const TIMEOUT_MS = 240_000;

interface Failed {
  readonly error: { readonly code: string; readonly message: string; readonly next: string; readonly details: { readonly reason: string } };
}

/** Runs a command with a key and the server's address, unless told otherwise; an undefined variable is not set. */
function run(args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}): Promise<CommandResult> {
  return runCommand(args, {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    DATA_DIR: folder,
    DATABASE_URL: database.connectionString,
    LOG_LEVEL: "trace",
    ANTHROPIC_API_KEY: server.apiKey,
    ANTHROPIC_BASE_URL: server.url,
    ...env,
  });
}

/** What the failed test says, on both streams; the key is on neither. */
async function failing(env: Readonly<Record<string, string | undefined>> = {}) {
  const { code, stdout, stderr } = await run(["model", "test", "--json"], env);
  expect(code).toBe(1);
  expect(stdout + stderr).not.toContain(env["ANTHROPIC_API_KEY"] ?? server.apiKey);
  const { error } = JSON.parse(stderr.slice(stderr.indexOf('{\n  "error"'))) as Failed;
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, reason: error.details.reason, sentence: error.message, next: error.next });
  return { code: error.code, reason: error.details.reason, next: error.next };
}

test(
  "a model that answers is ready, and what it cost stands in the usage",
  async () => {
    server.script({ kind: "json", value: { ready: true } }, { kind: "json", value: { ready: true } });
    const asked = await run(["model", "test"]);
    expect(asked).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ready {2}claude-sonnet-5-5 at http:\/\/127\S+ answered in \d+ ms: \d+ tokens in/) as string,
    });
    const json = JSON.parse((await run(["model", "test", "--json"])).stdout) as { ok: boolean; usage: { costUsd: number } };
    expect(json).toMatchObject({ ok: true, usage: { tries: 1, isAssumed: false } });

    const month = JSON.parse((await run(["model", "usage", "--json"])).stdout) as { spentUsd: number; leftUsd: number };
    expect(month).toMatchObject({
      configured: true,
      enabled: true,
      budgetUsd: 20,
      heldUsd: 0,
      uses: [{ purpose: "test", model: "claude-sonnet-5-5", requests: 2, answered: 2 }],
    });
    expect(month.spentUsd).toBeCloseTo(json.usage.costUsd * 2, 10);
    expect(month.leftUsd).toBeCloseTo(20 - month.spentUsd, 10);
    expect((await run(["model", "usage"])).stdout).toMatch(
      /purpose +model +requests[^]*test +claude-sonnet-5-5 +2 +2[^]*spent \$0\.00\d\d of \$20\.0000, left \$19\.99\d\d/,
    );
  },
  TIMEOUT_MS,
);

test(
  "a model that does not is told apart by what is wrong, with what to do",
  async () => {
    expect(await failing({ ANTHROPIC_API_KEY: undefined })).toMatchObject({
      code: "config_invalid",
      reason: "not_configured",
      next: expect.stringContaining("ANTHROPIC_API_KEY") as string,
    });

    server.script({ refused: 401 }, { refused: 404 }, { kind: "raw", body: "<html>Sign in</html>" });
    expect(await failing({ ANTHROPIC_API_KEY: "sk-ant-revoked-key" })).toMatchObject({ code: "config_invalid", reason: "key_refused" });
    expect(await failing({ ANTHROPIC_MODEL: "claude-sonnet-9" })).toMatchObject({ code: "config_invalid", reason: "model_unknown" });
    expect(await failing()).toMatchObject({ code: "provider_refused", reason: "malformed" });
    expect(await failing({ ANTHROPIC_BASE_URL: "http://127.0.0.1:1" })).toMatchObject({
      code: "provider_unreachable",
      reason: "unavailable",
      next: expect.stringContaining("ANTHROPIC_BASE_URL") as string,
    });
  },
  TIMEOUT_MS,
);

test(
  "the organisation's settings count from the next call on",
  async () => {
    await run(["settings", "set", "model", '{"monthlyBudgetUsd": 0.001}']);
    expect(await failing()).toMatchObject({
      code: "conflict",
      reason: "over_budget",
      next: expect.stringContaining("settings set model") as string,
    });
    await run(["settings", "set", "model", '{"enabled": false}']);
    expect(await failing()).toMatchObject({ code: "config_invalid", reason: "switched_off" });
    expect((await run(["model", "usage"])).stdout).toContain("The organisation has switched the model off.");
    const refused = await run(["settings", "set", "model", '{"prices": {"claude-sonnet-5-5": {"input": -1}}}']);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("prices.claude-sonnet-5-5.input") as string });
  },
  TIMEOUT_MS,
);
