import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { json, jsonBody, needs, NOT_FOUND, REFUSALS } from "../openapi.ts";
import { doneSchema, keyListSchema, madeKeySchema, makeKeyBodySchema, personParams } from "../schemas/people.ts";
import { given } from "./customers.ts";

const PATH = "/api/ai-coo/keys";

const list = createRoute({
  method: "get",
  path: PATH,
  summary: "The keys that open something, with when each was last used",
  security: needs("people"),
  responses: { 200: json(keyListSchema, "The keys"), ...REFUSALS },
});

const make = createRoute({
  method: "post",
  path: PATH,
  summary: "Make a key for a program; it is shown once, in this answer",
  security: needs("people"),
  request: { body: jsonBody(makeKeyBodySchema) },
  responses: { 200: json(madeKeySchema, "The key"), ...REFUSALS },
});

const revoke = createRoute({
  method: "post",
  path: `${PATH}/{id}/revoke`,
  summary: "End a key at once",
  security: needs("people"),
  request: { params: personParams },
  responses: { 200: json(doneSchema, "Done"), ...REFUSALS, ...NOT_FOUND },
});

/** Keys for programs. */
export function keyRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  const { keys } = deps.accounts;

  app.openapi(list, async (c) => {
    const found = await keys.list(contextOf(c, deps));
    return c.json(
      {
        keys: found.map((one) => ({
          ...one,
          scopes: [...one.scopes],
          createdAt: one.createdAt.toISOString(),
          expiresAt: one.expiresAt?.toISOString() ?? null,
          lastUsedAt: one.lastUsedAt?.toISOString() ?? null,
        })),
      },
      200,
    );
  });

  app.openapi(make, async (c) => c.json(await keys.make(contextOf(c, deps), given(c.req.valid("json"))), 200));

  app.openapi(revoke, async (c) => {
    await keys.revoke(contextOf(c, deps), c.req.valid("param").id);
    return c.json({ ok: true } as const, 200);
  });
}
