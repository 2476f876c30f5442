import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { getTableColumns, is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterEach, expect, test } from "vitest";
import { migrate, openDatabase } from "#src/db/index.ts";
import * as schema from "#src/db/schema/index.ts";
import { ACTION_STATUSES } from "#src/protocol/index.ts";
import { installQueue } from "#src/queue/index.ts";
import { asOwner, createEmptyDatabase } from "#test/support/database.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const databases: Awaited<ReturnType<typeof createEmptyDatabase>>[] = [];

afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
});

async function emptyDatabase(): Promise<string> {
  const database = await createEmptyDatabase();
  databases.push(database);
  return database.connectionString;
}

type Snapshot = ReturnType<typeof generateDrizzleJson>;

async function readJournal(): Promise<{ readonly entries: readonly unknown[] }> {
  return JSON.parse(await readFile(join(root, "drizzle/meta/_journal.json"), "utf8")) as { entries: unknown[] };
}

async function tablesOf(connectionString: string, schemaName: string): Promise<string[]> {
  return asOwner(connectionString, async (owner) => {
    const { rows } = await owner.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = $1 order by 1",
      [schemaName],
    );
    return rows.map(({ name }) => name);
  });
}

test("the schema files say nothing that the migrations do not do", async () => {
  const journal = await readJournal();
  const newest = String(journal.entries.length - 1).padStart(4, "0");
  const snapshot = JSON.parse(await readFile(join(root, `drizzle/meta/${newest}_snapshot.json`), "utf8")) as Snapshot;
  const present = generateDrizzleJson(schema, snapshot.id, ["ai_coo"]);
  expect(await generateMigration(snapshot, present)).toEqual([]);
});

test("the migrated database has exactly the tables, columns and types that the schema files name", async () => {
  const connectionString = await emptyDatabase();
  await migrate(connectionString);
  const { rows } = await asOwner(connectionString, (owner) =>
    owner.query<{ table: string; column: string; type: string; required: boolean }>(`
      select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'ai_coo'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and c.relname <> 'schema_migrations'
      order by 1, 2`),
  );
  const named = Object.values(schema)
    .filter((value) => is(value, PgTable))
    .flatMap((table) =>
      Object.values(getTableColumns(table)).map((column) => ({
        table: getTableConfig(table).name,
        column: column.name,
        type: column.getSQLType().replace("timestamp (3) with time zone", "timestamp(3) with time zone"),
        required: column.notNull,
      })),
    )
    .toSorted((a, b) => compare(a.table, b.table) || compare(a.column, b.column));
  expect(rows.toSorted((a, b) => compare(a.table, b.table) || compare(a.column, b.column))).toEqual(named);
});

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

test("the database knows the statuses of the protocol, no more and no fewer", async () => {
  const connectionString = await emptyDatabase();
  await migrate(connectionString);
  const { rows } = await asOwner(connectionString, (owner) =>
    owner.query<{ definition: string }>(
      "select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'autonomous_actions_status_check'",
    ),
  );
  const known = [...(rows[0]?.definition ?? "").matchAll(/'(\w+)'/g)].map(([, status]) => status);
  expect(new Set(known)).toEqual(new Set(ACTION_STATUSES));
});

test("migrating again, and from several processes at once, changes nothing and fails nobody", async () => {
  const connectionString = await emptyDatabase();
  await Promise.all(Array.from({ length: 4 }, () => migrate(connectionString)));
  const after = await tablesOf(connectionString, "ai_coo");
  await migrate(connectionString);
  expect(await tablesOf(connectionString, "ai_coo")).toEqual(after);
  const journal = await readJournal();
  const applied = await asOwner(connectionString, (owner) => owner.query("select hash from ai_coo.schema_migrations"));
  expect(applied.rowCount).toBe(journal.entries.length);
});

test("several databases of one server can be migrated at once although they share the role", async () => {
  const all = await Promise.all(Array.from({ length: 3 }, emptyDatabase));
  await Promise.all(all.map((connectionString) => migrate(connectionString)));
  for (const connectionString of all) {
    await using db = await openDatabase({ connectionString });
    expect(await db.$count(schema.user)).toBe(0);
  }
});

test("it installs beside another application whose tables carry the same names, and touches none of them", async () => {
  const connectionString = await emptyDatabase();
  await asOwner(connectionString, (owner) =>
    owner.query(`
      create schema theirs;
      create table public.alerts (id int primary key, note text); insert into public.alerts values (1, 'theirs');
      create table public.capacity_alert (id int primary key);
      create table public."user" (id int primary key, login text); insert into public."user" values (7, 'anna');
      create table public.session (id int); create table public.organization (id int);
      create table theirs.autonomous_actions (id int); create table theirs.action_events (id int);
      create type public.status as enum ('open'); create function public.now_utc() returns int language sql return 1;
      do $$ begin execute format('alter database %I set search_path = theirs, public', current_database()); end $$`),
  );
  const before = [await tablesOf(connectionString, "public"), await tablesOf(connectionString, "theirs")];

  await migrate(connectionString);
  await installQueue(connectionString);
  await using db = await openDatabase({ connectionString });

  expect([await tablesOf(connectionString, "public"), await tablesOf(connectionString, "theirs")]).toEqual(before);
  expect(await tablesOf(connectionString, "drizzle")).toEqual([]);
  expect(await tablesOf(connectionString, "ai_coo")).toContain("schema_migrations");
  await db.insert(schema.user).values({ id: "u-1", name: "Ours", email: "ours@example.com" });
  expect(await db.$count(schema.user)).toBe(1);
  const theirs = await asOwner(connectionString, (owner) => owner.query("select login from public.user join public.alerts on true"));
  expect(theirs.rows).toEqual([{ login: "anna" }]);
});

test("a user without the rights is told which ones are missing, and nothing is half made", async () => {
  const connectionString = await emptyDatabase();
  await asOwner(connectionString, (owner) =>
    owner.query(`do $$ begin
      if not exists (select from pg_roles where rolname = 'poor') then create role poor login password 'poor'; end if; end $$`),
  );
  const url = new URL(connectionString);
  url.username = "poor";
  url.password = "poor";
  await expect(migrate(url.href)).rejects.toMatchObject({ code: "config_invalid", next: expect.stringContaining("create schemas") });
  expect(await tablesOf(connectionString, "ai_coo")).toEqual([]);
});
