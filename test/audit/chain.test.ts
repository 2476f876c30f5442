import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  appendAuditEvent,
  appendAuditEvents,
  AUDIT_KINDS,
  exportAudit,
  publishHead,
  readPublishedHeads,
  verifyAuditChain,
  verifyLines,
  type AuditLine,
} from "#src/audit/index.ts";
import { type Context, withTransaction } from "#src/db/index.ts";
import { testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 12 });
  folder = await mkdtemp(join(tmpdir(), "ai-coo-audit-"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const actionId = "0195fe3d-0000-7000-8000-000000000001";

async function write(ctx: Context, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    await withTransaction(ctx, (inner) => appendAuditEvent(inner, { kind: "action.effect", actionId, version: 1, facts: { n } }));
  }
}

async function linesOf(ctx: Context): Promise<AuditLine[]> {
  const lines: AuditLine[] = [];
  for await (const line of exportAudit(ctx)) lines.push(JSON.parse(line) as AuditLine);
  return lines;
}

describe("writing", () => {
  test("an entry says who, what, when, about which version, and follows the one before", async () => {
    const ctx = testContext(database.db, { orgId: "org-one", actor: "user:anna", now: "2026-03-02T10:15:30.123Z" });
    await withTransaction(ctx, async (inner) => {
      await appendAuditEvent(inner, {
        kind: "action.approved",
        actionId,
        version: 2,
        fingerprint: "f".repeat(64),
        facts: { given: 1, needed: 1 },
      });
      await appendAuditEvent(inner, { kind: "switch.stopped" });
    });
    const [first, second] = await linesOf(ctx);
    expect(JSON.parse(first!.entry)).toEqual({
      format: 1,
      org_id: "org-one",
      seq: 1,
      at: "2026-03-02T10:15:30.123Z",
      kind: "action.approved",
      actor: "user:anna",
      action_id: actionId,
      version: 2,
      fingerprint: "f".repeat(64),
      facts: { given: 1, needed: 1 },
    });
    expect(first).toMatchObject({ seq: 1, prev_hash: "0".repeat(64) });
    expect(second).toMatchObject({ seq: 2, prev_hash: first!.hash });
  });

  test("an entry is there exactly when its transaction is", async () => {
    const ctx = testContext(database.db, { orgId: "org-rollback" });
    await write(ctx, 1);
    const failing = withTransaction(ctx, async (inner) => {
      await appendAuditEvent(inner, { kind: "switch.stopped" });
      throw new Error("the change failed");
    });
    await expect(failing).rejects.toThrow("the change failed");
    expect(await linesOf(ctx)).toHaveLength(1);
  });

  test("when the entry cannot be written, the change it records is not made either", async () => {
    const ctx = testContext(database.db, { orgId: "org-closed" });
    const unwritable = withTransaction(ctx, async (inner) => {
      await inner.tx.execute("insert into ai_coo.guardrails (org_id, updated_at) values ('org-closed', now())");
      await appendAuditEvent(inner, { kind: "switch.stopped", facts: { rate: Number.NaN } });
    });
    await expect(unwritable).rejects.toThrow(/NaN/);
    const left = await withTransaction(ctx, ({ tx }) => tx.execute("select 1 from ai_coo.guardrails"));
    expect(left.rowCount).toBe(0);
  });

  test("a savepoint that is taken back takes its entries back, and only those", async () => {
    const ctx = testContext(database.db, { orgId: "org-savepoint" });
    await withTransaction(ctx, async (inner) => {
      await inner.tx
        .transaction(async (savepoint) => {
          await appendAuditEvent({ ...inner, tx: savepoint }, { kind: "switch.stopped", facts: { lost: true } });
          throw new Error("back to the savepoint");
        })
        .catch(() => {});
      await appendAuditEvent(inner, { kind: "switch.started" });
    });
    expect((await linesOf(ctx)).map(({ entry }) => entry)).toEqual([expect.stringContaining("switch.started")]);
  });

  test("eight writers at once leave one chain without a fork or a gap, whose entries keep each transaction together", async () => {
    const ctx = testContext(database.db, { orgId: "org-busy" });
    const transactions = 25;
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; n < transactions; n++) {
          await withTransaction({ ...ctx, actor: `agent:w${writer}` }, (inner) =>
            appendAuditEvents(inner, [
              { kind: "action.intent", actionId, facts: { n } },
              { kind: "action.effect", actionId, facts: { n } },
            ]),
          );
        }
      }),
    );
    const lines = await linesOf(ctx);
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: true, length: 8 * transactions * 2 });
    expect(new Set(lines.map((line) => line.prev_hash)).size).toBe(lines.length);
    const said = lines.map((line) => JSON.parse(line.entry) as { actor: string; kind: string; facts: { n: number } });
    for (let index = 0; index < said.length; index += 2) {
      expect(said[index + 1]).toMatchObject({ kind: "action.effect", actor: said[index]?.actor, facts: said[index]?.facts });
    }
  });

  test("each organisation has a chain of its own", async () => {
    const [one, other] = ["org-x", "org-y"].map((orgId) => testContext(database.db, { orgId }));
    await write(one!, 3);
    await write(other!, 1);
    expect(await verifyAuditChain(one!)).toMatchObject({ ok: true, length: 3 });
    expect(await verifyAuditChain(other!)).toMatchObject({ ok: true, length: 1 });
  });

  test("the kinds are a closed list without repetition", () => {
    expect(new Set(AUDIT_KINDS).size).toBe(AUDIT_KINDS.length);
  });
});

