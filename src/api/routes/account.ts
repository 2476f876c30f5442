import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Context as RequestContext } from "hono";
import { AiCooError } from "#src/lib/errors.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, needs, NOT_FOUND, REFUSALS } from "../openapi.ts";
import { accountSchema, endedSchema, passwordBodySchema, setUpBodySchema, switchBodySchema } from "../schemas/account.ts";
import { doneSchema, personParams } from "../schemas/people.ts";
import { given } from "./customers.ts";

const BASE = "/api/ai-coo/account";
const security = needs("self");
const done = { 200: json(doneSchema, "Done"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT } as const;
const DONE = { ok: true } as const;

const read = createRoute({
  method: "get",
  path: BASE,
  summary: "Your account: how you can sign in, and where you are signed in",
  security,
  responses: { 200: json(accountSchema, "Your account"), ...REFUSALS },
});

const setUp = createRoute({
  method: "post",
  path: `${BASE}/set-up`,
  summary: "Make the account that came with the organisation your own: name, address, password",
  security,
  request: { body: jsonBody(setUpBodySchema) },
  responses: done,
});

const password = createRoute({
  method: "post",
  path: `${BASE}/password`,
  summary: "Set a new password; all your other sessions end",
  security,
  request: { body: jsonBody(passwordBodySchema) },
  responses: done,
});

const removePasskey = createRoute({
  method: "post",
  path: `${BASE}/passkeys/{id}/remove`,
  summary: "Take one of your passkeys away",
  security,
  request: { params: personParams },
  responses: done,
});

const endSession = createRoute({
  method: "post",
  path: `${BASE}/sessions/{id}/end`,
  summary: "End one of your sessions",
  security,
  request: { params: personParams },
  responses: { 200: json(endedSchema, "How many ended"), ...REFUSALS, ...NOT_FOUND },
});

const endOthers = createRoute({
  method: "post",
  path: `${BASE}/sessions/end-others`,
  summary: "End all your sessions but this one",
  security,
  responses: { 200: json(endedSchema, "How many ended"), ...REFUSALS },
});

const switchTo = createRoute({
  method: "post",
  path: `${BASE}/organisation`,
  summary: "Show another of your organisations from now on",
  security,
  request: { body: jsonBody(switchBodySchema) },
  responses: done,
});

/** A person's own account; nobody else's is reachable here, whatever their role. */
export function accountRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  const { own } = deps.accounts;

  app.openapi(read, async (c) => {
    const me = sessionOf(c);
    const { name, email } = c.get("identity");
    const [credentials, sessions] = await Promise.all([own.credentials(me.userId), own.sessions(contextOf(c, deps), me)]);
    return c.json(
      {
        ...credentials,
        userId: me.userId,
        name,
        email: email ?? "",
        passkeys: credentials.passkeys.map((one) => ({ ...one, createdAt: one.createdAt?.toISOString() ?? null })),
        sessions: sessions.map((one) => ({ ...one, createdAt: one.createdAt.toISOString(), expiresAt: one.expiresAt.toISOString() })),
      },
      200,
    );
  });

  app.openapi(setUp, async (c) => {
    await own.setUp(contextOf(c, deps), sessionOf(c), c.req.valid("json"));
    return c.json(DONE, 200);
  });

  app.openapi(password, async (c) => {
    await own.setPassword(contextOf(c, deps), sessionOf(c), given(c.req.valid("json")));
    return c.json(DONE, 200);
  });

  app.openapi(removePasskey, async (c) => {
    await own.removePasskey(contextOf(c, deps), sessionOf(c), c.req.valid("param").id);
    return c.json(DONE, 200);
  });

  // before the one with an id, which would take it for one
  app.openapi(endOthers, async (c) => c.json(await own.endSessions(contextOf(c, deps), sessionOf(c), { others: true }), 200));

  app.openapi(endSession, async (c) => c.json(await own.endSessions(contextOf(c, deps), sessionOf(c), c.req.valid("param")), 200));

  app.openapi(switchTo, async (c) => {
    await own.switchOrganisation(contextOf(c, deps), sessionOf(c), c.req.valid("json").id);
    return c.json(DONE, 200);
  });
}

/** The session of whoever asks; the right `self` has seen to it that there is one. */
function sessionOf(c: RequestContext<ApiEnv>) {
  const { session } = c.get("identity");
  if (session !== null) return session;
  throw new AiCooError("forbidden", "A key has no account, so nothing was done.", { next: "Sign in." });
}
