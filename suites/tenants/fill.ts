import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { Organisation } from "./cast.ts";
import type { Column, Table } from "./catalogue.ts";

/** What the checks of a table ask for beyond the type and the list of a column. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  rule_suggestions: {
    status: "dismissed",
    rule: '{"name":"a rule","actionTypes":["send_invoice_reminder"]}',
    evidence:
      '{"actionIds":[],"approvals":1,"from":"2026-01-01T00:00:00.000Z","to":"2026-01-02T00:00:00.000Z","largestAmount":null,"firstContacts":0,"medianPerDay":1}',
  },
  customer_commitments: { until_day: "2099-01-01", kind: "promise" },
};

/** Puts a row of the organisation into every table that has none; answers those that could not be filled, and why. */
export async function fill(client: Client, tables: readonly Table[], org: Organisation): Promise<string[]> {
  let open = [...tables];
  let reasons: string[] = [];
  // a table waits for those that it refers to; as long as one more is filled, another round may fill more
  for (;;) {
    const left: Table[] = [];
    reasons = [];
    for (const table of open) {
      const reason = await fillOne(client, table, org);
      if (reason === null) continue;
      left.push(table);
      reasons.push(`${table.name} of ${org.id}: ${reason}`);
    }
    if (left.length === 0 || left.length === open.length) return reasons;
    open = left;
  }
}

async function fillOne(client: Client, table: Table, org: Organisation): Promise<string | null> {
  const inside = table.belongs.kind === "tenant";
  await client.query("begin");
  try {
    await client.query("select set_config('ai_coo.org_id', $1, true)", [inside ? org.id : ""]);
    if (await hasRow(client, table, org)) {
      await client.query("commit");
      return null;
    }
    const columns = table.columns.filter((column) => column.required || VALUES[table.name]?.[column.name] !== undefined);
    const values = [];
    for (const column of columns) values.push(await valueFor(client, table, column, org));
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    await client.query(
      `insert into ai_coo."${table.name}" (${names}) values (${columns.map((_, index) => `$${index + 1}`).join(", ")})`,
      values,
    );
    await client.query("commit");
    return null;
  } catch (error) {
    await client.query("rollback");
    return error instanceof Error ? error.message : String(error);
  }
}

/** The condition under which a row of a table is an organisation's, with `$1` for its people or itself. */
export function ofOrganisation(
  { belongs, columns }: Table,
  org: Organisation,
): { readonly where: string; readonly values: readonly unknown[] } {
  const users = Object.values(org.users);
  switch (belongs.kind) {
    case "tenant":
    case "organisation":
      return { where: `"${belongs.column}" = $1`, values: [org.id] };
    case "people":
      return { where: "id = any($1)", values: [users] };
    case "credentials":
      return columns.some(({ name }) => name === "user_id")
        ? { where: "user_id = any($1)", values: [users] }
        : { where: "identifier = $1", values: [org.canary] };
  }
}

async function hasRow(client: Client, table: Table, org: Organisation): Promise<boolean> {
  const { where, values } = ofOrganisation(table, org);
  return (await client.query(`select 1 from ai_coo."${table.name}" where ${where} limit 1`, [...values])).rowCount !== 0;
}

async function valueFor(client: Client, table: Table, column: Column, org: Organisation): Promise<unknown> {
  const { name, type, allowed, refers } = column;
  const given = VALUES[table.name]?.[name];
  if (given !== undefined) return given;
  if (name === "org_id") return org.id;
  if (name === "from_user" || refers?.table === "user" || name === "user_id") return org.users.owner;
  if (name === "to_user") return org.users.approver;
  if (name === "identifier") return org.canary;
  if (refers !== null) {
    const { rows } = await client.query<{ value: unknown }>(
      `select "${refers.column}" as value from ai_coo."${refers.table}" where org_id = $1 order by 1 limit 1`,
      [org.id],
    );
    return rows[0]?.value;
  }
  if (allowed.length > 0) return allowed[0];
  if (type.endsWith("[]")) return [];
  switch (type) {
    case "uuid":
      return randomUUID();
    case "integer":
    case "bigint":
    case "smallint":
    case "double precision":
    case "numeric":
      return 1;
    case "boolean":
      return false;
    case "jsonb":
      return "{}";
    case "bytea":
      return Buffer.from(org.canary);
    case "date":
      return "2099-01-01";
    case "timestamp with time zone":
      return new Date(Date.now() + (/expires|ends|until|scheduled|next/.test(name) ? 86_400_000 : 0));
    default:
      return `${org.canary} ${table.name} ${name}`;
  }
}
