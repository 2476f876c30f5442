import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { installProduct, type Product } from "#test/support/product.ts";

let database: TestDatabase;
let product: Product;
let folder: string;
beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), mkdtemp(join(tmpdir(), "ai-coo-cli-"))]);
  // None of these commands asks Odoo or the mail server for anything.
  const nowhere = { url: "http://127.0.0.1:9", database: "none", login: "none", apiKey: "none" };
  product = await installProduct({
    databaseUrl: database.connectionString,
    odoo: { ...nowhere, adminLogin: "none", adminApiKey: "none" },
    smtpUrl: "smtp://127.0.0.1:9",
  });
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

interface Refusal {
  readonly code: string;
  readonly message: string;
}

async function refused(...args: readonly string[]): Promise<Refusal> {
  const { code, stderr } = await product.run(...args, "--json");
  expect(code).toBe(1);
  return (JSON.parse(stderr) as { error: Refusal }).error;
}

async function auditKinds(): Promise<string[]> {
  const { stdout } = await product.run("audit", "export");
  return stdout
    .trim()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse((JSON.parse(line) as { entry: string }).entry) as { kind: string }).kind);
}

describe("the emergency stop", () => {
  test("stops with a reason, says so in the status, and resumes; each leaves a trace", async () => {
    expect(await product.json("status")).toMatchObject({ orgId: "main", processes: [], stop: { stopped: false }, auditHead: null });
    expect(await product.json("stop", "--reason", "wrong amounts")).toMatchObject({ stopped: true, reason: "wrong amounts" });
    expect(await product.json("status")).toMatchObject({ stop: { stopped: true, reason: "wrong amounts" }, auditHead: { seq: 1 } });
    expect((await product.run("status")).stdout).toMatch(/emergency stop +ON since .*wrong amounts/);
    expect((await product.run("stop", "--reason", "again")).stdout).toContain("Stopped already");
    expect(await product.json("resume", "--reason", "corrected")).toMatchObject({ stopped: false });
    expect(await auditKinds()).toEqual(["switch.stopped", "switch.started"]);
  });

  test("wants a reason", async () => {
    expect((await product.run("stop")).code).toBe(2);
    expect(await refused("stop", "--reason", "  ")).toMatchObject({ code: "invalid_input" });
  });
});

describe("settings", () => {
  test("are shown with their defaults, and changed where the JSON says so and nowhere else", async () => {
    expect(await product.json("settings", "show")).toMatchObject({
      analysis: { reminders: { graceDays: 3 } },
      outreach: { businessHours: { start: "09:00", end: "17:00" } },
      recommender: { expiryHours: 24 },
      guardrails: { minApprovals: { critical: 2 } },
    });
    await product.json("settings", "set", "outreach", '{"timezone": "Europe/Paris"}');
    const file = join(folder, "outreach.json");
    await writeFile(file, '{"businessHours": {"end": "16:00"}}');
    await product.json("settings", "set", "outreach", `@${file}`);
    expect(await product.json("settings", "show", "outreach")).toMatchObject({
      outreach: { timezone: "Europe/Paris", businessHours: { start: "09:00", end: "16:00" } },
    });
    await product.json("settings", "set", "outreach", "{}", "--replace");
    expect(await product.json("settings", "show", "outreach")).toMatchObject({
      outreach: { timezone: "UTC", businessHours: { end: "17:00" } },
    });
    await product.json("settings", "set", "guardrails", '{"minApprovals": {"high": 2}}');
    expect(await product.json("settings", "show", "guardrails")).toMatchObject({
      guardrails: { minApprovals: { high: 2, critical: 2 } },
    });
    expect((await auditKinds()).slice(-4)).toEqual(["settings.changed", "settings.changed", "settings.changed", "guardrails.changed"]);
  });

  test.each([
    ["an unknown area", ["colours", "{}"], "no area"],
    ["what is no JSON", ["outreach", "{timezone"], "not JSON"],
    ["a file that is not there", ["outreach", "@/nowhere/outreach.json"], "cannot be read"],
  ])("%s is refused by name", async (_name, args, named) => {
    const { code, message } = await refused("settings", "set", ...args);
    expect(code).toBe("invalid_input");
    expect(message).toContain(named);
  });
});

test("ids together with --all-pending are refused, because one of them would be ignored", async () => {
  const { code, message } = await refused("actions", "approve", "--all-pending", "0a1b2c3d");
  expect([code, message]).toEqual(["invalid_input", expect.stringContaining("nothing was approved")]);
});

test("a copy of the published heads is only read, and a chain that does not fit it is refused", async () => {
  await product.json("stop", "--reason", "to have an entry");
  await product.json("resume", "--reason", "to have another");
  await product.json("audit", "verify");
  const own = join(product.dataDir, "audit-heads.jsonl");
  const copy = join(folder, "copy.jsonl");
  await writeFile(copy, await readFile(own));
  await chmod(copy, 0o400);
  await product.json("stop", "--reason", "to move the head");
  await product.json("audit", "verify", "--heads", copy);
  expect((await readFile(copy, "utf8")).length).toBeLessThan((await readFile(own, "utf8")).length);
  await product.json("resume", "--reason", "to move it again");
  const before = (await readFile(own, "utf8")).length;
  expect((await product.run("audit", "export")).code).toBe(0);
  expect((await readFile(own, "utf8")).length).toBeGreaterThan(before);
});

test("an address is put on the list, shown, and taken off again", async () => {
  expect(await product.json("suppress", "add", " Jeanne@Atelier.example ", "--reason", "asked by phone")).toMatchObject({
    address: "jeanne@atelier.example",
    added: true,
  });
  expect(await product.json("suppress", "list")).toMatchObject({
    suppressions: [{ channel: "email", address: "jeanne@atelier.example", reason: "manual", source: "asked by phone" }],
  });
  expect(await refused("suppress", "add", "nobody", "--reason", "x")).toMatchObject({ code: "invalid_input" });
  await product.json("suppress", "remove", "jeanne@atelier.example", "--reason", "asked again");
  expect(await product.json("suppress", "list")).toEqual({ suppressions: [] });
  expect(await refused("suppress", "remove", "jeanne@atelier.example", "--reason", "x")).toMatchObject({ code: "not_found" });
  expect((await auditKinds()).slice(-2)).toEqual(["suppression.added", "suppression.removed"]);
});

describe("a file of published heads that cannot be read", () => {
  test("keeps nobody from stopping, and is named to whoever would start something", async () => {
    const heads = join(product.dataDir, "audit-heads.jsonl");
    await rm(heads, { force: true });
    await mkdir(heads);
    expect(await product.json("stop", "--reason", "something is wrong")).toMatchObject({ stopped: true });
    expect(await product.json("status")).toMatchObject({ stop: { stopped: true } });
    expect((await product.run("status")).stdout).toContain(heads);
    expect(await refused("resume", "--reason", "looks fine")).toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining(heads) as string,
    });
    // last, because it stays locked
    expect(await product.json("restore", "lock", "--reason", "the backup of Monday")).toMatchObject({
      stopped: true,
      restore: { unlocked_at: null },
    });
  });
});
