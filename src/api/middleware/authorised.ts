import type { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { AiCooError } from "#src/lib/errors.ts";
import { RIGHTS, type Right } from "#src/people/rights.ts";
import type { Identity } from "../accounts/index.ts";
import type { ApiEnv } from "../deps.ts";
import { SECURITY } from "../openapi.ts";

/**
 * The one place where rights are enforced: each route says in its `security` which right it takes, and whoever lacks it is
 * refused before the handler runs. A route that says none is refused to everybody, so that a forgotten line opens nothing.
 */
export function authorised(app: OpenAPIHono<ApiEnv>): MiddlewareHandler<ApiEnv> {
  let table: ReadonlyMap<string, Right | null> | undefined;
  return async (c, next) => {
    // routes are added after this middleware is; their table is complete at the first request
    table ??= rightsOfRoutes(app);
    const names = matchedRoutes(c).map(({ path }) => `${c.req.method === "HEAD" ? "GET" : c.req.method} ${path}`);
    for (const name of names) {
      const right = table.get(name);
      if (right === undefined) continue;
      requireRight(c.get("identity"), right);
    }
    await next();
  };
}

/** `GET /api/ai-coo/actions/:id` → the right that it takes, null where it names none; of every route of the document. */
export function rightsOfRoutes(app: OpenAPIHono<ApiEnv>): ReadonlyMap<string, Right | null> {
  return new Map(
    app.openAPIRegistry.definitions.flatMap((definition) => {
      if (definition.type !== "route" || definition.route.security === undefined) return [];
      const { method, path, security } = definition.route;
      const named = security[0]?.["session"]?.[0];
      const forgotten = security === SECURITY && method !== "get";
      const right = forgotten ? null : (RIGHTS.find((one) => one === named) ?? null);
      return [[`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`, right] as const];
    }),
  );
}

/** What a person is told who lacks a right, and what they do about it. */
const REFUSALS: Readonly<Record<Exclude<Right, "decide">, readonly [message: string, next: string]>> = {
  read: ["You may not read this.", "Ask an owner of the organisation to add you."],
  control: [
    "Only an owner or an admin may stop and resume everything, so nothing was changed.",
    "Ask an owner of the organisation, or use `ai-coo stop` where AI COO runs.",
  ],
  govern: [
    "Only an owner or an admin may change what the organisation allows, so nothing was changed.",
    "Ask an owner of the organisation, or use `ai-coo policy` where AI COO runs.",
  ],
  people: ["Only an owner or an admin may look after people and keys, so nothing was done.", "Ask an owner of the organisation."],
  own: ["Only an owner may do this, so nothing was changed.", "Ask an owner of the organisation."],
  self: ["This concerns a person's own account, so nothing was done.", "Sign in as that person; a key and a stand-in have no account."],
};

function requireRight({ rights, by, actingFor }: Identity, right: Right | null): void {
  if (right !== null && rights.has(right)) return;
  if (right === null) {
    throw new AiCooError("forbidden", "This address does not say who may use it, so nobody may.", {
      next: "Report it as a fault of AI COO: its route names no right (`security: needs(…)`).",
    });
  }
  if (actingFor !== null) {
    throw new AiCooError("forbidden", "Standing in for somebody gives nothing that not both of you may, so nothing was done.", {
      next: "Do it in your own name, or let them do it.",
    });
  }
  if (right === "decide") {
    throw new AiCooError("forbidden", "You may read this and not decide it, so nothing was changed.", {
      next:
        by === "key"
          ? "Make a key that may decide: `ai-coo keys create --name <name> --decide`."
          : "Ask an owner of the organisation for the role approver.",
    });
  }
  const [message, next] = REFUSALS[right];
  throw new AiCooError("forbidden", message, { next });
}
