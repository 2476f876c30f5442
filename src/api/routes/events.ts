import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { AiCooError } from "#src/lib/errors.ts";
import type { ApiDeps, ApiEnv } from "../deps.ts";
import { LiveFeed } from "../live/feed.ts";
import { eventStream } from "../live/stream.ts";
import { REFUSALS, SECURITY } from "../openapi.ts";

const events = createRoute({
  method: "get",
  path: "/api/events",
  summary: "What happens in your organisation from now on, as server-sent events; resumes after Last-Event-ID",
  security: SECURITY,
  responses: {
    200: { description: "Events until the connection ends", content: { "text/event-stream": { schema: z.string() } } },
    ...REFUSALS,
  },
});

export function eventRoutes(app: OpenAPIHono<ApiEnv>, { accounts, db, clock, logger, ending, beatMs }: ApiDeps): void {
  // asks the database only while somebody listens, so nothing has to stop it
  const feed = new LiveFeed({ db, clock, logger });
  app.openapi(events, (c) => {
    const { orgId } = c.get("identity");
    const stream = eventStream({
      feed,
      orgId,
      lastEventId: c.req.header("last-event-id"),
      signal: ending === undefined ? c.req.raw.signal : AbortSignal.any([c.req.raw.signal, ending]),
      stillAllowed: async () => {
        const now = await accounts.identify(c.req.raw.headers);
        if (now.orgId !== orgId) throw new AiCooError("forbidden", "Another organisation was chosen meanwhile.");
      },
      beatMs,
    });
    return c.body(stream, 200, {
      "content-type": "text/event-stream; charset=utf-8",
      // a proxy that collects answers would hold events back
      "x-accel-buffering": "no",
    });
  });
}
