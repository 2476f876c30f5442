import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { json, REFUSALS, SECURITY } from "../openapi.ts";
import { readOutreachCalendar, readOutreachPlans } from "../reads/outreach.ts";
import { outreachCalendarSchema, outreachPlansSchema, outreachQuerySchema } from "../schemas/outreach.ts";

const contacted = createRoute({
  method: "get",
  path: "/api/ai-coo/outreach",
  summary: "Who was contacted between two days, newest first, a page at a time",
  security: SECURITY,
  request: { query: outreachQuerySchema },
  responses: { 200: json(outreachCalendarSchema, "A page"), ...REFUSALS },
});

const planned = createRoute({
  method: "get",
  path: "/api/ai-coo/outreach/planned",
  summary: "Who will be contacted, as far as anybody can say now",
  security: SECURITY,
  responses: { 200: json(outreachPlansSchema, "The plans"), ...REFUSALS },
});

/** Who was and who will be contacted. */
export function outreachRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(contacted, async (c) => c.json(await readOutreachCalendar(contextOf(c, deps), c.req.valid("query")), 200));
  app.openapi(planned, async (c) => c.json(await readOutreachPlans(contextOf(c, deps)), 200));
}
