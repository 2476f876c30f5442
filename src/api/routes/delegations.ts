import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { listDelegations, type DelegationRow } from "#src/db/access/delegations.ts";
import { withTransaction } from "#src/db/index.ts";
import { delegate, endDelegation } from "#src/people/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, needs, NOT_FOUND, REFUSALS, SECURITY } from "../openapi.ts";
import { delegateBodySchema, delegationListSchema, delegationSchema, doneSchema, type DelegationView } from "../schemas/people.ts";
import { actionParams } from "./actions.ts";

const PATH = "/api/ai-coo/delegations";

const list = createRoute({
  method: "get",
  path: PATH,
  summary: "Who stands in for whom, now, soon and of late",
  security: SECURITY,
  responses: { 200: json(delegationListSchema, "The delegations"), ...REFUSALS },
});

const make = createRoute({
  method: "post",
  path: PATH,
  summary: "Hand over while away; it ends by itself and gives nothing that not both may",
  security: needs("self"),
  request: { body: jsonBody(delegateBodySchema) },
  responses: { 200: json(delegationSchema, "The delegation"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
});

const end = createRoute({
  method: "post",
  path: `${PATH}/{id}/end`,
  summary: "End one before its time",
  security: needs("self"),
  request: { params: actionParams },
  responses: { 200: json(doneSchema, "Done"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
});

/** Of what is over, this many days are shown. */
const SHOWN_DAYS = 30;

/** Standing in for somebody who is away. */
export function delegationRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  const views = async (orgId: string, rows: readonly DelegationRow[], now: Date): Promise<DelegationView[]> => {
    const people = rows.flatMap(({ fromUser, toUser }) => [`user:${fromUser}`, `user:${toUser}`]);
    const names = await deps.accounts.namesOf(orgId, people);
    const person = (userId: string) => ({ userId, name: names[`user:${userId}`] ?? "" });
    return rows.map((row) => ({
      id: row.id,
      from: person(row.fromUser),
      to: person(row.toUser),
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
      state: row.endedAt !== null || row.endsAt <= now ? "over" : row.startsAt > now ? "coming" : "now",
    }));
  };

  app.openapi(list, async (c) => {
    const ctx = contextOf(c, deps);
    const now = ctx.clock.now();
    const endsAfter = new Date(now.getTime() - SHOWN_DAYS * 86_400_000);
    const rows = await withTransaction(ctx, (inner) => listDelegations(inner, { endsAfter }));
    return c.json({ delegations: await views(ctx.orgId, rows, now) }, 200);
  });

  app.openapi(make, async (c) => {
    const ctx = contextOf(c, deps);
    const { from, to, startsAt, endsAt } = c.req.valid("json");
    const input = { toUser: to, startsAt: new Date(startsAt), endsAt: new Date(endsAt), ...(from === undefined ? {} : { fromUser: from }) };
    const [made] = await views(ctx.orgId, [await delegate({ ctx, input })], ctx.clock.now());
    return c.json(made!, 200);
  });

  app.openapi(end, async (c) => {
    await endDelegation({ ctx: contextOf(c, deps), input: c.req.valid("param") });
    return c.json({ ok: true } as const, 200);
  });
}
