import { createHash } from "node:crypto";
import type { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { appendAuditEvent, type PublishedHead, readHead, verifyAuditChain } from "#src/audit/index.ts";
import { type Context, withTransaction } from "#src/db/index.ts";
import { testContext } from "#test/support/context.ts";
import { asOwner, createTestDatabase, type TestDatabase } from "#test/support/database.ts";

/** Whoever owns the database can switch its trigger off. The chain is what they cannot get round. */

const ORG = "org-acme";
const actionId = "0195fe3d-0000-7000-8000-000000000001";
let database: TestDatabase;
let ctx: Context;
let head: PublishedHead;

beforeEach(async () => {
  database = await createTestDatabase({ maxConnections: 2 });
  ctx = testContext(database.db, { orgId: ORG });
  for (let n = 1; n <= 6; n++) {
    await withTransaction(ctx, (inner) =>
      appendAuditEvent(inner, { kind: "action.effect", actionId, version: 1, facts: { n, amount: 100 } }),
    );
  }
  head = (await readHead(ctx))!;
});
afterEach(() => database.drop());

async function tamper(change: (owner: Client) => Promise<unknown>): Promise<void> {
  await asOwner(database.ownerConnectionString, async (owner) => {
    await owner.query("select set_config('ai_coo.org_id', $1, false)", [ORG]);
    await owner.query("alter table ai_coo.action_events disable trigger user");
    await change(owner);
    await owner.query("alter table ai_coo.action_events enable trigger user");
  });
}

interface Row {
  seq: number;
  entry: string;
  prev_hash: string;
  hash: string;
}
const rowsOf = async (owner: Client): Promise<Row[]> =>
  (await owner.query<Row>("select seq::int, entry, prev_hash, hash from ai_coo.action_events order by seq")).rows;
const hashOf = (prev: string, entry: string): string =>
  createHash("sha256")
    .update(prev + entry)
    .digest("hex");

/** Puts other entries in place of the ones from `first` on, with links and hashes that fit. */
async function rewrite(owner: Client, first: number, alter: (entry: string) => string): Promise<void> {
  let previous: string | undefined;
  for (const row of await rowsOf(owner)) {
    if (row.seq < first) continue;
    const entry = alter(row.entry);
    const link = previous ?? row.prev_hash;
    previous = hashOf(link, entry);
    await owner.query("update ai_coo.action_events set entry = $1, prev_hash = $2, hash = $3 where seq = $4", [
      entry,
      link,
      previous,
      row.seq,
    ]);
  }
}

const cheaper = (entry: string): string => entry.replace('"amount":100', '"amount":1');

test("nothing was done: the chain and its head are in order", async () => {
  expect(await verifyAuditChain(ctx, { heads: [head] })).toEqual({ ok: true, length: 6, head: { seq: 6, hash: head.hash } });
});

describe("found without a published head", () => {
  test("1: an edited entry", async () => {
    await tamper((owner) =>
      owner.query("update ai_coo.action_events set entry = replace(entry, '\"amount\":100', '\"amount\":1') where seq = 3"),
    );
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: false, seq: 3, problem: "altered_entry" });
  });

  test("1: an edited entry with a hash made to fit", async () => {
    await tamper(async (owner) => {
      const row = (await rowsOf(owner))[2]!;
      const entry = cheaper(row.entry);
      await owner.query("update ai_coo.action_events set entry = $1, hash = $2 where seq = 3", [entry, hashOf(row.prev_hash, entry)]);
    });
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: false, seq: 4, problem: "broken_link" });
  });

  test("2: a deleted entry", async () => {
    await tamper((owner) => owner.query("delete from ai_coo.action_events where seq = 3"));
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: false, seq: 3, problem: "missing_entry" });
  });

  test("2: a deleted entry whose gap was closed", async () => {
    await tamper(async (owner) => {
      await owner.query("delete from ai_coo.action_events where seq = 3");
      for (const seq of [4, 5, 6]) await owner.query("update ai_coo.action_events set seq = $1 where seq = $2", [seq - 1, seq]);
    });
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: false, seq: 3, problem: "broken_link" });
  });

  test("2: the first entry deleted", async () => {
    await tamper((owner) => owner.query("delete from ai_coo.action_events where seq = 1"));
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: false, seq: 1, problem: "missing_entry" });
  });

  test("3: two entries swapped", async () => {
    await tamper(async (owner) => {
      for (const [from, to] of [
        [3, 100],
        [4, 3],
        [100, 4],
      ]) {
        await owner.query("update ai_coo.action_events set seq = $1 where seq = $2", [to, from]);
      }
    });
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: false, seq: 3, problem: "broken_link" });
  });

  test("3: two entries swapped, with links and hashes made to fit", async () => {
    await tamper(async (owner) => {
      const rows = await rowsOf(owner);
      const swapped = new Map([
        [rows[2]!.entry, rows[3]!.entry],
        [rows[3]!.entry, rows[2]!.entry],
      ]);
      await rewrite(owner, 3, (entry) => swapped.get(entry) ?? entry);
    });
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: false, seq: 3, problem: "foreign_entry" });
  });

  test("4: an inserted entry", async () => {
    await tamper(async (owner) => {
      for (const seq of [6, 5, 4, 3]) await owner.query("update ai_coo.action_events set seq = $1 where seq = $2", [seq + 1, seq]);
      const second = (await rowsOf(owner))[1]!;
      const entry = second.entry.replace('"seq":2', '"seq":3');
      await owner.query(
        "insert into ai_coo.action_events (org_id, seq, at, kind, actor, action_id, entry, prev_hash, hash) select org_id, 3, at, kind, actor, action_id, $1, $2, $3 from ai_coo.action_events where seq = 2",
        [entry, second.hash, hashOf(second.hash, entry)],
      );
    });
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: false, seq: 4, problem: "broken_link" });
  });

  test.each([
    ["the text", "entry", "altered_entry"],
    ["the hash", "hash", "altered_entry"],
    ["the link", "prev_hash", "broken_link"],
  ])("5: one bit flipped in %s", async (_, column, problem) => {
    await tamper(async (owner) => {
      const { rows } = await owner.query<{ value: string }>(`select ${column} as value from ai_coo.action_events where seq = 5`);
      const bytes = Buffer.from(rows[0]!.value, "utf8");
      const at = bytes.length - 3;
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      await owner.query(`update ai_coo.action_events set ${column} = $1 where seq = 5`, [bytes.toString("utf8")]);
    });
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: false, seq: 5, problem });
  });

  test("the columns that lists read, altered beside an untouched text", async () => {
    await tamper((owner) => owner.query("update ai_coo.action_events set actor = 'user:nobody' where seq = 2"));
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: false, seq: 2, problem: "altered_column" });
  });

  test("entries of another organisation put in its place", async () => {
    await tamper((owner) => rewrite(owner, 1, (entry) => entry.replace(ORG, "org-other")));
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: false, seq: 1, problem: "foreign_entry" });
  });
});

