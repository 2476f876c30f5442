import type { Client } from "pg";
import type { Organisation } from "./cast.ts";
import type { Table } from "./catalogue.ts";
import { ofOrganisation } from "./fill.ts";

/** Every identifier of an organisation's rows: what somebody would guess or have seen. */
export async function identifiersOf(client: Client, tables: readonly Table[], org: Organisation): Promise<string[]> {
  const ids = new Set<string>();
  for (const table of tables) {
    for (const { name, type } of table.columns) {
      if (name !== "id" && !name.endsWith("_id")) continue;
      if (name === "org_id" || (type !== "uuid" && type !== "text")) continue;
      for (const value of await read(client, table, org, `"${name}"::text as value`)) if (typeof value === "string") ids.add(value);
    }
  }
  ids.delete(org.id);
  return [...ids];
}

/** What stands of an organisation, for comparing; the moment of the last use of a key or a session aside. */
export async function contentOf(client: Client, tables: readonly Table[], org: Organisation): Promise<string> {
  const parts: string[] = [];
  for (const table of tables) parts.push(`${table.name}:${(await read(client, table, org, "md5(t::text) as value")).toSorted().join()}`);
  return parts.join("\n");
}

async function read(client: Client, table: Table, org: Organisation, what: string): Promise<string[]> {
  const { where, values } = ofOrganisation(table, org);
  await client.query("begin");
  await client.query("select set_config('ai_coo.org_id', $1, true)", [table.belongs.kind === "tenant" ? org.id : ""]);
  const { rows } = await client.query<{ value: string }>(`select ${what} from ai_coo."${table.name}" t where ${where}`, [...values]);
  await client.query("rollback");
  return rows.map(({ value }) => value);
}
