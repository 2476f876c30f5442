import { Client } from "pg";

/**
 * What a refused request, or one that only reads, may change: the counters of keys, by which better-auth limits how
 * often a key is used.
 */
export const ALLOWED_CHANGES = ["ai_coo.apikey: last_request, request_count, remaining, last_refill_at, updated_at"] as const;
const BOOKKEEPING: Readonly<Record<string, readonly string[]>> = {
  "ai_coo.apikey": ["last_request", "request_count", "remaining", "last_refill_at", "updated_at"],
};

export interface Checksums extends AsyncDisposable {
  /** A text that changes when any row of any table changes, by table. */
  read(): Promise<ReadonlyMap<string, string>>;
}

const MUST_HAVE_ROWS = ["ai_coo.autonomous_actions", "ai_coo.action_events", "ai_coo.session"];

/** Looks at every table as the owner; row-level security binds that one too, so it looks as nobody and as each organisation in turn. */
export async function openChecksums(connectionString: string, organisations: readonly string[]): Promise<Checksums> {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.table_schema || '.' || c.table_name as name, array_agg(c.column_name::text order by c.ordinal_position) as columns
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
     group by 1 order by 1`,
  );
  const parts = rows.map(({ name, columns }) => {
    const kept = columns.filter((column) => BOOKKEEPING[name]?.includes(column) !== true).map((column) => `t."${column}"`);
    const [schema, table] = name.split(".");
    return `select '${name}' as name, coalesce(md5(string_agg(h, '' order by h)), '') as sum from (select md5(row(${kept.join(", ")})::text) as h from "${schema}"."${table}" t) rows`;
  });
  const statement = parts.join(" union all ");
  const read = async (): Promise<ReadonlyMap<string, string>> => {
    const sums = new Map<string, string>();
    // the accounts are seen outside of any organisation, everything else inside its own
    for (const organisation of ["", ...organisations]) {
      await client.query("select set_config('ai_coo.org_id', $1, false)", [organisation]);
      const { rows: found } = await client.query<{ name: string; sum: string }>(statement);
      for (const { name, sum } of found) sums.set(name, `${sums.get(name) ?? ""} ${sum}`);
    }
    return sums;
  };
  // a look that sees no rows would never see a change
  const first = await read();
  for (const table of MUST_HAVE_ROWS) {
    if (!/[0-9a-f]{32}/.test(first.get(table) ?? "")) throw new Error(`no rows of ${table} are seen, so no change of them would be`);
  }
  return {
    read,
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** The tables whose rows are other ones than before. */
export function changedTables(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after].filter(([name, sum]) => before.get(name) !== sum).map(([name]) => name);
}
