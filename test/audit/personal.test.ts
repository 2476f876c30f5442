import { afterAll, beforeAll, expect, test } from "vitest";
import { appendAuditEvent, eraseSubject, exportAudit, readPersonalText, verifyAuditChain } from "#src/audit/index.ts";
import { type Context, withTransaction } from "#src/db/index.ts";
import { testContext } from "#test/support/context.ts";
import { asOwner, createTestDatabase, type TestDatabase } from "#test/support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const actionId = "0195fe3d-0000-7000-8000-000000000001";
const TEXT = "Sent to marie.dupont@example.fr: Bonjour Marie";

async function record(ctx: Context, subject = "partner:42", text = TEXT): Promise<void> {
  await withTransaction(ctx, (inner) => appendAuditEvent(inner, { kind: "action.effect", actionId, personal: { subject, text } }));
}

async function entryOf(ctx: Context, seq: number): Promise<{ entry: string; commitment: string }> {
  for await (const line of exportAudit(ctx)) {
    const { seq: present, entry } = JSON.parse(line) as { seq: number; entry: string };
    if (present !== seq) continue;
    return { entry, commitment: (JSON.parse(entry) as { personal_commitment: string }).personal_commitment };
  }
  throw new Error(`no entry ${seq}`);
}

async function read(ctx: Context, seq: number): Promise<{ text: string; matches: boolean } | null> {
  const { commitment } = await entryOf(ctx, seq);
  return withTransaction(ctx, (inner) => readPersonalText(inner, seq, commitment));
}

test("personal text can be read back, and neither the chain nor the stored bytes show it", async () => {
  const ctx = testContext(database.db, { orgId: "org-read" });
  await record(ctx);
  expect(await read(ctx, 1)).toEqual({ text: TEXT, matches: true });
  const { entry } = await entryOf(ctx, 1);
  expect(entry).not.toMatch(/marie|dupont|partner:42/i);
  const { rows } = await withTransaction(ctx, ({ tx }) =>
    tx.execute<{ ciphertext: Buffer }>("select ciphertext from ai_coo.action_event_texts"),
  );
  expect(rows[0]?.ciphertext.toString("latin1")).not.toContain("marie");
});

test("the same text twice leaves two commitments: nobody can find out by trying addresses", async () => {
  const ctx = testContext(database.db, { orgId: "org-salt" });
  await record(ctx);
  await record(ctx);
  expect((await entryOf(ctx, 1)).commitment).not.toBe((await entryOf(ctx, 2)).commitment);
});

test("erasing a subject erases its texts and no other's, and the chain stays valid", async () => {
  const ctx = testContext(database.db, { orgId: "org-erase" });
  await record(ctx, "partner:42");
  await record(ctx, "partner:7", "Sent to someone else");
  await record(ctx, "partner:42");
  expect(await withTransaction(ctx, (inner) => eraseSubject(inner, "partner:42"))).toBe(2);
  expect([await read(ctx, 1), await read(ctx, 3)]).toEqual([null, null]);
  expect(await read(ctx, 2)).toEqual({ text: "Sent to someone else", matches: true });
  expect(await verifyAuditChain(ctx)).toMatchObject({ ok: true, length: 4 });
  const keys = await withTransaction(ctx, ({ tx }) =>
    tx.execute("select key, erased_at from ai_coo.subject_keys where subject = 'partner:42'"),
  );
  expect(keys.rows).toEqual([{ key: null, erased_at: expect.anything() }]);
});

test("what is written about an erased subject later is not kept", async () => {
  const ctx = testContext(database.db, { orgId: "org-after" });
  await withTransaction(ctx, (inner) => eraseSubject(inner, "partner:42"));
  await record(ctx, "partner:42");
  expect(await read(ctx, 2)).toBeNull();
  expect(await verifyAuditChain(ctx)).toMatchObject({ ok: true });
});

test.each([
  ["its bytes", "update ai_coo.action_event_texts set ciphertext = set_byte(ciphertext, 40, 255 - get_byte(ciphertext, 40))"],
  [
    "another entry's text in its place",
    "update ai_coo.action_event_texts a set ciphertext = b.ciphertext, iv = b.iv, tag = b.tag from ai_coo.action_event_texts b where a.seq = 1 and b.seq = 2",
  ],
])("an altered text is found: %s", async (what, statement) => {
  const orgId = `org-altered-${what.length}`;
  const ctx = testContext(database.db, { orgId });
  await record(ctx);
  await record(ctx, "partner:42", "another text");
  await asOwner(database.ownerConnectionString, async (owner) => {
    await owner.query("select set_config('ai_coo.org_id', $1, false)", [orgId]);
    await owner.query(statement);
  });
  expect(await verifyAuditChain(ctx)).toMatchObject({ ok: false, seq: 1, problem: "altered_text" });
});

test("writers and an erasure at once wait for each other and leave a valid chain", async () => {
  const ctx = testContext(database.db, { orgId: "org-race" });
  await Promise.all([
    ...Array.from({ length: 6 }, () => record(ctx, "partner:42")),
    ...Array.from({ length: 2 }, () => withTransaction(ctx, (inner) => eraseSubject(inner, "partner:42"))),
  ]);
  expect(await verifyAuditChain(ctx)).toMatchObject({ ok: true, length: 8 });
});
