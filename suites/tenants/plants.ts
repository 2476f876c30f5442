import type { Client } from "pg";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import { needs, SECURITY } from "#src/api/openapi.ts";
import { walkBodies } from "./bodies.ts";
import { openApi, type Organisation, type Stage } from "./cast.ts";
import { readTables } from "./catalogue.ts";
import { readRoutes, walkForeign, walkRoles } from "./routes.ts";
import { walkSchema, walkTables } from "./tables.ts";

export interface Planted {
  readonly name: string;
  readonly caught: boolean;
}

interface World {
  readonly stage: Stage;
  readonly client: Client;
  readonly own: Organisation;
  readonly other: Organisation;
  readonly ids: readonly string[];
}

/** Violations that the suite plants itself, to show that its walks find them. */
export async function plant(world: World): Promise<Planted[]> {
  return [
    await inSchema(world, "a table without its policy", "alter table ai_coo.alerts disable row level security"),
    await inSchema(world, "a second policy that lets all through", "create policy open on ai_coo.suppressions using (true)"),
    await inSchema(world, "credentials read in a tenant's transaction", `create policy open on ai_coo.session using (true)`),
    await inSchema(world, "the right to truncate", "grant truncate on ai_coo.outreach_ledger to ai_coo_app"),
    await inRoutes(world, "a route that reads by identifier alone"),
    await inRoutes(world, "a route that forgot its right"),
    await inRoutes(world, "a route without a sign-in"),
    await inRoutes(world, "a route with an identifier in its body that no scene knows"),
  ];
}

/** Inside the walk's own sight and taken back afterwards by its counterpart. */
async function inSchema({ stage, client, own, other }: World, name: string, statement: string): Promise<Planted> {
  await client.query(statement);
  try {
    const tables = (await readTables(client)).filter((table) => statement.includes(`ai_coo.${table.name}`));
    const faults = [...(await walkSchema(client, tables)), ...(await walkTables(stage.db, tables, { own, other })).faults];
    return { name, caught: faults.length > 0 };
  } finally {
    await client.query(undone(statement));
  }
}

function undone(statement: string): string {
  if (statement.startsWith("alter")) return statement.replace("disable", "enable");
  if (statement.startsWith("grant")) return statement.replace("grant", "revoke").replace(" to ", " from ");
  return `drop policy open on ${/ on (\S+)/.exec(statement)?.[1] ?? ""}`;
}

async function inRoutes({ stage, own, other, ids }: World, name: string): Promise<Planted> {
  const planted = openApi(stage.db);
  const answer = { 200: { description: "planted", content: { "application/json": { schema: z.object({ found: z.string() }) } } } };
  if (name.includes("body")) {
    const body = { content: { "application/json": { schema: z.strictObject({ action: z.string().max(64) }) } }, required: true };
    const route = createRoute({
      method: "post",
      path: "/api/ai-coo/planted",
      security: needs("read"),
      request: { body },
      responses: answer,
    });
    planted.app.openapi(route, (c) => c.json({ found: "all" }, 200));
  } else if (name.includes("identifier")) {
    const route = createRoute({
      method: "get",
      path: "/api/ai-coo/planted/{id}",
      security: needs("read"),
      request: { params: z.object({ id: z.string() }) },
      responses: answer,
    });
    planted.app.openapi(route, (c) => c.json({ found: c.req.valid("param").id }, 200));
  } else if (name.includes("right")) {
    const route = createRoute({ method: "post", path: "/api/ai-coo/planted", security: SECURITY, responses: answer });
    planted.app.openapi(route, (c) => c.json({ found: "all" }, 200));
  } else {
    planted.app.get("/api/planted", (c) => c.json({ found: "all" }));
  }
  // behind the catch-all of the API nothing that is added answers any more, so what the first would say is said here
  const app = Object.assign(Object.create(planted.app) as typeof planted.app, {
    request: (path: string, init?: RequestInit) =>
      path.includes("/planted/") ? new Response('{"found":"all"}', { status: 200 }) : planted.app.request(path, init),
  });
  const { routes, faults } = await readRoutes(planted);
  const those = routes.filter(({ path }) => path.includes("planted"));
  const roles = await walkRoles(planted, those, own);
  const foreign = await walkForeign({ ...planted, app }, those, { own, other, ids });
  const bodies = await walkBodies({ ...planted, app }, those, { own, other, ids: [], content: () => Promise.resolve("") });
  // what is planted for one walk is found by that one
  const found = name.includes("body") ? bodies.faults : [...faults, ...roles.faults, ...foreign.faults];
  return { name, caught: found.some((fault) => fault.includes("planted")) };
}
