import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { editAction, snoozeAction, undoAction, unsnoozeAction } from "#src/actions/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, NOT_FOUND, REFUSALS, needs } from "../openapi.ts";
import {
  editBodySchema,
  editedSchema,
  snoozeBodySchema,
  snoozedSchema,
  undoBodySchema,
  undoneSchema,
  unsnoozeBodySchema,
} from "../schemas/actions.ts";
import { actionParams } from "./actions.ts";
import { channelOf } from "./decisions.ts";

const refusals = { ...REFUSALS, ...NOT_FOUND, ...CONFLICT } as const;

const edit = createRoute({
  method: "post",
  path: "/api/ai-coo/actions/{id}/edit",
  summary: "Change what a waiting action says; it is then another version that needs an approval of its own",
  security: needs("decide"),
  request: { params: actionParams, body: jsonBody(editBodySchema) },
  responses: { 200: json(editedSchema, "The new version"), ...refusals },
});

const snooze = createRoute({
  method: "post",
  path: "/api/ai-coo/actions/{id}/snooze",
  summary: "Put a waiting action off until a moment",
  security: needs("decide"),
  request: { params: actionParams, body: jsonBody(snoozeBodySchema) },
  responses: { 200: json(snoozedSchema, "Until when it waits"), ...refusals },
});

const unsnooze = createRoute({
  method: "post",
  path: "/api/ai-coo/actions/{id}/unsnooze",
  summary: "Take up again what was put off",
  security: needs("decide"),
  request: { params: actionParams, body: jsonBody(unsnoozeBodySchema) },
  responses: { 200: json(snoozedSchema, "What it waits for now"), ...refusals },
});

const undo = createRoute({
  method: "post",
  path: "/api/ai-coo/actions/{id}/undo",
  summary: "Take back what a completed action wrote in Odoo, by another action",
  security: needs("decide"),
  request: { params: actionParams, body: jsonBody(undoBodySchema) },
  responses: { 200: json(undoneSchema, "The action that takes it back"), ...refusals },
});

/** What a person changes about an action besides deciding: its words, its moment, its effect. */
export function changeRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(edit, async (c) => {
    const { fingerprint, status, edit: change } = c.req.valid("json");
    const input = { actionId: c.req.valid("param").id, fingerprint, edit: change, ...(status === undefined ? {} : { status }) };
    return c.json(await editAction({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(snooze, async (c) => {
    const { until, extend, fingerprint } = c.req.valid("json");
    const input = {
      actionId: c.req.valid("param").id,
      until,
      ...(extend === undefined ? {} : { extend }),
      ...(fingerprint === undefined ? {} : { fingerprint }),
    };
    return c.json(await snoozeAction({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(unsnooze, async (c) => {
    return c.json(await unsnoozeAction({ ctx: contextOf(c, deps), input: { actionId: c.req.valid("param").id } }), 200);
  });

  app.openapi(undo, async (c) => {
    const input = { actionId: c.req.valid("param").id, ...c.req.valid("json"), channel: channelOf(c.get("identity").by) };
    return c.json(await undoAction({ ctx: contextOf(c, deps), input }), 200);
  });
}
