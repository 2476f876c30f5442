import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { getStandIns } from "#src/db/access/delegations.ts";
import { withTransaction } from "#src/db/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { json, REFUSALS, SECURITY } from "../openapi.ts";
import { sessionSchema } from "../schemas/session.ts";

const session = createRoute({
  method: "get",
  path: "/api/session",
  summary: "Who asks, for which organisation, with which rights",
  security: SECURITY,
  responses: { 200: json(sessionSchema, "You"), ...REFUSALS },
});

export function sessionRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  const { own } = deps.accounts;
  app.openapi(session, async (c) => {
    const { actor, name, email, role, rights, orgId, orgName, actingFor, session: person } = c.get("identity");
    const ctx = contextOf(c, deps);
    const [organisations, credentials, standIns] =
      person === null
        ? [[], null, []]
        : await Promise.all([
            own.organisations(person.userId),
            own.credentials(person.userId),
            withTransaction(ctx, (inner) => getStandIns(inner, { toUser: person.userId, now: ctx.clock.now() })),
          ]);
    return c.json(
      {
        actor,
        name,
        email,
        role,
        rights: [...rights],
        mayDecide: rights.has("decide"),
        mayStop: rights.has("control"),
        organisation: { id: orgId, name: orgName },
        odooUrl: deps.odooUrl ?? null,
        organisations,
        actingFor: actingFor === null ? null : { actor: actingFor.actor, name: actingFor.name, until: actingFor.until.toISOString() },
        standsInFor: standIns.map(({ fromUser, fromName, endsAt }) => ({ userId: fromUser, name: fromName, until: endsAt.toISOString() })),
        needsSetUp: credentials?.placeholder === true && !credentials.hasPassword,
      },
      200,
    );
  });
}
