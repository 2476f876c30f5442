import type { MiddlewareHandler } from "hono";
import { AiCooError } from "#src/lib/errors.ts";
import { ownOrigins } from "../origins.ts";

const HARMLESS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses what another site makes a browser ask: a change that carries a cookie, or that a browser says
 * comes from a page, has to come from a page of ours. Scripts with a key send neither.
 */
export function sameOrigin(origins: () => readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    if (!HARMLESS.has(c.req.method)) {
      const origin = c.req.header("origin");
      const fromPage = origin !== undefined || c.req.header("cookie") !== undefined;
      if (fromPage && (origin === undefined || !ownOrigins(origins()).includes(origin))) {
        throw new AiCooError("forbidden", "This request comes from another site, so nothing was changed.", {
          next: "Open AI COO at its own address, or set PUBLIC_URL to the address that people use.",
          details: { origin: origin ?? null },
        });
      }
    }
    await next();
  };
}
