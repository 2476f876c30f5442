import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { cancelFollowUp, listFollowUps } from "#src/followups/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, NOT_FOUND, REFUSALS, SECURITY, needs } from "../openapi.ts";
import { cancelBodySchema } from "../schemas/actions.ts";
import { followUpListSchema, followUpQuerySchema, followUpSchema } from "../schemas/followUps.ts";
import { actionParams } from "./actions.ts";

const list = createRoute({
  method: "get",
  path: "/api/ai-coo/follow-ups",
  summary: "Follow-ups, newest first, a page at a time",
  security: SECURITY,
  request: { query: followUpQuerySchema },
  responses: { 200: json(followUpListSchema, "A page"), ...REFUSALS },
});

const cancel = createRoute({
  method: "post",
  path: "/api/ai-coo/follow-ups/{id}/cancel",
  summary: "Withdraw a follow-up before it becomes anything",
  security: needs("decide"),
  request: { params: actionParams, body: jsonBody(cancelBodySchema) },
  responses: { 200: json(followUpSchema, "The follow-up"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
});

/** What actions scheduled for later. */
export function followUpRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(list, async (c) => {
    const { status, limit, cursor } = c.req.valid("query");
    const input = { limit, ...(status === undefined ? {} : { status }), ...(cursor === undefined ? {} : { cursor }) };
    return c.json(await listFollowUps({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(cancel, async (c) => {
    const input = { followUpId: c.req.valid("param").id, reason: c.req.valid("json").reason };
    return c.json(await cancelFollowUp({ ctx: contextOf(c, deps), input }), 200);
  });
}
