import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { ApiDeps, ApiEnv } from "../deps.ts";
import { json, REFUSALS, SECURITY } from "../openapi.ts";
import { sessionSchema } from "../schemas/session.ts";

const session = createRoute({
  method: "get",
  path: "/api/session",
  summary: "Who asks, for which organisation, with which rights",
  security: SECURITY,
  responses: { 200: json(sessionSchema, "You"), ...REFUSALS },
});

export function sessionRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(session, (c) => {
    const { actor, name, email, role, mayDecide, mayStop, orgId, orgName } = c.get("identity");
    return c.json(
      { actor, name, email, role, mayDecide, mayStop, organisation: { id: orgId, name: orgName }, odooUrl: deps.odooUrl ?? null },
      200,
    );
  });
}
