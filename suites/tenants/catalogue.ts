import type { Client } from "pg";

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** What it may hold, where a check lists it. */
  readonly allowed: readonly string[];
  /** The table and column it refers to. */
  readonly refers: { readonly table: string; readonly column: string } | null;
}

/** How a table knows whose its rows are. */
export type Belonging =
  /** `org_id`: nothing is there without the tenant. */
  | { readonly kind: "tenant"; readonly column: string }
  /** An account's table with the organisation in a column: in a tenant's transaction only its own rows. */
  | { readonly kind: "organisation"; readonly column: string }
  /** What people sign in with: in a tenant's transaction nothing at all. */
  | { readonly kind: "credentials" }
  /** Names of people are read in a tenant's transaction, and not changed. */
  | { readonly kind: "people" };

export interface Table {
  readonly name: string;
  readonly belongs: Belonging;
  readonly rowSecurity: boolean;
  readonly forced: boolean;
  readonly policies: number;
  readonly columns: readonly Column[];
}

/** The columns that hold the organisation where there is no `org_id`; a table with none of them is about credentials. */
const ORGANISATION_COLUMNS = ["organization_id", "reference_id"];

/** Bookkeeping of the migrations: the application's role has no right on it. */
export const NOT_OF_THE_PRODUCT = new Set(["schema_migrations"]);

/** Every table of the product's schema, from PostgreSQL's own catalogue: one that is new is in it without anybody's doing. */
export async function readTables(client: Client): Promise<Table[]> {
  const { rows: tables } = await client.query<{ name: string; oid: number; rls: boolean; forced: boolean; policies: number }>(
    `select c.relname as name, c.oid::int as oid, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
       (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
     from pg_class c where c.relnamespace = 'ai_coo'::regnamespace and c.relkind in ('r', 'p') order by c.relname`,
  );
  const found: Table[] = [];
  for (const { name, oid, rls, forced, policies } of tables) {
    if (NOT_OF_THE_PRODUCT.has(name)) continue;
    const columns = await readColumns(client, oid);
    found.push({ name, belongs: belongingOf(name, columns), rowSecurity: rls, forced, policies, columns });
  }
  return found;
}

function belongingOf(name: string, columns: readonly Column[]): Belonging {
  if (columns.some((column) => column.name === "org_id")) return { kind: "tenant", column: "org_id" };
  if (name === "organization") return { kind: "organisation", column: "id" };
  if (name === "user") return { kind: "people" };
  const column = ORGANISATION_COLUMNS.find((one) => columns.some((each) => each.name === one));
  return column === undefined ? { kind: "credentials" } : { kind: "organisation", column };
}

async function readColumns(client: Client, oid: number): Promise<Column[]> {
  const { rows: checks } = await client.query<{ text: string }>(
    `select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = $1 and contype = 'c'`,
    [oid],
  );
  const { rows } = await client.query<{ name: string; type: string; required: boolean; table: string | null; column: string | null }>(
    `select a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull and not a.atthasdef as required,
       f.relname as table, fa.attname as column
     from pg_attribute a
     left join lateral (
       select r.confrelid, r.confkey[array_position(r.conkey, a.attnum)] as key from pg_constraint r
       where r.conrelid = a.attrelid and r.contype = 'f' and a.attnum = any(r.conkey) limit 1) ref on true
     left join pg_class f on f.oid = ref.confrelid
     left join pg_attribute fa on fa.attrelid = ref.confrelid and fa.attnum = ref.key
     where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [oid],
  );
  return rows.map(({ table, column, ...row }) => ({
    ...row,
    allowed: allowedIn(row.name, checks),
    refers: table === null || column === null ? null : { table, column },
  }));
}

/** The words of `status = any (array['open'::text, …])`. */
function allowedIn(column: string, checks: readonly { readonly text: string }[]): string[] {
  for (const { text } of checks) {
    const list = new RegExp(`\\(?${column} = ANY \\(+ARRAY\\[([^\\]]*)\\]`).exec(text)?.[1];
    if (list !== undefined) return [...list.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? "");
  }
  return [];
}
