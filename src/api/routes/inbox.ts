import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { approveAction, checkFacts, recallAction, rejectAction } from "#src/actions/index.ts";
import type { Context } from "#src/db/index.ts";
import { asAiCooError } from "#src/lib/errors.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, NOT_FOUND, REFUSALS, needs } from "../openapi.ts";
import {
  decideBodySchema,
  decidedSchema,
  factsAskedSchema,
  recallBodySchema,
  recalledSchema,
  type DecideBody,
  type DecidedOne,
} from "../schemas/inbox.ts";
import { actionParams } from "./actions.ts";
import { channelOf } from "./decisions.ts";

const refusals = { ...REFUSALS, ...NOT_FOUND, ...CONFLICT } as const;

const recall = createRoute({
  method: "post",
  path: "/api/ai-coo/actions/{id}/recall",
  summary: "Take an approval back before anything has started, or a rejection within moments; the action waits for a decision again",
  security: needs("decide"),
  request: { params: actionParams, body: jsonBody(recallBodySchema) },
  responses: { 200: json(recalledSchema, "The version that waits for a decision now"), ...refusals },
});

const check = createRoute({
  method: "post",
  path: "/api/ai-coo/actions/{id}/check",
  summary: "Ask how the facts of an action stand now; the answer comes with the action",
  security: needs("decide"),
  request: { params: actionParams, body: jsonBody(recallBodySchema) },
  responses: { 202: json(factsAskedSchema, "They are read shortly"), ...refusals },
});

const decide = createRoute({
  method: "post",
  path: "/api/ai-coo/actions/decide",
  summary: "One decision about several actions; each is decided, bound to its fingerprint, and later checked again by itself",
  security: needs("decide"),
  request: { body: jsonBody(decideBodySchema) },
  responses: { 200: json(decidedSchema, "What each came to"), ...REFUSALS },
});

/** What the inbox does besides single decisions. */
export function inboxRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(recall, async (c) => {
    const input = { actionId: c.req.valid("param").id, ...c.req.valid("json") };
    return c.json(await recallAction({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(check, async (c) => {
    const input = { actionId: c.req.valid("param").id, ...c.req.valid("json") };
    await checkFacts({ ctx: contextOf(c, deps), input });
    return c.json({ asked: true as const }, 202);
  });

  app.openapi(decide, async (c) => {
    const ctx = contextOf(c, deps);
    const body = c.req.valid("json");
    const { by } = c.get("identity");
    const results: DecidedOne[] = [];
    // one after the other: each is a transaction of its own, and what one refuses keeps none of the others back
    for (const one of body.actions) results.push(await decideOne(ctx, body, one, by));
    return c.json({ results }, 200);
  });
}

async function decideOne(
  ctx: Context,
  { decision, reason }: DecideBody,
  one: DecideBody["actions"][number],
  by: "session" | "key",
): Promise<DecidedOne> {
  const { id: actionId, fingerprint } = one;
  try {
    switch (decision) {
      case "approve": {
        const input = { actionId, fingerprint, channel: channelOf(by), undoable: by === "session" };
        return { ...(await approveAction({ ctx, input })), ok: true };
      }
      case "reject": {
        const input = { actionId, fingerprint, channel: channelOf(by), reason: reason ?? "", undoable: by === "session" };
        return { ...(await rejectAction({ ctx, input })), ok: true };
      }
      case "recall":
        return { ...(await recallAction({ ctx, input: { actionId, fingerprint } })), ok: true };
    }
  } catch (error) {
    const { code, message, next } = asAiCooError(error);
    return { ok: false, actionId, code, message, ...(next === undefined ? {} : { next }) };
  }
}
