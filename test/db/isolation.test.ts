import { sql } from "drizzle-orm";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asOwner, createTestDatabase, type TestDatabase } from "#test/support/database.ts";

/**
 * Row-level security, tried as the application's role on every table of the catalog that has a tenant: a
 * table that a later migration adds is tried as well, or fails the first test.
 */

interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly generated: boolean;
}
interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

let database: TestDatabase;
let tables: readonly Table[];

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 1 });
  tables = await tenantTables();
  await asOwner(database.ownerConnectionString, async (owner) => {
    // rows of one table need none of another here, and their values mean nothing
    await owner.query("set ai_coo.org_id = 'org-theirs'");
    for (const table of tables) await dropRules(table);
    for (const table of tables) await owner.query(insertStatement(table, "org-theirs"));
  });
});
afterAll(() => database.drop());

async function tenantTables(): Promise<Table[]> {
  return asOwner(database.ownerConnectionString, async (owner) => {
    const { rows } = await owner.query<{ name: string; columns: Column[] }>(`
      select c.relname as name, json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'required', a.attnotnull and not a.atthasdef, 'generated', a.attidentity <> '') order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'ai_coo'::regnamespace and c.relkind in ('r', 'p')
      group by c.relname having bool_or(a.attname = 'org_id') order by c.relname`);
    return rows;
  });
}

/** Foreign keys and value checks play no part in who may see a row. */
async function dropRules(table: Table): Promise<void> {
  await asOwner(database.ownerConnectionString, (owner) =>
    owner.query(`do $$ declare c record; begin
      for c in select conname from pg_constraint where conrelid = 'ai_coo.${table.name}'::regclass and contype in ('f', 'c')
      loop execute format('alter table ai_coo.%I drop constraint if exists %I', '${table.name}', c.conname); end loop; end $$`),
  );
}

function insertStatement(table: Table, orgId: string): string {
  const needed = table.columns.filter((column) => column.required && !column.generated);
  const values = needed.map((column) => (column.name === "org_id" ? `'${orgId}'` : valueOf(column.type)));
  return `insert into ai_coo.${table.name} (${needed.map(({ name }) => name).join(", ")}) values (${values.join(", ")})`;
}

function valueOf(type: string): string {
  if (type === "uuid") return "gen_random_uuid()";
  if (type === "jsonb") return "'{}'";
  if (type === "bytea") return "'\\x00'";
  if (type === "boolean") return "false";
  if (type.endsWith("[]")) return "'{}'";
  if (type.startsWith("timestamp")) return "now()";
  return type === "text" ? "gen_random_uuid()::text" : "1";
}

const REFUSED = "42501";

/** Runs statements in one transaction as the application's role, as a tenant or as none, and takes them back. */
async function attempt(orgId: string | null, statement: string): Promise<{ rowCount: number } | { refused: string }> {
  const connection = await database.db.$client.connect();
  try {
    await connection.query("begin");
    if (orgId !== null) await connection.query("select set_config('ai_coo.org_id', $1, true)", [orgId]);
    const { rowCount } = await connection.query(statement);
    return { rowCount: rowCount ?? 0 };
  } catch (error) {
    return { refused: sqlState(error) };
  } finally {
    await connection.query("rollback");
    connection.release();
  }
}

const sqlState = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : String(error));
const nothing = (result: Awaited<ReturnType<typeof attempt>>): boolean =>
  "refused" in result ? result.refused === REFUSED : result.rowCount === 0;

test("every table either belongs to tenants, forced on its owner as well, or is known not to", async () => {
  const { rows } = await asOwner(database.ownerConnectionString, (owner) =>
    owner.query<{ name: string; tenant: boolean; enabled: boolean; forced: boolean; policies: number }>(`
      select c.relname as name, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id') as tenant,
        c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c where c.relnamespace = 'ai_coo'::regnamespace and c.relkind in ('r', 'p') order by 1`),
  );
  const shared = rows.filter((row) => !row.tenant).map((row) => row.name);
  expect(shared).toEqual([
    "account",
    "apikey",
    "invitation",
    "member",
    "organization",
    "passkey",
    "schema_migrations",
    "session",
    "two_factor",
    "user",
    "verification",
  ]);
  const open = rows.filter((row) => row.tenant && !(row.enabled && row.forced && row.policies === 1)).map((row) => row.name);
  expect(open).toEqual([]);
});

test("nothing runs with the owner's rights in the application's name, and nobody but the owner may truncate", async () => {
  const { rows } = await asOwner(database.ownerConnectionString, (owner) =>
    owner.query(`
      select proname as name from pg_proc where pronamespace = 'ai_coo'::regnamespace and prosecdef
      union all select relname from pg_class where relnamespace = 'ai_coo'::regnamespace and relkind in ('v', 'm')
      union all select table_name from information_schema.role_table_grants
        where table_schema = 'ai_coo' and grantee in ('ai_coo_app', 'PUBLIC') and privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES')`),
  );
  expect(rows).toEqual([]);
});

test("primary and foreign keys of a tenant's tables begin with the tenant", async () => {
  const { rows } = await asOwner(database.ownerConnectionString, (owner) =>
    owner.query(`
      select conrelid::regclass::text as table, conname as key from pg_constraint
      where connamespace = 'ai_coo'::regnamespace and contype in ('p', 'f', 'u')
        and exists (select from pg_attribute a where a.attrelid = conrelid and a.attname = 'org_id')
        and (select attname from pg_attribute a where a.attrelid = conrelid and a.attnum = conkey[1]) <> 'org_id'
      union all
      select c.relname, i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'ai_coo'::regnamespace and i.indisunique
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id')
        and (select attname from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0]) <> 'org_id'`),
  );
  expect(rows).toEqual([]);
});

