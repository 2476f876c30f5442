import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { endCommitment, listCommitments, recordCommitment, resumeReminders } from "#src/customers/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, NOT_FOUND, REFUSALS, SECURITY, needs } from "../openapi.ts";
import {
  commitmentChangeSchema,
  commitmentListSchema,
  commitmentQuerySchema,
  customerParams,
  endBodySchema,
  recordBodySchema,
  resumeBodySchema,
} from "../schemas/customers.ts";
import { actionParams } from "./actions.ts";

const change = json(commitmentChangeSchema, "What it came to");

const listAll = createRoute({
  method: "get",
  path: "/api/ai-coo/commitments",
  summary: "What is recorded about customers, newest first, a page at a time",
  security: SECURITY,
  request: { query: commitmentQuerySchema },
  responses: { 200: json(commitmentListSchema, "A page"), ...REFUSALS },
});

const list = createRoute({
  method: "get",
  path: "/api/ai-coo/customers/{partnerId}/commitments",
  summary: "What is recorded about one customer",
  security: SECURITY,
  request: { params: customerParams, query: commitmentQuerySchema },
  responses: { 200: json(commitmentListSchema, "A page"), ...REFUSALS },
});

const record = createRoute({
  method: "post",
  path: "/api/ai-coo/customers/{partnerId}/commitments",
  summary: "Record a promise to pay, a dispute, or that the reminders are stopped; what waits is held at once",
  security: needs("decide"),
  request: { params: customerParams, body: jsonBody(recordBodySchema) },
  responses: { 200: change, ...REFUSALS, ...CONFLICT },
});

const resume = createRoute({
  method: "post",
  path: "/api/ai-coo/customers/{partnerId}/resume",
  summary: "Let the reminders of a customer go on: stops end, and what it wrote counts as read",
  security: needs("decide"),
  request: { params: customerParams, body: jsonBody(resumeBodySchema) },
  responses: { 200: change, ...REFUSALS },
});

const ending = (verb: "withdraw" | "settle", summary: string) =>
  createRoute({
    method: "post",
    path: `/api/ai-coo/commitments/{id}/${verb}`,
    summary,
    security: needs("decide"),
    request: { params: actionParams, body: jsonBody(endBodySchema) },
    responses: { 200: change, ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
  });

const withdraw = ending("withdraw", "Take back what was recorded wrongly; what only it held is let go");
const settle = ending("settle", "Say that it was dealt with; what only it held is let go");

/** What customers promised and dispute, and what people decided about reminding them. */
export function customerRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(listAll, async (c) => c.json(await listCommitments({ ctx: contextOf(c, deps), input: queryOf(c.req.valid("query")) }), 200));

  app.openapi(list, async (c) => {
    const input = { ...queryOf(c.req.valid("query")), partnerId: c.req.valid("param").partnerId };
    return c.json(await listCommitments({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(record, async (c) => {
    const input = { partnerId: c.req.valid("param").partnerId, ...given(c.req.valid("json")) };
    return c.json(await recordCommitment({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(resume, async (c) => {
    const input = { partnerId: c.req.valid("param").partnerId, ...given(c.req.valid("json")) };
    return c.json(await resumeReminders({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(withdraw, async (c) => {
    const input = { commitmentId: c.req.valid("param").id, as: "withdrawn", reason: c.req.valid("json").reason } as const;
    return c.json(await endCommitment({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(settle, async (c) => {
    const input = { commitmentId: c.req.valid("param").id, as: "settled", reason: c.req.valid("json").reason } as const;
    return c.json(await endCommitment({ ctx: contextOf(c, deps), input }), 200);
  });
}

type Given<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** The same without what was left out. */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

function queryOf({ kind, ...query }: ReturnType<typeof commitmentQuerySchema.parse>) {
  return given({ ...query, kinds: kind });
}
