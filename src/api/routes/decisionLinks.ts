import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { AiCooError } from "#src/lib/errors.ts";
import { decideByLink, viewLink, type LinkVisitor } from "#src/notifications/index.ts";
import { DECISIONS } from "../decisions.ts";
import type { ApiDeps, ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, NOT_FOUND, REFUSALS } from "../openapi.ts";
import { readActionDetail } from "../reads/detail.ts";
import { decideBodySchema, decisionLinkSchema, linkBodySchema, linkDecidedSchema } from "../schemas/notifications.ts";

// Both are asked by POST, so that the token stands in no address; looking changes nothing.
const view = createRoute({
  method: "post",
  path: "/api/decision-links/view",
  summary: "What a mailed link is about: the complete action, and what deciding takes; decides nothing",
  request: { body: jsonBody(linkBodySchema) },
  responses: { 200: json(decisionLinkSchema, "The link"), ...REFUSALS, ...NOT_FOUND },
});

const decide = createRoute({
  method: "post",
  path: "/api/decision-links/decide",
  summary: "Decide by a mailed link, once: with a session of the person it was sent to, or, at low risk, the code of its page",
  request: { body: jsonBody(decideBodySchema) },
  responses: { 200: json(linkDecidedSchema, "What it came to"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
});

/** What mailed links decide by. The link says who it was sent to and for which document; who brings it is only what a session says. */
export function decisionLinkRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  const { db, clock } = deps;

  app.openapi(view, async (c) => {
    const { token } = c.req.valid("json");
    const visitor = await visitorOf(deps, c.req.raw.headers);
    const link = await viewLink({ db, clock }, token, visitor);
    const { state, person, needs, code, expiresAt, actionId, riskLevel, status, orgId, userId, fingerprint } = link;
    // who looks without a session sees what the mail said, of this version alone
    const mayLook = state !== "not_yours" && state !== "changed";
    const found = mayLook ? await readActionDetail({ db, clock, orgId, actor: `user:${userId}` }, actionId, deps) : null;
    const action = found?.fingerprint === fingerprint ? found : null;
    const actsFor = link.actsFor === null ? null : { name: link.actsFor.name, until: link.actsFor.until.toISOString() };
    const decided = link.decided === null ? null : { ...link.decided, at: link.decided.at.toISOString() };
    const standing = { state, actionId, riskLevel, status, expiresAt: expiresAt.toISOString(), actsFor, decided };
    const isSignedIn = visitor !== null && state !== "not_yours";
    return c.json({ ...standing, person, isSignedIn, needs, code, action }, 200);
  });

  app.openapi(decide, async (c) => {
    const { token, ...input } = c.req.valid("json");
    if (input.decision === "reject" && input.reason === undefined) {
      throw new AiCooError("invalid_input", "A rejection says why, so nothing was decided.", {
        next: "Write a word or two: it is fed back to what proposes.",
        details: { issues: [{ path: "reason", message: "must be said" }] },
      });
    }
    const visitor = await visitorOf(deps, c.req.raw.headers);
    return c.json(await decideByLink({ db, clock }, token, input, { visitor, verbs: DECISIONS }), 200);
  });
}

/** The person of the request's session; null without one. A key is nobody a link was sent to. */
async function visitorOf({ accounts }: ApiDeps, headers: Headers): Promise<LinkVisitor | null> {
  if (headers.get("cookie") === null) return null;
  try {
    const { session, orgId } = await accounts.identify(headers);
    return session === null ? null : { orgId, userId: session.userId, signedInAt: session.signedInAt };
  } catch (error) {
    if (error instanceof AiCooError && error.code === "unauthenticated") return null;
    throw error;
  }
}
