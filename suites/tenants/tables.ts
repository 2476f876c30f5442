import type { Client, Pool } from "pg";
import { withTransaction, type Context, type Database } from "#src/db/index.ts";
import { APPLICATION_ROLE } from "#src/db/open.ts";
import { systemClock } from "#src/lib/clock.ts";
import type { Organisation } from "./cast.ts";
import type { Table } from "./catalogue.ts";
import { ofOrganisation } from "./fill.ts";

export interface TableWalk {
  readonly tried: number;
  readonly connections: number;
  readonly faults: string[];
}

type Query = (
  text: string,
  values?: readonly unknown[],
) => Promise<{ readonly rowCount: number | null; readonly rows: readonly Record<string, unknown>[] }>;

/** What PostgreSQL says of the schema as a whole: who owns it, what the application's role is, and what would go round the policies. */
export async function walkSchema(client: Client, tables: readonly Table[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { name, belongs, rowSecurity, forced, policies } of tables) {
    if (!rowSecurity || !forced || policies === 0) faults.push(`table ${name}: row-level security is not on, not forced or has no policy`);
    if (belongs.kind === "tenant" && policies !== 1)
      faults.push(`table ${name}: ${policies} policies, where one more would let more through`);
  }
  const none = async (what: string, text: string, values: readonly unknown[] = []): Promise<void> => {
    const { rows } = await client.query<{ name: string }>(text, [...values]);
    for (const { name } of rows) faults.push(`${what}: ${name}`);
  };
  const role = [APPLICATION_ROLE];
  await none(
    "the role is more than an application's",
    `select rolname as name from pg_roles where rolname = $1 and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin)`,
    role,
  );
  await none(
    "owned by the application's role",
    `select c.relname as name from pg_class c join pg_roles r on r.oid = c.relowner where c.relnamespace = 'ai_coo'::regnamespace and r.rolname = $1`,
    role,
  );
  await none(
    "may be truncated or referred to",
    `select distinct table_name as name from information_schema.role_table_grants where table_schema = 'ai_coo' and grantee in ($1, 'PUBLIC') and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')`,
    role,
  );
  await none("runs as its owner", `select proname as name from pg_proc where pronamespace = 'ai_coo'::regnamespace and prosecdef`);
  await none(
    "a view that reads as its owner",
    `select relname as name from pg_class where relnamespace = 'ai_coo'::regnamespace and relkind in ('v', 'm') and not coalesce(reloptions @> array['security_invoker=true'], false)`,
  );
  await none(
    "a reference between tenants' tables without the tenant",
    `select k.conname as name from pg_constraint k
     where k.contype = 'f' and k.connamespace = 'ai_coo'::regnamespace
       and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'org_id')
       and not exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any(k.conkey) and a.attname = 'org_id')`,
  );
  return faults;
}

