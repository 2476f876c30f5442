import { appendFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { appendAuditEvent, readPublishedHeads, verifyAuditChain } from "#src/audit/index.ts";
import { getRestoreState, saveRestoreState } from "#src/db/access/restoreState.ts";
import { withTransaction } from "#src/db/index.ts";
import { headsFile, lockAfterRestore, publishMovedHead } from "#src/main/auditHeads.ts";
import { readRestore, unlockRestored } from "#src/main/restore.ts";
import { getStopSwitch, resumeExecution, stopExecution } from "#src/policy/index.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

let dataDir: string;
let databases: TestDatabase[];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "ai-coo-heads-"));
  databases = [];
});
afterEach(async () => {
  for (const database of databases) await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** A database in which so many things have happened. */
async function databaseWith(entries: readonly string[]): Promise<TestContext> {
  const database = await createTestDatabase();
  databases.push(database);
  const ctx = testContext(database.db);
  for (const entry of entries) await happen(ctx, entry);
  return ctx;
}
const happen = (ctx: TestContext, what: string) =>
  withTransaction(ctx, (inner) => appendAuditEvent(inner, { kind: "settings.changed", facts: { what } }));
const heads = () => readPublishedHeads(headsFile({ dataDir }));

test("the head is published where it has moved, and only there", async () => {
  const ctx = await databaseWith([]);
  await publishMovedHead(ctx, { dataDir, auditHeadsFile: undefined });
  expect(await heads()).toEqual([]);
  await happen(ctx, "one");
  await publishMovedHead(ctx, { dataDir, auditHeadsFile: undefined });
  await publishMovedHead(ctx, { dataDir, auditHeadsFile: undefined });
  await happen(ctx, "two");
  await publishMovedHead(ctx, { dataDir, auditHeadsFile: undefined });
  expect((await heads()).map(({ seq }) => seq)).toEqual([1, 2]);
});

describe("a database that was restored from a backup", () => {
  test("that ends before what was published stops everything and says so, once", async () => {
    await publishMovedHead(await databaseWith(["one", "two", "three"]), { dataDir, auditHeadsFile: undefined });
    const restored = await databaseWith(["one", "two"]);
    const reason = await lockAfterRestore(restored, { dataDir, auditHeadsFile: undefined });
    expect(reason).toMatch(/^Restored from a backup.*Entry 3 /);
    expect(await getStopSwitch(restored)).toMatchObject({ stopped: true, stoppedBy: "system:ai-coo", reason });

    // nobody lets it run before the other side was asked about what waits
    await expect(resumeExecution(restored, { reason: "in a hurry" })).rejects.toMatchObject({ code: "conflict" });
    await expect(unlockRestored(restored, { reason: "in a hurry" })).rejects.toMatchObject({ code: "conflict" });
    expect((await readRestore(restored)).restore).toMatchObject({ chain_seq: 2, published_seq: 3, looked_up_at: null, unlocked_at: null });
    await withTransaction(restored, async (inner) =>
      saveRestoreState(inner, { ...(await getRestoreState(inner))!, looked_up_at: restored.clock.now().toISOString() }),
    );

    // a person has looked: the next start does not ask again
    await unlockRestored(restored, { reason: "looked everything up" });
    await expect(unlockRestored(restored, { reason: "twice" })).rejects.toMatchObject({ code: "conflict" });
    expect(await lockAfterRestore(restored, { dataDir, auditHeadsFile: undefined })).toBeNull();
    expect((await getStopSwitch(restored)).stopped).toBe(false);
    // while what was published still shows what is missing
    expect(await verifyAuditChain(restored, { heads: await heads() })).toMatchObject({ ok: false });
  });

  test("is unlocked by whoever resumes, and a later unlock ends no other stop", async () => {
    await publishMovedHead(await databaseWith(["one", "two"]), { dataDir, auditHeadsFile: undefined });
    const restored = await databaseWith(["one"]);
    await lockAfterRestore(restored, { dataDir, auditHeadsFile: undefined });
    await withTransaction(restored, async (inner) =>
      saveRestoreState(inner, { ...(await getRestoreState(inner))!, looked_up_at: restored.clock.now().toISOString() }),
    );
    await resumeExecution(restored, { reason: "by the banner" });
    expect((await readRestore(restored)).restore).toMatchObject({ unlocked_at: restored.clock.now().toISOString() });

    await stopExecution(restored, { reason: "something else" });
    await expect(unlockRestored(restored, { reason: "late" })).rejects.toMatchObject({ code: "conflict" });
    expect((await getStopSwitch(restored)).reason).toBe("something else");
  });

  test("that went on for as long and longer is noticed by its entries", async () => {
    await publishMovedHead(await databaseWith(["one", "two"]), { dataDir, auditHeadsFile: undefined });
    const restored = await databaseWith(["one", "other", "more"]);
    expect(await lockAfterRestore(restored, { dataDir, auditHeadsFile: undefined })).toContain("has another entry there");
    expect((await getStopSwitch(restored)).stopped).toBe(true);
  });
});

test.each<[string, (ctx: TestContext) => Promise<unknown>]>([
  ["nothing was published", async () => {}],
  [
    "the newest entries were not published yet",
    async (ctx) => [await publishMovedHead(ctx, { dataDir, auditHeadsFile: undefined }), await happen(ctx, "later")],
  ],
  [
    "only another organisation's are there",
    async (ctx) => publishMovedHead({ ...ctx, orgId: "org-other" }, { dataDir, auditHeadsFile: undefined }),
  ],
  [
    "a crash cut the last line off",
    async (ctx) => [
      await publishMovedHead(ctx, { dataDir, auditHeadsFile: undefined }),
      await appendFile(headsFile({ dataDir }), '{"org_id":"org-acme","seq":9,"ha'),
    ],
  ],
])("the database that was left runs on: %s", async (_name, prepare) => {
  const ctx = await databaseWith(["one"]);
  await prepare(ctx);
  expect(await lockAfterRestore(ctx, { dataDir, auditHeadsFile: undefined })).toBeNull();
  expect((await getStopSwitch(ctx)).stopped).toBe(false);
});

describe("a second file of heads", () => {
  const places = () => ({ dataDir, auditHeadsFile: join(dataDir, "elsewhere", "heads.jsonl") });

  test("shows a restore that brought the first one back with the database", async () => {
    const ctx = await databaseWith(["one", "two", "three"]);
    await publishMovedHead(ctx, places());
    await rm(headsFile({ dataDir }));
    const restored = await databaseWith(["one"]);
    await publishMovedHead(restored, { dataDir, auditHeadsFile: undefined });
    expect(await lockAfterRestore(restored, { dataDir, auditHeadsFile: undefined })).toBeNull();
    expect(await lockAfterRestore(restored, places())).toContain("Entry 3 ");
    expect(await lockAfterRestore(restored, places())).toBeNull();
  });

  test("that cannot be read is named, after the first one was looked at", async () => {
    await mkdir(places().auditHeadsFile, { recursive: true });
    const unreadable = { code: "config_invalid", message: expect.stringContaining("heads.jsonl") as string };
    await expect(lockAfterRestore(await databaseWith(["one"]), places())).rejects.toMatchObject(unreadable);

    await publishMovedHead(await databaseWith(["one", "two"]), { dataDir, auditHeadsFile: undefined });
    const restored = await databaseWith(["one"]);
    await expect(lockAfterRestore(restored, places())).rejects.toMatchObject({ code: "config_invalid" });
    expect((await getStopSwitch(restored)).stopped).toBe(true);
  });

  test("that cannot be written is named, and the first one is written all the same", async () => {
    const ctx = await databaseWith(["one"]);
    await mkdir(places().auditHeadsFile, { recursive: true });
    await expect(publishMovedHead(ctx, places())).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("heads.jsonl"),
    });
    expect((await heads()).map(({ seq }) => seq)).toEqual([1]);
  });
});
