import type { MiddlewareHandler } from "hono";
import type { ApiDeps, ApiEnv } from "../deps.ts";

/** Finds out who asks before anything else happens; nobody gets past without an organisation. */
export function identified({ accounts }: ApiDeps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    c.set("identity", await accounts.identify(c.req.raw.headers));
    await next();
  };
}
