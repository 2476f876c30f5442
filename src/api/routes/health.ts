import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { sql } from "drizzle-orm";
import { AiCooError } from "#src/lib/errors.ts";
import type { ApiDeps, ApiEnv } from "../deps.ts";
import { json } from "../openapi.ts";
import { healthSchema, readySchema } from "../schemas/health.ts";

const health = createRoute({
  method: "get",
  path: "/api/health",
  summary: "Whether the process lives and reaches its database, and whether it is being stopped; needs no sign-in",
  responses: { 200: json(healthSchema, "It lives") },
});

const ready = createRoute({
  method: "get",
  path: "/api/ready",
  summary: "Whether to send requests here, for load balancers: 503 from the moment the process is being stopped; needs no sign-in",
  responses: { 200: json(readySchema, "Send requests") },
});

export function healthRoutes(app: OpenAPIHono<ApiEnv>, { db, version, ending }: ApiDeps): void {
  const draining = (): boolean => ending?.aborted === true;
  const askDatabase = async (): Promise<void> => {
    try {
      await db.execute(sql`select 1`);
    } catch (cause) {
      throw new AiCooError("database_unreachable", "The database does not answer, so AI COO is not ready.", {
        next: "Look at the log of AI COO; it goes on by itself when the database is back.",
        cause,
      });
    }
  };
  app.openapi(health, async (c) => {
    await askDatabase();
    return c.json({ status: draining() ? ("draining" as const) : ("ok" as const), version }, 200);
  });
  app.openapi(ready, async (c) => {
    if (draining()) {
      throw new AiCooError("draining", "AI COO is being stopped and takes nothing new.", { next: "Send requests to another process." });
    }
    await askDatabase();
    return c.json({ status: "ready" as const }, 200);
  });
}
