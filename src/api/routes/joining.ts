import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import type { Identity } from "../accounts/index.ts";
import type { ApiDeps, ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, NOT_FOUND, REFUSALS } from "../openapi.ts";
import { acceptBodySchema, invitationViewSchema, lookBodySchema, setUpSchema } from "../schemas/account.ts";
import { AiCooError, hasCode } from "#src/lib/errors.ts";

const setUp = createRoute({
  method: "get",
  path: "/api/set-up",
  summary: "Whether nobody has a password or a passkey yet, so that the first thing to do is setting up",
  responses: { 200: json(setUpSchema, "Whether it is needed") },
});

const look = createRoute({
  method: "post",
  path: "/api/invitations/look",
  summary: "What an invitation offers, for who holds its link; takes nothing",
  request: { body: jsonBody(lookBodySchema) },
  responses: { 200: json(invitationViewSchema, "The invitation"), ...REFUSALS, ...NOT_FOUND },
});

const accept = createRoute({
  method: "post",
  path: "/api/invitations/accept",
  summary: "Join: with a new account for the invited address, or as the account that is signed in",
  request: { body: jsonBody(acceptBodySchema) },
  responses: {
    200: json(z.object({ ok: z.literal(true), email: z.string() }), "You belong to it"),
    ...REFUSALS,
    ...NOT_FOUND,
    ...CONFLICT,
  },
});

/** What people without a session may ask. An invitation is shown and taken by POST alone: what follows links takes none. */
export function joiningRoutes(app: OpenAPIHono<ApiEnv>, { accounts }: ApiDeps): void {
  app.openapi(setUp, async (c) => c.json({ needed: await accounts.needsSetUp() }, 200));

  app.openapi(look, async (c) => {
    const found = await accounts.invitations.look(c.req.valid("json").token);
    const me = await whoever(accounts.identify, c.req.raw.headers);
    return c.json({ ...found, expiresAt: found.expiresAt.toISOString(), signedInAs: me?.email ?? null }, 200);
  });

  app.openapi(accept, async (c) => {
    const { token, account } = c.req.valid("json");
    const { email } = await accounts.invitations.look(token);
    if (account !== undefined) {
      await accounts.invitations.accept(token, account);
      return c.json({ ok: true as const, email }, 200);
    }
    const me = await whoever(accounts.identify, c.req.raw.headers);
    if (me?.session === null || me?.session === undefined || me.email === null) {
      throw new AiCooError("unauthenticated", "You are not signed in, so you did not join.", {
        next: "Sign in with the account of the invited address, or make one.",
      });
    }
    await accounts.invitations.accept(token, { signedIn: { userId: me.session.userId, email: me.email } });
    return c.json({ ok: true as const, email }, 200);
  });
}

/** Who is signed in, if anybody is. */
async function whoever(identify: (headers: Headers) => Promise<Identity>, headers: Headers): Promise<Identity | null> {
  try {
    return await identify(headers);
  } catch (error) {
    if (hasCode(error, "unauthenticated", "forbidden")) return null;
    throw error;
  }
}
