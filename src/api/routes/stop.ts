import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { resumeActions } from "#src/actions/index.ts";
import { getStopSwitch, stopExecution, type StopSwitch } from "#src/policy/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { json, jsonBody, REFUSALS, SECURITY, needs } from "../openapi.ts";
import { stopBodySchema, stopSwitchSchema, type StopSwitchView } from "../schemas/stop.ts";

const PATH = "/api/ai-coo/stop";
const responses = { 200: json(stopSwitchSchema, "The emergency stop as it is now"), ...REFUSALS } as const;

const read = createRoute({ method: "get", path: PATH, summary: "Whether everything is stopped, and why", security: SECURITY, responses });

const stop = createRoute({
  method: "post",
  path: PATH,
  summary: "Stop everything: nothing starts any more, what is in flight finishes",
  security: needs("control"),
  request: { body: jsonBody(stopBodySchema) },
  responses,
});

const resume = createRoute({
  method: "post",
  path: "/api/ai-coo/resume",
  summary: "Let approved actions run again",
  security: needs("control"),
  request: { body: jsonBody(stopBodySchema) },
  responses,
});

export function stopRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  const view = async (orgId: string, { stopped, stoppedAt, stoppedBy, reason }: StopSwitch): Promise<StopSwitchView> => {
    const names = stoppedBy === null ? {} : await deps.accounts.namesOf(orgId, [stoppedBy]);
    return {
      stopped,
      stoppedAt: stoppedAt?.toISOString() ?? null,
      stoppedBy: stoppedBy === null ? null : (names[stoppedBy] ?? (stoppedBy.startsWith("system:") ? "AI COO" : stoppedBy)),
      reason,
    };
  };
  app.openapi(read, async (c) => {
    const ctx = contextOf(c, deps);
    return c.json(await view(ctx.orgId, await getStopSwitch(ctx)), 200);
  });
  app.openapi(stop, async (c) => {
    const ctx = contextOf(c, deps);
    return c.json(await view(ctx.orgId, await stopExecution(ctx, c.req.valid("json"))), 200);
  });
  app.openapi(resume, async (c) => {
    const ctx = contextOf(c, deps);
    return c.json(await view(ctx.orgId, await resumeActions(ctx, c.req.valid("json"))), 200);
  });
}
