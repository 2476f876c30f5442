import type { MiddlewareHandler } from "hono";
import { AiCooError } from "#src/lib/errors.ts";

const READING: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Takes no change any more while the process is being stopped; what was begun before ends as it would. */
export function refuseWhileDraining(ending: AbortSignal | undefined): MiddlewareHandler {
  return async (c, next) => {
    if (ending?.aborted === true && !READING.has(c.req.method)) {
      c.header("retry-after", "5");
      throw new AiCooError("draining", "AI COO is being stopped and takes nothing new, so nothing was changed.", {
        next: "Try again in a moment: another process answers, or this one once it is started again.",
      });
    }
    await next();
  };
}
