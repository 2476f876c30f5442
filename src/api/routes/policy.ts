import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { revokeRule } from "#src/actions/index.ts";
import {
  acceptSuggestion,
  dismissSuggestion,
  dryRunPolicy,
  getGuardrails,
  liftPause,
  listSuggestions,
  readPolicyView,
  saveGuardrails,
  type RuleSuggestion,
} from "#src/policy/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, NOT_FOUND, REFUSALS, SECURITY, needs } from "../openapi.ts";
import {
  acceptBodySchema,
  acceptedSchema,
  dismissBodySchema,
  dryRunBodySchema,
  dryRunSchema,
  guardrailsSchema,
  liftBodySchema,
  MOST_SHOWN,
  revokeBodySchema,
  revokedSchema,
  ruleSuggestionListSchema,
  ruleSuggestionSchema,
  saveGuardrailsBodySchema,
  suggestionQuerySchema,
  type GuardrailsView,
  type RuleSuggestionView,
} from "../schemas/policy.ts";
import { actionParams } from "./actions.ts";

const BASE = "/api/ai-coo";
const present = json(guardrailsSchema, "The guardrails as they are now");

const read = createRoute({
  method: "get",
  path: `${BASE}/guardrails`,
  summary: "What the organisation allows, and how each of its rules stands",
  security: SECURITY,
  responses: { 200: present, ...REFUSALS },
});

const save = createRoute({
  method: "put",
  path: `${BASE}/guardrails`,
  summary: "Replace the guardrails, while they are those that were read",
  security: needs("govern"),
  request: { body: jsonBody(saveGuardrailsBodySchema) },
  responses: { 200: present, ...REFUSALS, ...CONFLICT },
});

const dryRun = createRoute({
  method: "post",
  path: `${BASE}/guardrails/dry-run`,
  summary: "What guardrails would have approved of what was proposed of late; changes nothing",
  security: needs("read"),
  request: { body: jsonBody(dryRunBodySchema) },
  responses: { 200: json(dryRunSchema, "What they would have approved"), ...REFUSALS },
});

const revoke = createRoute({
  method: "post",
  path: `${BASE}/guardrails/revoke`,
  summary: "Take a rule out, and back what it approved and has not run",
  security: needs("govern"),
  request: { body: jsonBody(revokeBodySchema) },
  responses: { 200: json(revokedSchema, "What was taken back"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
});

const lift = createRoute({
  method: "post",
  path: `${BASE}/guardrails/lift-pause`,
  summary: "Let a paused rule go on",
  security: needs("govern"),
  request: { body: jsonBody(liftBodySchema) },
  responses: { 200: present, ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
});

const list = createRoute({
  method: "get",
  path: `${BASE}/rule-suggestions`,
  summary: "Rules that the system suggests from what people decided, newest first",
  security: SECURITY,
  request: { query: suggestionQuerySchema },
  responses: { 200: json(ruleSuggestionListSchema, "The suggestions"), ...REFUSALS },
});

const accept = createRoute({
  method: "post",
  path: `${BASE}/rule-suggestions/{id}/accept`,
  summary: "Take a suggested rule into the guardrails, for its number of days or fewer",
  security: needs("govern"),
  request: { params: actionParams, body: jsonBody(acceptBodySchema) },
  responses: { 200: json(acceptedSchema, "The rule"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
});

const dismiss = createRoute({
  method: "post",
  path: `${BASE}/rule-suggestions/{id}/dismiss`,
  summary: "Say no to a suggestion, and why",
  security: needs("govern"),
  request: { params: actionParams, body: jsonBody(dismissBodySchema) },
  responses: { 200: json(ruleSuggestionSchema, "The suggestion"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
});

const DAY_MS = 86_400_000;

/** What may be approved without a person, and by how many people the rest: read by all, changed by owners and admins. */
export function policyRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  const named = async (orgId: string, actor: string | null): Promise<string | null> => {
    if (actor === null || actor.startsWith("system:")) return actor === null ? null : "AI COO";
    return (await deps.accounts.namesOf(orgId, [actor]))[actor] ?? actor;
  };
  const view = async (ctx: ReturnType<typeof contextOf>): Promise<GuardrailsView> => {
    const found = await readPolicyView(ctx);
    return { ...found, updatedAt: found.updatedAt?.toISOString() ?? null, updatedBy: await named(ctx.orgId, found.updatedBy) };
  };
  const shown = async (orgId: string, suggestion: RuleSuggestion): Promise<RuleSuggestionView> => ({
    ...suggestion,
    decidedBy: await named(orgId, suggestion.decidedBy),
  });

  app.openapi(read, async (c) => c.json(await view(contextOf(c, deps)), 200));

  app.openapi(save, async (c) => {
    const ctx = contextOf(c, deps);
    const { version, settings } = c.req.valid("json");
    await saveGuardrails(ctx, settings, { ifVersion: version });
    return c.json(await view(ctx), 200);
  });

  app.openapi(dryRun, async (c) => {
    const ctx = contextOf(c, deps);
    const { settings, days } = c.req.valid("json");
    const since = new Date(ctx.clock.now().getTime() - days * DAY_MS);
    const run = await dryRunPolicy(ctx, settings ?? (await getGuardrails(ctx)), { since });
    return c.json({ ...run, approved: run.wouldApprove.length, wouldApprove: run.wouldApprove.toReversed().slice(0, MOST_SHOWN) }, 200);
  });

  app.openapi(revoke, async (c) => {
    return c.json(await revokeRule({ ctx: contextOf(c, deps), input: c.req.valid("json") }), 200);
  });

  app.openapi(lift, async (c) => {
    const ctx = contextOf(c, deps);
    await liftPause(ctx, c.req.valid("json"));
    return c.json(await view(ctx), 200);
  });

  app.openapi(list, async (c) => {
    const ctx = contextOf(c, deps);
    const { status, limit } = c.req.valid("query");
    const suggestions = await listSuggestions(ctx, { statuses: status, limit });
    return c.json({ suggestions: await Promise.all(suggestions.map((one) => shown(ctx.orgId, one))) }, 200);
  });

  app.openapi(accept, async (c) => {
    const ctx = contextOf(c, deps);
    const { suggestion, rule, version } = await acceptSuggestion(ctx, { suggestionId: c.req.valid("param").id, ...c.req.valid("json") });
    return c.json({ suggestion: await shown(ctx.orgId, suggestion), rule: rule.name, until: rule.until ?? null, version }, 200);
  });

  app.openapi(dismiss, async (c) => {
    const ctx = contextOf(c, deps);
    const input = { suggestionId: c.req.valid("param").id, ...c.req.valid("json") };
    return c.json(await shown(ctx.orgId, await dismissSuggestion(ctx, input)), 200);
  });
}