describe("each table", () => {
  const each = async (check: (table: Table) => Promise<string | null>): Promise<string[]> => {
    const failed: string[] = [];
    for (const table of tables) {
      const problem = await check(table);
      if (problem !== null) failed.push(`${table.name}: ${problem}`);
    }
    return failed;
  };

  test("shows its tenant's rows to that tenant: the other checks are not empty", async () => {
    expect(tables.length).toBeGreaterThan(20);
    const hidden = await each(async ({ name }) => {
      const result = await attempt("org-theirs", `select 1 from ai_coo.${name}`);
      return "rowCount" in result && result.rowCount === 1 ? null : JSON.stringify(result);
    });
    expect(hidden).toEqual([]);
  });

  const strangers = [
    ["another tenant", "org-ours"],
    ["no tenant", null],
    ["an empty tenant", ""],
  ] as const;

  test.each(strangers)("shows nothing to %s", async (_, orgId) => {
    expect(await each(async ({ name }) => leaked(await attempt(orgId, `select 1 from ai_coo.${name}`)))).toEqual([]);
  });

  test.each(strangers)("lets %s change nothing", async (_, orgId) => {
    expect(await each(async ({ name }) => leaked(await attempt(orgId, `update ai_coo.${name} set org_id = org_id`)))).toEqual([]);
  });

  test.each(strangers)("lets %s take over nothing", async (_, orgId) => {
    expect(await each(async ({ name }) => leaked(await attempt(orgId, `update ai_coo.${name} set org_id = 'org-ours'`)))).toEqual([]);
  });

  test.each(strangers)("lets %s delete nothing", async (_, orgId) => {
    expect(await each(async ({ name }) => leaked(await attempt(orgId, `delete from ai_coo.${name}`)))).toEqual([]);
  });

  test.each(strangers)("lets %s add nothing in its tenant's name", async (_, orgId) => {
    expect(await each(async (table) => leaked(await attempt(orgId, insertStatement(table, "org-theirs"))))).toEqual([]);
  });

  test("takes a row of the tenant's own, so that the refusals above are about the tenant", async () => {
    const refused = await each(async (table) => {
      const result = await attempt("org-ours", insertStatement(table, "org-ours"));
      return "rowCount" in result && result.rowCount === 1 ? null : JSON.stringify(result);
    });
    expect(refused).toEqual([]);
  });

  test("lets no tenant give its rows to another", async () => {
    expect(await each(async ({ name }) => leaked(await attempt("org-theirs", `update ai_coo.${name} set org_id = 'org-ours'`)))).toEqual(
      [],
    );
  });

  test("refuses to be emptied", async () => {
    expect(await each(async ({ name }) => leaked(await attempt("org-theirs", `truncate ai_coo.${name} cascade`)))).toEqual([]);
  });

  const leaked = (result: Awaited<ReturnType<typeof attempt>>): string | null => (nothing(result) ? null : JSON.stringify(result));
});

describe("a pooled connection", () => {
  const theirs = "select 1 from ai_coo.guardrails";

  /** The pool has one connection, so whoever comes next gets this one. */
  async function withConnection(use: (connection: PoolClient) => Promise<void>): Promise<void> {
    const connection = await database.db.$client.connect();
    try {
      await use(connection);
    } finally {
      connection.release();
    }
  }

  test("keeps no tenant after an error inside a transaction", async () => {
    const failing = database.db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('ai_coo.org_id', 'org-theirs', true)`);
      await tx.execute(sql`select 1 / 0`);
    });
    await expect(failing).rejects.toMatchObject({ cause: { code: "22012" } });
    expect((await database.db.execute(sql.raw(theirs))).rowCount).toBe(0);
  });

  test("keeps no tenant after a transaction that was aborted and rolled back", async () => {
    await withConnection(async (connection) => {
      await connection.query("begin");
      await connection.query("select set_config('ai_coo.org_id', 'org-theirs', true)");
      await connection.query("select 1 / 0").catch(() => {});
      await connection.query("rollback");
    });
    expect((await database.db.execute(sql.raw(theirs))).rowCount).toBe(0);
  });

  test("keeps no tenant after a commit", async () => {
    await withConnection(async (connection) => {
      await connection.query("begin");
      await connection.query("select set_config('ai_coo.org_id', 'org-theirs', true)");
      expect((await connection.query(theirs)).rowCount).toBe(1);
      await connection.query("commit");
    });
    expect((await database.db.execute(sql.raw(theirs))).rowCount).toBe(0);
  });
});

describe("the audit", () => {
  test.each([
    "update ai_coo.action_events set entry = 'other'",
    "delete from ai_coo.action_events",
    "truncate ai_coo.action_events cascade",
  ])("refuses its owner: %s", async (statement) => {
    await asOwner(database.ownerConnectionString, async (owner) => {
      await owner.query("set ai_coo.org_id = 'org-theirs'");
      await expect(owner.query(statement)).rejects.toMatchObject({ code: REFUSED, message: expect.stringContaining("append-only") });
    });
  });

  test.each(["update ai_coo.action_events set entry = 'other'", "delete from ai_coo.action_events"])(
    "does not even let the application try: %s",
    async (statement) => {
      expect(await attempt("org-theirs", statement)).toEqual({ refused: REFUSED });
    },
  );
});
