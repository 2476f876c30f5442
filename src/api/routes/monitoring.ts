import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { withTransaction } from "#src/db/index.ts";
import { ANALYSIS_JOBS, enqueue } from "#src/queue/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { json, REFUSALS, SECURITY, needs } from "../openapi.ts";
import { readHeldCandidates, readLatestAnalysis, readNotChased } from "../reads/analyses.ts";
import { analysisQueuedSchema, heldListSchema, latestAnalysisSchema, notChasedListSchema } from "../schemas/monitoring.ts";

const notChased = createRoute({
  method: "get",
  path: "/api/ai-coo/not-chased",
  summary: "Overdue customers for whom the latest analysis proposed nothing, and why",
  security: SECURITY,
  responses: { 200: json(notChasedListSchema, "The list"), ...REFUSALS },
});

const held = createRoute({
  method: "get",
  path: "/api/ai-coo/not-proposed",
  summary: "Deals, customers, projects and tasks that the latest analyses proposed nothing for, and why",
  security: SECURITY,
  responses: { 200: json(heldListSchema, "The list"), ...REFUSALS },
});

const latest = createRoute({
  method: "get",
  path: "/api/ai-coo/analyses/latest",
  summary: "The figures of the latest analysis",
  security: SECURITY,
  responses: { 200: json(latestAnalysisSchema, "The figures"), ...REFUSALS },
});

const run = createRoute({
  method: "post",
  path: "/api/ai-coo/analyses",
  summary: "Analyse now; asking again while one waits asks for nothing more",
  security: needs("decide"),
  responses: { 202: json(analysisQueuedSchema, "It begins shortly"), ...REFUSALS },
});

export function monitoringRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(notChased, async (c) => c.json(await readNotChased(contextOf(c, deps)), 200));
  app.openapi(held, async (c) => c.json(await readHeldCandidates(contextOf(c, deps)), 200));
  app.openapi(latest, async (c) => c.json(await readLatestAnalysis(contextOf(c, deps)), 200));
  app.openapi(run, async (c) => {
    const ctx = contextOf(c, deps);
    const payload = { orgId: ctx.orgId };
    await withTransaction(ctx, async (inner) => {
      for (const name of ANALYSIS_JOBS) await enqueue(inner, { name, payload });
    });
    return c.json({ queued: true as const }, 202);
  });
}
