import { z } from "zod";
import { ERROR_CODES } from "#src/lib/errors.ts";

/** An amount in the currency's major unit. */
export const moneySchema = z.object({ amount: z.number(), currency: z.string() });
export type Money = z.infer<typeof moneySchema>;

/** RFC 3339, UTC. */
export const momentSchema = z.iso.datetime();

/** The body of every answer that is not a success. `next` says what to do about it. */
export const errorBodySchema = z.object({
  error: z.object({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    next: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;
