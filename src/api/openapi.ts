import type { z } from "zod";
import { errorBodySchema } from "./schemas/common.ts";

/** A JSON answer of a route. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { "application/json": { schema } } };
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

/** Session or key; either will do. */
export const SECURITY: Record<string, string[]>[] = [{ session: [] }, { key: [] }];
