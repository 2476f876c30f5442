import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { decideAlert, listAlertViews } from "#src/alerts/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, NOT_FOUND, REFUSALS, SECURITY, needs } from "../openapi.ts";
import { alertBodySchema, alertListSchema, alertQuerySchema, alertSchema, alertVerbSchema, type Alert } from "../schemas/monitoring.ts";
import { given } from "./customers.ts";

const list = createRoute({
  method: "get",
  path: "/api/ai-coo/alerts",
  summary: "Facts that a person should know, newest first, on each page the open ones first",
  security: SECURITY,
  request: { query: alertQuerySchema },
  responses: { 200: json(alertListSchema, "The alerts"), ...REFUSALS },
});

const decide = createRoute({
  method: "post",
  path: "/api/ai-coo/alerts/{id}/{verb}",
  summary: "Acknowledge, resolve, dismiss or reopen an alert",
  security: needs("decide"),
  request: { params: z.object({ id: z.uuid(), verb: alertVerbSchema }), body: jsonBody(alertBodySchema) },
  responses: { 200: json(alertSchema, "The alert as it is now"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
});

/** What the analyses noticed, and what people said to it. */
export function alertRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  const named = async (orgId: string, alerts: readonly Omit<Alert, "statusByName">[]): Promise<Alert[]> => {
    const actors = alerts.flatMap(({ statusBy }) => statusBy ?? []);
    const names = await deps.accounts.namesOf(orgId, [...new Set(actors)]);
    return alerts.map((alert) => ({
      ...alert,
      statusByName: alert.statusBy === null ? null : (names[alert.statusBy] ?? (alert.statusBy.startsWith("system:") ? "AI COO" : null)),
    }));
  };

  app.openapi(list, async (c) => {
    const ctx = contextOf(c, deps);
    const { status, limit, cursor } = c.req.valid("query");
    const page = await listAlertViews(ctx, { limit, ...given({ statuses: status, cursor }) });
    return c.json({ alerts: await named(ctx.orgId, page.alerts), nextCursor: page.nextCursor }, 200);
  });

  app.openapi(decide, async (c) => {
    const ctx = contextOf(c, deps);
    const { id, verb } = c.req.valid("param");
    const alert = await decideAlert({ ctx, input: { alertId: id, verb, reason: c.req.valid("json").reason } });
    return c.json((await named(ctx.orgId, [alert]))[0]!, 200);
  });
}
