import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { getSequence, listSequences, resumeSequence, stopSequence } from "#src/customers/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, NOT_FOUND, REFUSALS, SECURITY, needs } from "../openapi.ts";
import {
  commitmentChangeSchema,
  endBodySchema,
  sequenceListSchema,
  sequenceParams,
  sequenceQuerySchema,
  sequenceSchema,
  stopSequenceBodySchema,
} from "../schemas/customers.ts";
import { given } from "./customers.ts";

const PATH = "/api/ai-coo/sequences";
const change = json(commitmentChangeSchema, "What it came to");

const list = createRoute({
  method: "get",
  path: PATH,
  summary: "How the reminders of each debt stand: what was sent, what comes next and when, what ended it; a page at a time",
  security: SECURITY,
  request: { query: sequenceQuerySchema },
  responses: { 200: json(sequenceListSchema, "Those that go on first"), ...REFUSALS },
});

const show = createRoute({
  method: "get",
  path: `${PATH}/{id}`,
  summary: "One sequence",
  security: SECURITY,
  request: { params: sequenceParams },
  responses: { 200: json(sequenceSchema, "The sequence"), ...REFUSALS, ...NOT_FOUND },
});

const stop = createRoute({
  method: "post",
  path: `${PATH}/{id}/stop`,
  summary: "Stop the reminders of one debt, until a day or until they are let go on",
  security: needs("decide"),
  request: { params: sequenceParams, body: jsonBody(stopSequenceBodySchema) },
  responses: { 200: change, ...REFUSALS, ...CONFLICT },
});

const resume = createRoute({
  method: "post",
  path: `${PATH}/{id}/resume`,
  summary: "Let the reminders of one debt go on",
  security: needs("decide"),
  request: { params: sequenceParams, body: jsonBody(endBodySchema) },
  responses: { 200: change, ...REFUSALS },
});

/** The ladder of reminders of each debt, to be seen and stopped. */
export function sequenceRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(list, async (c) => c.json(await listSequences({ ctx: contextOf(c, deps), input: given(c.req.valid("query")) }), 200));

  app.openapi(show, async (c) => {
    const input = { sequenceId: c.req.valid("param").id };
    return c.json(await getSequence({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(stop, async (c) => {
    const input = { sequenceId: c.req.valid("param").id, ...given(c.req.valid("json")) };
    return c.json(await stopSequence({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(resume, async (c) => {
    const input = { sequenceId: c.req.valid("param").id, reason: c.req.valid("json").reason };
    return c.json(await resumeSequence({ ctx: contextOf(c, deps), input }), 200);
  });
}