describe("found only against the published head", () => {
  test("6: a tail that was cut off", async () => {
    await tamper((owner) => owner.query("delete from ai_coo.action_events where seq > 4"));
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: true, length: 4 });
    expect(await verifyAuditChain(ctx, { heads: [head] })).toMatchObject({ ok: false, seq: 5, problem: "cut_tail" });
  });

  test("6: the whole chain removed", async () => {
    await tamper((owner) => owner.query("delete from ai_coo.action_events"));
    expect(await verifyAuditChain(ctx, { heads: [head] })).toMatchObject({ ok: false, seq: 1, problem: "cut_tail" });
  });

  test("7: a chain written anew from an entry on, every link and hash fitting", async () => {
    await tamper((owner) => rewrite(owner, 3, cheaper));
    expect(await verifyAuditChain(ctx)).toMatchObject({ ok: true, length: 6 });
    expect(await verifyAuditChain(ctx, { heads: [head] })).toMatchObject({ ok: false, seq: 6, problem: "rewritten" });
  });

  test("7: a rewritten chain that has grown past the head", async () => {
    await tamper((owner) => rewrite(owner, 1, cheaper));
    await withTransaction(ctx, (inner) => appendAuditEvent(inner, { kind: "switch.stopped" }));
    expect(await verifyAuditChain(ctx, { heads: [head] })).toMatchObject({ ok: false, seq: 6, problem: "rewritten" });
  });
});
