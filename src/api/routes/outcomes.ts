import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { outcomesReport } from "#src/outcomes/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { json, REFUSALS, SECURITY } from "../openapi.ts";
import { outcomesQuerySchema, outcomesReportSchema } from "../schemas/outcomes.ts";

const report = createRoute({
  method: "get",
  path: "/api/ai-coo/outcomes",
  summary: "By action type: what was proposed in a period, what people said to it, and what came after it",
  security: SECURITY,
  request: { query: outcomesQuerySchema },
  responses: { 200: json(outcomesReportSchema, "The report"), ...REFUSALS },
});

const DEFAULT_DAYS = 90;
const DAY_MS = 86_400_000;

export function outcomeRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(report, async (c) => {
    const query = c.req.valid("query");
    const until = query.until === undefined ? deps.clock.now() : new Date(query.until);
    const since = query.since === undefined ? new Date(until.getTime() - DEFAULT_DAYS * DAY_MS) : new Date(query.since);
    return c.json(await outcomesReport(contextOf(c, deps), { since, until }), 200);
  });
}
