import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { approveAction, cancelAction, rejectAction, resolveAction, type DecisionChannel } from "#src/actions/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, NOT_FOUND, REFUSALS, needs } from "../openapi.ts";
import { approveBodySchema, cancelBodySchema, decisionSchema, rejectBodySchema, resolveBodySchema } from "../schemas/actions.ts";
import { actionParams } from "./actions.ts";

const responses = { 200: json(decisionSchema, "What it came to"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT } as const;

const approve = createRoute({
  method: "post",
  path: "/api/ai-coo/actions/{id}/approve",
  summary: "Say yes to exactly the document with this fingerprint",
  security: needs("decide"),
  request: { params: actionParams, body: jsonBody(approveBodySchema) },
  responses,
});

const reject = createRoute({
  method: "post",
  path: "/api/ai-coo/actions/{id}/reject",
  summary: "Say no, and why",
  security: needs("decide"),
  request: { params: actionParams, body: jsonBody(rejectBodySchema) },
  responses,
});

const cancel = createRoute({
  method: "post",
  path: "/api/ai-coo/actions/{id}/cancel",
  summary: "Withdraw an approved action before it begins",
  security: needs("decide"),
  request: { params: actionParams, body: jsonBody(cancelBodySchema) },
  responses,
});

const resolve = createRoute({
  method: "post",
  path: "/api/ai-coo/actions/{id}/resolve",
  summary: "Say what became of an action that needs attention; sending again names the fingerprint",
  security: needs("decide"),
  request: { params: actionParams, body: jsonBody(resolveBodySchema) },
  responses,
});

export function decisionRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(approve, async (c) => {
    const { by } = c.get("identity");
    // a person at the page can take it back for a moment; a program decides at once
    const input = { actionId: c.req.valid("param").id, ...c.req.valid("json"), channel: channelOf(by), undoable: by === "session" };
    return c.json(await approveAction({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(reject, async (c) => {
    const { by } = c.get("identity");
    const input = { actionId: c.req.valid("param").id, ...c.req.valid("json"), channel: channelOf(by), undoable: by === "session" };
    return c.json(await rejectAction({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(cancel, async (c) => {
    const input = { actionId: c.req.valid("param").id, reason: c.req.valid("json").reason };
    return c.json(await cancelAction({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(resolve, async (c) => {
    const { resolution, reason, fingerprint } = c.req.valid("json");
    const input = {
      actionId: c.req.valid("param").id,
      resolution,
      ...(reason === undefined ? {} : { reason }),
      ...(fingerprint === undefined ? {} : { fingerprint }),
    };
    return c.json(await resolveAction({ ctx: contextOf(c, deps), input }), 200);
  });
}

/** Where somebody with this identity decides. */
export function channelOf(by: "session" | "key"): DecisionChannel {
  return by === "session" ? "in_app" : "api";
}
