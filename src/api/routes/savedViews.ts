import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Context as RequestContext } from "hono";
import { AiCooError } from "#src/lib/errors.ts";
import { removeSavedView, savedViewsOf, saveView } from "#src/people/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, needs, NOT_FOUND, REFUSALS } from "../openapi.ts";
import { savedViewListSchema, savedViewParams, saveViewBodySchema } from "../schemas/savedViews.ts";

const BASE = "/api/ai-coo/saved-views";
const security = needs("self");

const list = createRoute({
  method: "get",
  path: BASE,
  summary: "The views of the inbox that you keep by name",
  security,
  responses: { 200: json(savedViewListSchema, "Your views"), ...REFUSALS },
});

const save = createRoute({
  method: "put",
  path: BASE,
  summary: "Keep a view of the inbox by a name; one of the same name is replaced",
  security,
  request: { body: jsonBody(saveViewBodySchema) },
  responses: { 200: json(savedViewListSchema, "Your views, with this one"), ...REFUSALS, ...CONFLICT },
});

const remove = createRoute({
  method: "post",
  path: `${BASE}/{id}/remove`,
  summary: "Take one of your views away",
  security,
  request: { params: savedViewParams },
  responses: { 200: json(savedViewListSchema, "Your views, without this one"), ...REFUSALS, ...NOT_FOUND },
});

/** Everybody's own views: nobody sees or changes another's, also not while standing in for them. */
export function savedViewRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(list, async (c) => c.json({ views: await savedViewsOf(contextOf(c, deps), personOf(c)) }, 200));

  app.openapi(save, async (c) => c.json({ views: await saveView(contextOf(c, deps), personOf(c), c.req.valid("json")) }, 200));

  app.openapi(remove, async (c) => c.json({ views: await removeSavedView(contextOf(c, deps), personOf(c), c.req.valid("param").id) }, 200));
}

/** The signed-in person; the right `self` has seen to it that there is one. */
function personOf(c: RequestContext<ApiEnv>): string {
  const { session } = c.get("identity");
  if (session !== null) return session.userId;
  throw new AiCooError("forbidden", "A key keeps no views, so nothing was done.", { next: "Sign in." });
}
