/**
 * `npm run tenants`: nothing is read or done across organisations, by role or by guessing an identifier. Made from the route table
 * (each route by each role, with each identifier of another organisation) and from PostgreSQL's catalogue (each table by each verb,
 * on pooled connections, after errors and aborted transactions, as the application's role). What is new is walked as well, or it
 * fails; and it plants violations to show that they are found.
 */
import { Client } from "pg";
import { foundOrganisation, openApi, type Organisation } from "./tenants/cast.ts";
import { readTables, type Table } from "./tenants/catalogue.ts";
import { fill, ofOrganisation } from "./tenants/fill.ts";
import { plant } from "./tenants/plants.ts";
import { readRoutes, walkForeign, walkOwn, walkRoles } from "./tenants/routes.ts";
import { walkSchema, walkTables } from "./tenants/tables.ts";
import { startSuiteDatabase } from "./support/database.ts";
import { runSuite, say } from "./support/report.ts";

/** Few, so that every one of them is used by one organisation right after the other. */
const CONNECTIONS = 3;

await runSuite("tenants", async () => {
  await using database = await startSuiteDatabase({ maxConnections: CONNECTIONS });
  const client = new Client({ connectionString: database.connectionString });
  await client.connect();
  try {
    const stage = openApi(database.db);
    const own = await foundOrganisation(stage, "org-own");
    const other = await foundOrganisation(stage, "org-other");
    const tables = await readTables(client);
    const empty = [...(await fill(client, tables, own)), ...(await fill(client, tables, other))];
    say(
      `${tables.length} tables, a row of each organisation in ${tables.length - new Set(empty.map((reason) => reason.split(" ")[0])).size}`,
    );

    const { routes, faults: unknown } = await readRoutes(stage);
    const foreignIds = await identifiersOf(client, tables, other);
    const before = await contentOf(client, tables, other);
    for (const fault of [...empty, ...unknown]) say(`  NOT OK ${fault}`);
    const roles = await walkRoles(stage, routes, own);
    say(`${routes.length} routes: ${roles.asked} requests by role`);
    for (const fault of roles.faults) say(`  NOT OK ${fault}`);
    const foreign = await walkForeign(stage, routes, { own, other, ids: foreignIds });
    const touched = (await contentOf(client, tables, other)) === before ? [] : ["something of the other organisation was changed"];
    say(`${foreign.asked} requests with ${foreignIds.length} identifiers of the other organisation`);
    for (const fault of [...foreign.faults, ...touched]) say(`  NOT OK ${fault}`);
    const schema = await walkSchema(client, tables);
    const walked = await walkTables(database.db, tables, { own, other });
    say(`${walked.tried} attempts on tables, over ${walked.connections} connections`);
    for (const fault of [...schema, ...walked.faults]) say(`  NOT OK ${fault}`);
    const planted = await plant({ stage, client, own, other, ids: foreignIds });
    const reached = await walkOwn(stage, routes, { own, ids: await identifiersOf(client, tables, own) });

    const faults = [...empty, ...unknown, ...roles.faults, ...foreign.faults, ...touched, ...schema, ...walked.faults, ...reached.faults];
    for (const fault of reached.faults) say(`  NOT OK ${fault}`);
    const missed = planted.filter(({ caught }) => !caught).map(({ name }) => name);
    for (const name of missed) say(`  NOT OK planted and not found: ${name}`);
    return {
      ok: faults.length === 0 && missed.length === 0,
      routes: routes.length,
      tables: tables.length,
      requestsByRole: roles.asked,
      requestsWithForeignIdentifiers: foreign.asked,
      attemptsOnTables: walked.tried,
      connections: walked.connections,
      faults: faults.length,
      planted: planted.length,
      plantedAndFound: planted.length - missed.length,
    };
  } finally {
    await client.end();
  }
});

/** Every identifier of an organisation's rows: what somebody would guess or have seen. */
async function identifiersOf(client: Client, tables: readonly Table[], org: Organisation): Promise<string[]> {
  const ids = new Set<string>();
  for (const table of tables) {
    for (const { name, type } of table.columns) {
      if (name !== "id" && !name.endsWith("_id") && name !== "action_id") continue;
      if (name === "org_id" || (type !== "uuid" && type !== "text")) continue;
      for (const value of await read(client, table, org, `"${name}"::text as value`)) if (typeof value === "string") ids.add(value);
    }
  }
  ids.delete(org.id);
  return [...ids];
}

/** What stands of an organisation, for comparing; the moment of the last use of a key or a session aside. */
async function contentOf(client: Client, tables: readonly Table[], org: Organisation): Promise<string> {
  const parts: string[] = [];
  for (const table of tables) parts.push(`${table.name}:${(await read(client, table, org, "md5(t::text) as value")).toSorted().join()}`);
  return parts.join("\n");
}

async function read(client: Client, table: Table, org: Organisation, what: string): Promise<string[]> {
  const { where, values } = ofOrganisation(table, org);
  await client.query("begin");
  await client.query("select set_config('ai_coo.org_id', $1, true)", [table.belongs.kind === "tenant" ? org.id : ""]);
  const { rows } = await client.query<{ value: string }>(`select ${what} from ai_coo."${table.name}" t where ${where} limit 200`, [
    ...values,
  ]);
  await client.query("rollback");
  return rows.map(({ value }) => value);
}
