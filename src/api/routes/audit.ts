import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { AUDIT_KINDS, exportAudit, listAuditEntries, readHead } from "#src/audit/index.ts";
import { lastAuditEntry } from "#src/db/access/auditEntries.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { enqueue } from "#src/queue/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { json, REFUSALS, SECURITY, needs } from "../openapi.ts";
import { readJobRun, type LastRun } from "../reads/jobRuns.ts";
import { askedSchema, auditListSchema, auditQuerySchema, auditStateSchema, type AuditState } from "../schemas/audit.ts";

const BASE = "/api/ai-coo/audit";

const list = createRoute({
  method: "get",
  path: BASE,
  summary: "Entries of the audit, newest first, a page at a time",
  security: SECURITY,
  request: { query: auditQuerySchema },
  responses: { 200: json(auditListSchema, "A page"), ...REFUSALS },
});

const state = createRoute({
  method: "get",
  path: `${BASE}/state`,
  summary: "The end of the chain, and how the last walk over all of it came out",
  security: SECURITY,
  responses: { 200: json(auditStateSchema, "The state"), ...REFUSALS },
});

const verify = createRoute({
  method: "post",
  path: `${BASE}/verify`,
  summary: "Walk the whole chain against what was published of it; a worker does it, and the state says how it came out",
  security: needs("decide"),
  responses: { 202: json(askedSchema, "It begins shortly"), ...REFUSALS },
});

const download = createRoute({
  method: "get",
  path: `${BASE}/export`,
  summary: "The chain as JSON lines, oldest first, for an independent verifier; personal texts are not in it",
  security: SECURITY,
  responses: { 200: { description: "JSON lines", content: { "text/jsonl": { schema: z.string() } } }, ...REFUSALS },
});

/** What happened, who did it, and whether anybody altered it since. */
export function auditRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(list, async (c) => {
    const ctx = contextOf(c, deps);
    const { kind, actor, action, customer, limit, before } = c.req.valid("query");
    const page = await listAuditEntries(ctx, { kinds: kind, actor, actionId: action, partnerId: customer, limit, before });
    const actors = page.entries.flatMap((entry) => [entry.actor, entry.actingFor]).filter((one) => one !== null);
    const names = await deps.accounts.namesOf(ctx.orgId, [...new Set(actors)]);
    const entries = page.entries.map((entry) => ({
      ...entry,
      actorName: nameOf(entry.actor, names),
      actingForName: entry.actingFor === null ? null : nameOf(entry.actingFor, names),
    }));
    return c.json({ entries, next: page.next }, 200);
  });

  app.openapi(state, async (c) => {
    const ctx = contextOf(c, deps);
    return c.json(await readState(ctx), 200);
  });

  app.openapi(verify, async (c) => {
    const ctx = contextOf(c, deps);
    await withTransaction(ctx, (inner) => enqueue(inner, { name: "verify-audit", payload: { orgId: ctx.orgId } }));
    return c.json({ queued: true as const, askedAt: deps.clock.now().toISOString() }, 202);
  });

  app.openapi(download, async (c) => {
    const ctx = contextOf(c, deps);
    // before the first line, so that what is published reaches at least as far as somebody can have read
    if ((await readHead(ctx)) !== null) {
      await withTransaction(ctx, (inner) => enqueue(inner, { name: "publish-audit-head", payload: { orgId: ctx.orgId } }));
    }
    return c.body(linesOf(ctx), 200, {
      "content-type": "text/jsonl; charset=utf-8",
      "content-disposition": 'attachment; filename="audit.jsonl"',
    });
  });
}

/** The chain as it is read: as much is held in memory as two pages of it, whatever its length. */
function linesOf(ctx: Context): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const lines = exportAudit(ctx);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

async function readState(ctx: Context): Promise<AuditState> {
  const head = await withTransaction(ctx, lastAuditEntry);
  const run = await readJobRun(ctx, "verify-audit");
  return {
    entries: head?.seq ?? 0,
    head: head === null ? null : { seq: head.seq, hash: head.hash, at: head.at.toISOString() },
    verified: run === null || run.error !== null ? null : verdictOf(run),
    failed: run === null || run.error === null ? null : { at: run.finishedAt, sentence: run.error },
    kinds: AUDIT_KINDS,
  };
}

/** What the job keeps of a walk; its contract is `verifyAudit` of the worker's checks. */
const verdictSchema = z.object({
  ok: z.boolean(),
  entries: z.number().int(),
  heads: z.number().int(),
  broken_at: z.number().int().nullable(),
  sentence: z.string().nullable(),
});

function verdictOf({ finishedAt, result }: LastRun): AuditState["verified"] {
  const { data } = verdictSchema.safeParse(result);
  if (data === undefined) return null;
  const { broken_at: brokenAt, ...verdict } = data;
  return { at: finishedAt, ...verdict, brokenAt };
}

const nameOf = (actor: string, names: Readonly<Record<string, string>>): string =>
  names[actor] ?? (actor.startsWith("system:") ? "AI COO" : actor);
