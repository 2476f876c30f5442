import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { releaseAction } from "#src/actions/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, NOT_FOUND, REFUSALS, needs } from "../openapi.ts";
import { decisionSchema, releaseBodySchema } from "../schemas/actions.ts";
import { actionParams } from "./actions.ts";

const release = createRoute({
  method: "post",
  path: "/api/ai-coo/actions/{id}/release",
  summary: "Let an action go that is held, and say why",
  security: needs("decide"),
  request: { params: actionParams, body: jsonBody(releaseBodySchema) },
  responses: { 200: json(decisionSchema, "What it came to"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
});

export function holdRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(release, async (c) => {
    const input = { actionId: c.req.valid("param").id, ...c.req.valid("json") };
    return c.json(await releaseAction({ ctx: contextOf(c, deps), input }), 200);
  });
}
