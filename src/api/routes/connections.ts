import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { withTransaction } from "#src/db/index.ts";
import { CHECK_JOBS, enqueue } from "#src/queue/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { json, REFUSALS, SECURITY, needs } from "../openapi.ts";
import { readJobRun, type LastRun } from "../reads/jobRuns.ts";
import { askedSchema } from "../schemas/audit.ts";
import { connectionListSchema, connectionNameSchema, connectionParams, type Connection } from "../schemas/connections.ts";

const list = createRoute({
  method: "get",
  path: "/api/ai-coo/connections",
  summary: "The ways to the outside, as a worker last found each",
  security: SECURITY,
  responses: { 200: json(connectionListSchema, "The connections"), ...REFUSALS },
});

const test = createRoute({
  method: "post",
  path: "/api/ai-coo/connections/{name}/test",
  summary: "Try a connection; a worker does it, because this process holds no secret, and the list says how it came out",
  security: needs("govern"),
  request: { params: connectionParams },
  responses: { 202: json(askedSchema, "It begins shortly"), ...REFUSALS },
});

/** Odoo, mail, SMS and the model: whether each can be used, and exactly what is wrong where not. */
export function connectionRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(list, async (c) => {
    const ctx = contextOf(c, deps);
    const connections: Connection[] = [];
    for (const name of connectionNameSchema.options) {
      const run = await readJobRun(ctx, CHECK_JOBS[name]);
      connections.push({ name, last: run === null ? null : lastOf(run) });
    }
    return c.json({ connections }, 200);
  });

  app.openapi(test, async (c) => {
    const ctx = contextOf(c, deps);
    const { name } = c.req.valid("param");
    await withTransaction(ctx, (inner) => enqueue(inner, { name: CHECK_JOBS[name], payload: { orgId: ctx.orgId } }));
    return c.json({ queued: true as const, askedAt: deps.clock.now().toISOString() }, 202);
  });
}

/** What the job keeps; its contract is the worker's checks. */
const resultSchema = z.object({
  ok: z.boolean().catch(false),
  kind: z.string().catch(""),
  where: z.string().catch(""),
  from: z.string().nullable().catch(null),
  sentence: z.string().catch(""),
  next: z.string().nullable().catch(null),
  milliseconds: z.number().nullable().catch(null),
  cost_usd: z.number().nullable().catch(null),
  parts: z.string().catch(""),
});

function lastOf({ startedAt, finishedAt, result, error }: LastRun): NonNullable<Connection["last"]> {
  const { cost_usd: costUsd, parts, ...found } = resultSchema.parse(result);
  const sentence = error ?? found.sentence;
  return {
    startedAt,
    finishedAt,
    ...found,
    ok: error === null && found.ok,
    sentence,
    costUsd,
    parts: parts.split(",").filter((part) => part !== ""),
  };
}
