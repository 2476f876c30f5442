/**
 * `npm run tenants`: nothing is read or done across organisations, by role or by guessing an identifier. Made from the route table
 * (each route by each role, with each identifier of another organisation in its path and in its body) and from PostgreSQL's catalogue (each table by each verb,
 * on pooled connections, after errors and aborted transactions, as the application's role). What is new is walked as well, or it
 * fails; and it plants violations to show that they are found.
 */
import { Client } from "pg";
import { walkBodies } from "./tenants/bodies.ts";
import { CONNECTIONS, foundOrganisation, openApi } from "./tenants/cast.ts";
import { readTables } from "./tenants/catalogue.ts";
import { contentOf, identifiersOf } from "./tenants/content.ts";
import { fill } from "./tenants/fill.ts";
import { plant } from "./tenants/plants.ts";
import { readRoutes, walkForeign, walkRoles } from "./tenants/routes.ts";
import { walkSchema, walkTables } from "./tenants/tables.ts";
import { walkTwins } from "./tenants/twins.ts";
import { randomOf, shuffled } from "./chaos/random.ts";
import { startSuiteDatabase } from "./support/database.ts";
import { runSuite, say } from "./support/report.ts";

/** In which order things are asked: `--seed=N` does the same again. */
const SEED = Number(process.argv.find((argument) => argument.startsWith("--seed="))?.slice("--seed=".length) ?? Date.now() % 2 ** 31);

await runSuite("tenants", async () => {
  say(`seed ${SEED}`);
  await using database = await startSuiteDatabase({ maxConnections: CONNECTIONS });
  const client = new Client({ connectionString: database.connectionString });
  await client.connect();
  try {
    const stage = openApi(database.db);
    const own = await foundOrganisation(stage, "org-own");
    const other = await foundOrganisation(stage, "org-other");
    const tables = shuffled(randomOf(SEED, "tables"), await readTables(client));
    const empty = [...(await fill(client, tables, own)), ...(await fill(client, tables, other))];
    say(
      `${tables.length} tables, a row of each organisation in ${tables.length - new Set(empty.map((reason) => reason.split(" ")[0])).size}`,
    );

    const { routes: inOrder, faults: unknown } = await readRoutes(stage);
    const routes = shuffled(randomOf(SEED, "routes"), inOrder);
    const foreignIds = shuffled(randomOf(SEED, "identifiers"), await identifiersOf(client, tables, other));
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
    const content = (): Promise<string> => contentOf(client, tables, other);
    const bodies = await walkBodies(stage, routes, { own, other, ids: foreignIds, content });
    say(`${bodies.asked} requests with an identifier in the body, and one of one's own`);
    for (const fault of bodies.faults) say(`  NOT OK ${fault}`);
    const twins = await walkTwins(stage, routes, { neighbour: own, holder: other, content });
    say(`${twins.asked} requests twice, by the neighbour and by the organisation itself`);

    const faults = [
      ...empty,
      ...unknown,
      ...roles.faults,
      ...foreign.faults,
      ...touched,
      ...schema,
      ...walked.faults,
      ...bodies.faults,
      ...twins.faults,
    ];
    for (const fault of twins.faults) say(`  NOT OK ${fault}`);
    const missed = planted.filter(({ caught }) => !caught).map(({ name }) => name);
    for (const name of missed) say(`  NOT OK planted and not found: ${name}`);
    return {
      ok: faults.length === 0 && missed.length === 0,
      seed: SEED,
      routes: routes.length,
      tables: tables.length,
      requestsByRole: roles.asked,
      requestsWithForeignIdentifiers: foreign.asked,
      requestsWithIdentifiersInBodies: bodies.asked,
      requestsAskedTwice: twins.asked,
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
