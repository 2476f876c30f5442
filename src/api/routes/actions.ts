import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { getAction, listActions } from "#src/actions/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { MESSAGE_POLICY } from "../middleware/headers.ts";
import { CONFLICT, json, NOT_FOUND, REFUSALS, SECURITY } from "../openapi.ts";
import { countOpenActions } from "../reads/counts.ts";
import { readActionDetail } from "../reads/detail.ts";
import { actionCountsSchema, actionDetailSchema, actionListSchema, listQuerySchema } from "../schemas/actions.ts";

export const actionParams = z.object({ id: z.string().max(64) });

const list = createRoute({
  method: "get",
  path: "/api/ai-coo/actions",
  summary: "Actions, newest or most urgent first, a page at a time",
  security: SECURITY,
  request: { query: listQuerySchema },
  responses: { 200: json(actionListSchema, "A page"), ...REFUSALS },
});

const counts = createRoute({
  method: "get",
  path: "/api/ai-coo/actions/counts",
  summary: "How many actions are open, by status",
  security: SECURITY,
  responses: { 200: json(actionCountsSchema, "The counts"), ...REFUSALS },
});

const detail = createRoute({
  method: "get",
  path: "/api/ai-coo/actions/{id}",
  summary: "One action: its whole document and everything that happened to it",
  security: SECURITY,
  request: { params: actionParams },
  responses: { 200: json(actionDetailSchema, "The action"), ...REFUSALS, ...NOT_FOUND },
});

const message = createRoute({
  method: "get",
  path: "/api/ai-coo/actions/{id}/message.html",
  summary: "The HTML of a mail as it will arrive, in a document that can run and load nothing",
  security: SECURITY,
  request: { params: actionParams, query: z.object({ fingerprint: z.string().max(64) }) },
  responses: {
    200: { description: "The message", content: { "text/html": { schema: z.string() } } },
    ...REFUSALS,
    ...NOT_FOUND,
    ...CONFLICT,
  },
});

/** What mail programs bring along themselves: a font and a margin, weaker than anything the message says. */
const MAIL_READER =
  "<!doctype html><meta charset=utf-8><style>:where(html){background:#fff;color:#1b1d22;color-scheme:light}:where(body){margin:20px;font:15px/1.5 Arial,Helvetica,sans-serif}</style>";

type Given<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };

export function actionRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(list, async (c) => {
    const { status, type: actionType, risk: riskLevel, partner: partnerId, search, limit, order, cursor, total } = c.req.valid("query");
    const asked = { status, actionType, riskLevel, partnerId, search, cursor };
    const input = {
      limit,
      order,
      total: total === "yes",
      ...(Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Partial<Given<typeof asked>>),
    };
    return c.json(await listActions({ ctx: contextOf(c, deps), input }), 200);
  });

  app.openapi(counts, async (c) => c.json({ counts: await countOpenActions(contextOf(c, deps)) }, 200));

  app.openapi(detail, async (c) => {
    const ctx = contextOf(c, deps);
    return c.json(await readActionDetail(ctx, c.req.valid("param").id, deps), 200);
  });

  app.openapi(message, async (c) => {
    const action = await getAction({ ctx: contextOf(c, deps), input: { actionId: c.req.valid("param").id } });
    if (action.fingerprint !== c.req.valid("query").fingerprint) {
      throw new AiCooError("fingerprint_mismatch", "The action has changed since the page was loaded, so its message is not shown.", {
        next: "Load the action again.",
      });
    }
    const { operation } = action.action;
    if (operation.type !== "send_email" || operation.inputs.body_html === undefined) {
      throw new AiCooError("not_found", "This action sends no HTML.", { next: "Read its plain text." });
    }
    return c.body(MAIL_READER + operation.inputs.body_html, 200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": MESSAGE_POLICY,
    });
  });
}
