import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, withTransaction } from "#src/db/index.ts";
import { testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe("openDatabase", () => {
  test("every connection runs as the application's role, also after a reset of the session", async () => {
    const connection = await database.db.$client.connect();
    try {
      await connection.query("reset all");
      await connection.query("reset role");
      const { rows } = await connection.query("select current_user as role");
      expect(rows).toEqual([{ role: "ai_coo_app" }]);
    } finally {
      connection.release();
    }
  });

  test("the application's role can neither log in nor get round row-level security", async () => {
    const { rows } = await database.db.execute(
      sql`select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'ai_coo_app'`,
    );
    expect(rows).toEqual([{ rolcanlogin: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
  });

  test.each([
    ["nothing listens", "postgres://someone:s3cret@127.0.0.1:1/nothing", "ECONNREFUSED"],
    ["the password is wrong", () => database.connectionString.replace(/:[^:@]+@/, ":s3cret@"), "28P01"],
    ["the database is not there", () => database.connectionString.replace(/\/test_\w+$/, "/absent"), "3D000"],
  ])("says what is wrong and what to do when %s, without the password", async (_, connectionString, reason) => {
    const given = typeof connectionString === "string" ? connectionString : connectionString();
    const error = await openDatabase({ connectionString: given }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "database_unreachable", details: { reason } });
    expect(error).toHaveProperty("next", expect.stringMatching(/DATABASE_URL/));
    expect(String(error)).not.toContain("s3cret");
  });

  test("says that the database was not migrated", async () => {
    const unmigrated = database.connectionString.replace(/\/test_\w+$/, "/postgres");
    await expect(openDatabase({ connectionString: unmigrated })).rejects.toMatchObject({
      code: "database_unreachable",
      next: expect.stringContaining("ai-coo migrate"),
    });
  });
});

describe("a connection that is lost", () => {
  test("before its transaction begins leaves room for another one, and the pool can be closed", async () => {
    const db = await openDatabase({ connectionString: database.connectionString, maxConnections: 1, connectTimeoutMs: 2_000 });
    db.$client.once("acquire", (client) => void client.end());
    await expect(db.transaction(async () => {})).rejects.toBeInstanceOf(Error);
    expect(await db.transaction(async (tx) => (await tx.execute(sql`select 1 as one`)).rows)).toEqual([{ one: 1 }]);
    await db.close();
  });

  test("within its transaction is given back once", async () => {
    const db = await openDatabase({ connectionString: database.connectionString, maxConnections: 1, connectTimeoutMs: 2_000 });
    const lost = db.transaction((tx) => tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`));
    await expect(lost).rejects.toBeInstanceOf(Error);
    expect(await db.transaction(async (tx) => (await tx.execute(sql`select 1 as one`)).rows)).toEqual([{ one: 1 }]);
    expect(db.$client.totalCount).toBe(1);
    await db.close();
  });
});

describe("withTransaction", () => {
  test("a connection that is ended between two of its statements fails the transaction and not the process", async () => {
    const ctx = testContext(database.db, { orgId: "org-a" });
    const owner = new Client({ connectionString: database.connectionString });
    await owner.connect();
    const failed = withTransaction(ctx, async ({ tx }) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await owner.query("select pg_terminate_backend($1, 5000)", [rows[0]!.pid]);
      // the end of the connection arrives while no statement waits for an answer
      await setImmediate();
      await tx.execute(sql`select 1`);
    });
    await expect(failed).rejects.toThrow(/terminat|query/);
    await owner.end();
    expect((await database.db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  });

  test("sets the tenant for the transaction and leaves nothing on the pooled connection", async () => {
    const ctx = testContext(database.db, { orgId: "org-a" });
    const tenant = sql<{ org: string }>`select current_setting('ai_coo.org_id', true) as org`;
    await withTransaction(ctx, async ({ tx }) => {
      expect((await tx.execute(tenant)).rows).toEqual([{ org: "org-a" }]);
    });
    const after = await Promise.all(Array.from({ length: 20 }, () => database.db.execute(tenant)));
    expect(after.map(({ rows }) => rows[0]?.org ?? "")).toEqual(after.map(() => ""));
  });

  test("an inner one joins the outer one: its failure takes everything back", async () => {
    const ctx = testContext(database.db, { orgId: "org-a" });
    const failed = withTransaction(ctx, async (outer) => {
      await outer.tx.execute(sql`insert into ai_coo.guardrails (org_id, updated_at) values ('org-a', now())`);
      await withTransaction(outer, async ({ tx }) => {
        expect((await tx.execute(sql`select 1 from ai_coo.guardrails`)).rowCount).toBe(1);
        throw new Error("the inner one fails");
      });
    });
    await expect(failed).rejects.toThrow("the inner one fails");
    const left = await withTransaction(ctx, ({ tx }) => tx.execute(sql`select 1 from ai_coo.guardrails`));
    expect(left.rowCount).toBe(0);
  });
});