describe("verifying", () => {
  test("an empty chain is a valid one", async () => {
    expect(await verifyAuditChain(testContext(database.db, { orgId: "org-empty" }))).toEqual({ ok: true, length: 0, head: null });
  });

  test("the export alone is enough, and a chain longer than a page is walked to its end", async () => {
    const ctx = testContext(database.db, { orgId: "org-long" });
    await withTransaction(ctx, (inner) =>
      appendAuditEvents(
        inner,
        Array.from({ length: 2_345 }, (_, n) => ({ kind: "action.effect" as const, actionId, facts: { n } })),
      ),
    );
    const lines = await linesOf(ctx);
    expect(lines).toHaveLength(2_345);
    expect(await verifyLines(lines, { orgId: "org-long" })).toEqual(await verifyAuditChain(ctx));
  });

  test("a published head of the same chain confirms it, and the chain may have grown since", async () => {
    const ctx = testContext(database.db, { orgId: "org-head" });
    const file = join(folder, "heads", "audit-head.jsonl");
    expect(await publishHead(ctx, file)).toBeNull();
    await write(ctx, 2);
    const head = await publishHead(ctx, file);
    expect(head).toMatchObject({ org_id: "org-head", seq: 2, published_at: ctx.clock.now().toISOString() });
    await write(ctx, 1);
    await publishHead(ctx, file);
    const heads = await readPublishedHeads(file);
    expect(heads.map(({ seq }) => seq)).toEqual([2, 3]);
    expect(await verifyAuditChain(ctx, { heads })).toMatchObject({ ok: true, length: 3 });
  });

  test("heads of other organisations in the same file do not matter; a damaged file is named", async () => {
    const ctx = testContext(database.db, { orgId: "org-mine" });
    await write(ctx, 1);
    const foreign = { org_id: "org-other", seq: 99, hash: "a".repeat(64) };
    expect(await verifyAuditChain(ctx, { heads: [foreign] })).toMatchObject({ ok: true });
    expect(await readPublishedHeads(join(folder, "absent.jsonl"))).toEqual([]);
    const damaged = join(folder, "damaged.jsonl");
    await writeFile(damaged, `${JSON.stringify(foreign)}\n{"org_id":"org-mine","se\n`);
    await expect(readPublishedHeads(damaged)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining(`${damaged}:2`),
    });
  });
});
