import type { MiddlewareHandler } from "hono";
import type { Logger } from "#src/lib/logger.ts";
import { saidIn, type Said } from "#src/sentences/index.ts";

/**
 * Puts beside every answer what its sentences say as codes and figures, so that a page can say them in its reader's language.
 * The sentences themselves stay as they are stored.
 */
export const withSaid =
  (logger: Logger): MiddlewareHandler =>
  async (c, next) => {
    const json = c.json.bind(c) as (answer: unknown, ...rest: unknown[]) => Response;
    c.json = ((answer: unknown, ...rest: unknown[]) => json(beside(answer, logger), ...rest)) as typeof c.json;
    await next();
  };

function beside(answer: unknown, logger: Logger): unknown {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return answer;
  const said = saidOf(answer, logger);
  return Object.keys(said).length === 0 ? answer : { ...answer, said };
}

/** Without codes an answer is still the answer, so nothing that stands in one keeps it from whoever asked. */
function saidOf(answer: object, logger: Logger): Said {
  try {
    return saidIn(answer);
  } catch (error) {
    logger.error({ err: error }, "The sentences of an answer could not be read, so they are shown in English.");
    return {};
  }
}
