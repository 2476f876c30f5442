import { z } from "zod";
import type { Right } from "#src/people/rights.ts";
import { errorBodySchema, saidSchema } from "./schemas/common.ts";

/** A JSON answer of a route, beside which stands what its sentences say. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  const whole = schema instanceof z.ZodObject ? schema.extend({ said: saidSchema.optional() }) : schema;
  return { description, content: { "application/json": { schema: whole as unknown as T } } };
}

/** A JSON body that a route wants. */
export function jsonBody<T extends z.ZodType>(schema: T) {
  return { required: true, content: { "application/json": { schema } } };
}

/** The answers that every route behind the sign-in may give beside its own. */
export const REFUSALS = {
  400: json(errorBodySchema, "Asked wrongly"),
  401: json(errorBodySchema, "Not signed in, or the key is not valid"),
  403: json(errorBodySchema, "Not allowed, or asked from another site"),
} as const;

export const NOT_FOUND = { 404: json(errorBodySchema, "There is none with this id in your organisation") } as const;
export const CONFLICT = { 409: json(errorBodySchema, "Its status or its content is no longer what you saw") } as const;

/** What no key has, whatever it was made for. */
const OF_PEOPLE: ReadonlySet<Right> = new Set(["control", "govern", "people", "own", "self"]);

/**
 * The right that a route takes, as its `security`: `needs("decide")`. It stands in the document, and the one middleware that
 * enforces rights (`middleware/authorised.ts`) reads it there; a handler asks for no role of its own.
 */
export function needs(right: Right): Record<string, string[]>[] {
  return OF_PEOPLE.has(right) ? [{ session: [right] }] : [{ session: [right] }, { key: [right] }];
}

/** Reading, by session or key. A route that changes something and says only this is refused: it forgot to name its right. */
export const SECURITY = needs("read");

/**
 * The document with every `pattern` as a pattern alone: what makes the document writes a regular expression's flags behind it, as in
 * `^[^\p{Cc}]+$/u`, and means text that ends in `/u` by it. Readers of a schema take a pattern as Unicode anyway.
 */
export function withPlainPatterns<T>(document: T): T {
  return JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === "pattern" && typeof value === "string" ? value.replace(/(?<!\\)\/[dgsuvy]+$/, "") : value,
  ) as T;
}
