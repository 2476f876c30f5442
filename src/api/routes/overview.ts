import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { json, REFUSALS, SECURITY } from "../openapi.ts";
import { readOverview } from "../reads/overview.ts";
import { readMetrics } from "../reads/metrics.ts";
import { metricsSchema } from "../schemas/metrics.ts";
import { overviewQuerySchema, overviewSchema } from "../schemas/overview.ts";

const overview = createRoute({
  method: "get",
  path: "/api/ai-coo/overview",
  summary: "How the business stands and what the system did, over the last days",
  security: SECURITY,
  request: { query: overviewQuerySchema },
  responses: { 200: json(overviewSchema, "The overview"), ...REFUSALS },
});

const metrics = createRoute({
  method: "get",
  path: "/api/ai-coo/metrics",
  summary: "Every figure that the analyses keep, by company and day, and who has how much to do",
  security: SECURITY,
  request: { query: overviewQuerySchema },
  responses: { 200: json(metricsSchema, "The figures"), ...REFUSALS },
});

/** The figures of the business with their history. */
export function overviewRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(overview, async (c) => c.json(await readOverview(contextOf(c, deps), c.req.valid("query")), 200));
  app.openapi(metrics, async (c) => c.json(await readMetrics(contextOf(c, deps), c.req.valid("query")), 200));
}
