import type { MiddlewareHandler } from "hono";
import { saidIn } from "#src/phrases/index.ts";

/**
 * Puts beside every answer what its sentences say as codes and figures, so that a page can say them in its reader's language.
 * The sentences themselves stay as they are stored.
 */
export const withSaid: MiddlewareHandler = async (c, next) => {
  const json = c.json.bind(c) as (answer: unknown, ...rest: unknown[]) => Response;
  c.json = ((answer: unknown, ...rest: unknown[]) => json(beside(answer), ...rest)) as typeof c.json;
  await next();
};

function beside(answer: unknown): unknown {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return answer;
  const said = saidIn(answer);
  return Object.keys(said).length === 0 ? answer : { ...answer, said };
}