/** Every table by every verb, as the application's role: as one organisation on the other's rows, and without any. */
export async function walkTables(
  db: Database,
  tables: readonly Table[],
  { own, other }: { readonly own: Organisation; readonly other: Organisation },
): Promise<TableWalk> {
  const faults: string[] = [];
  const seen = new Set<number>();
  let tried = 0;
  const waiting = [...tables];
  // several at once, so that the pool hands out all of its connections, one tenant's after another's
  const worker = async (): Promise<void> => {
    for (let table = waiting.shift(); table !== undefined; table = waiting.shift()) {
      for (const way of WAYS) {
        for (const verb of VERBS) {
          tried += 1;
          const one = table;
          const fault = await way.run(db, own, seen, (query, tenant) => verb(query, one, { other, tenant }));
          if (fault !== null) faults.push(`table ${table.name}, ${way.name}: ${fault}`);
        }
      }
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return { tried, connections: seen.size, faults };
}

interface Attempt {
  readonly other: Organisation;
  /** Whether a tenant is set. */
  readonly tenant: boolean;
}

type Verb = (query: Query, table: Table, attempt: Attempt) => Promise<string | null>;

/** What a tenant's transaction may not do, and neither may one of nobody, where a table is a tenant's. */
const VERBS: readonly Verb[] = [
  async (query, table, { other, tenant }) => {
    if (!isClosed(table, tenant, "read")) return null;
    const { where, values } = ofOrganisation(table, other);
    const { rowCount } = await query(`select 1 from ai_coo."${table.name}" where ${where}`, values);
    return rowCount === 0 ? null : `${rowCount} rows of the other organisation are read`;
  },
  async (query, table, { other, tenant }) => {
    if (!isClosed(table, tenant, "change")) return null;
    const { where, values } = ofOrganisation(table, other);
    const column = table.columns[0]!.name;
    return changed(query, `update ai_coo."${table.name}" set "${column}" = "${column}" where ${where}`, values);
  },
  async (query, table, { other, tenant }) => {
    if (!isClosed(table, tenant, "change")) return null;
    const { where, values } = ofOrganisation(table, other);
    return changed(query, `delete from ai_coo."${table.name}" where ${where}`, values);
  },
  async (query, table, { other, tenant }) => {
    if (!isClosed(table, tenant, "change")) return null;
    // a row in the other's name: refused by the policy before any other check has its say
    const column = table.belongs.kind === "tenant" || table.belongs.kind === "organisation" ? table.belongs.column : table.columns[0]!.name;
    return refused(query, `insert into ai_coo."${table.name}" ("${column}") values ($1)`, [other.id]);
  },
  async (query, table, { other, tenant }) => {
    // one's own rows handed to the other
    if (!tenant || table.belongs.kind !== "tenant") return null;
    return changed(query, `update ai_coo."${table.name}" set org_id = $1`, [other.id]);
  },
  async (query, table) => refused(query, `truncate ai_coo."${table.name}"`),
];

function isClosed({ belongs }: Table, tenant: boolean, verb: "read" | "change"): boolean {
  if (belongs.kind === "tenant") return true;
  // before a tenant is known people are identified by these
  if (!tenant) return false;
  return belongs.kind !== "people" || verb === "change";
}

async function changed(query: Query, text: string, values: readonly unknown[]): Promise<string | null> {
  try {
    const { rowCount } = await query(text, values);
    return rowCount === 0 ? null : `changed ${rowCount} rows: ${text}`;
  } catch (error) {
    return isRefusal(error) ? null : `${String(error)}: ${text}`;
  }
}

async function refused(query: Query, text: string, values: readonly unknown[] = []): Promise<string | null> {
  try {
    await query(text, values);
    return `was not refused: ${text}`;
  } catch (error) {
    return isRefusal(error) ? null : `was refused for another reason than the tenant (${String(error)}): ${text}`;
  }
}

/** "insufficient privilege", which both a missing right and a policy answer. */
function isRefusal(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause)
    if ("code" in current && current.code === "42501") return true;
  return false;
}

interface Way {
  readonly name: string;
  readonly run: (
    db: Database,
    own: Organisation,
    seen: Set<number>,
    attempt: (query: Query, tenant: boolean) => Promise<string | null>,
  ) => Promise<string | null>;
}

const contextOf = (db: Database, { id }: Organisation): Context => ({ db, orgId: id, actor: "system:ai-coo", clock: systemClock });

/** The situations in which a pooled connection is asked; the transaction is always taken back. */
const WAYS: readonly Way[] = [
  {
    name: "as the other organisation's neighbour",
    run: (db, own, seen, attempt) => rolledBack(db, own, seen, (query) => attempt(query, true)),
  },
  {
    name: "on a connection whose last transaction of a tenant broke",
    run: async (db, own, seen, attempt) => {
      await withTransaction(contextOf(db, own), ({ tx }) => tx.execute("select 1 / 0")).catch(() => {});
      return rolledBack(db, null, seen, (query) => attempt(query, false));
    },
  },
  {
    name: "after a savepoint of a tenant was taken back",
    run: (db, own, seen, attempt) =>
      rolledBack(db, null, seen, async (query) => {
        await query("savepoint before");
        await query("select set_config('ai_coo.org_id', $1, true)", [own.id]);
        await query("rollback to savepoint before");
        return attempt(query, false);
      }),
  },
  {
    name: "on a connection on which a tenant was set outside a transaction",
    run: async (db, own, seen, attempt) => {
      await db.$client.query("select set_config('ai_coo.org_id', $1, true)", [own.id]);
      return rolledBack(db, null, seen, (query) => attempt(query, false));
    },
  },
];

/** Runs on a connection of the product's own pool, inside a transaction that is taken back, within a savepoint for what is refused. */
async function rolledBack(
  { $client: pool }: { readonly $client: Pool },
  own: Organisation | null,
  seen: Set<number>,
  run: (query: Query) => Promise<string | null>,
): Promise<string | null> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    seen.add(rows[0]!.pid);
    if (own !== null) await client.query("select set_config('ai_coo.org_id', $1, true)", [own.id]);
    return await run((text, values = []) => client.query(text, [...values]));
  } finally {
    await client.query("rollback");
    client.release();
  }
}
