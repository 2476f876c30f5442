import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { sql } from "drizzle-orm";
import { AiCooError } from "#src/lib/errors.ts";
import type { ApiDeps, ApiEnv } from "../deps.ts";
import { json } from "../openapi.ts";
import { healthSchema } from "../schemas/health.ts";

const health = createRoute({
  method: "get",
  path: "/api/health",
  summary: "Whether the product is ready to work; needs no sign-in",
  responses: { 200: json(healthSchema, "Ready") },
});

export function healthRoutes(app: OpenAPIHono<ApiEnv>, { db, version }: ApiDeps): void {
  app.openapi(health, async (c) => {
    try {
      await db.execute(sql`select 1`);
    } catch (cause) {
      throw new AiCooError("database_unreachable", "The database does not answer, so AI COO is not ready.", {
        next: "Look at the log of AI COO; it goes on by itself when the database is back.",
        cause,
      });
    }
    return c.json({ status: "ok" as const, version }, 200);
  });
}
