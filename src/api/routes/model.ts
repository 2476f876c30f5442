import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { json, REFUSALS, SECURITY } from "../openapi.ts";
import { readModelUsage } from "../reads/modelUsage.ts";
import { modelUsageSchema } from "../schemas/model.ts";

const usage = createRoute({
  method: "get",
  path: "/api/ai-coo/model/usage",
  summary: "What a language model was asked for this month, what it cost, and why the playbook's words were kept",
  security: SECURITY,
  responses: { 200: json(modelUsageSchema, "The month so far"), ...REFUSALS },
});

/** The use of a model; nothing here asks one. */
export function modelRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(usage, async (c) => {
    const ctx = contextOf(c, deps);
    return c.json(await readModelUsage(ctx, await deps.modelMonth(ctx)), 200);
  });
}
