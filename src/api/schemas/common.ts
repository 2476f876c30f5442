import { z } from "zod";
import { ERROR_CODES } from "#src/lib/errors.ts";

/** An amount in the currency's major unit. */
export const moneySchema = z.object({ amount: z.number(), currency: z.string() });
export type Money = z.infer<typeof moneySchema>;

const spokenSchema = z.object({
  sentence: z.string(),
  /** Absent where the sentence is none that the server has a code for. */
  code: z.string().optional(),
  /** Texts and numbers; `{amount, currency}`, `{day}`, `{moment}`, and `{said}` for sentences within the sentence. */
  figures: z.record(z.string(), z.unknown()).optional(),
});

/**
 * What the sentences of an answer say, by where they stand and by the stored sentence: one code with its figures for each, to say
 * it in another language. A sentence that is not in it is shown as it stands.
 */
export const saidSchema = z.record(z.string(), z.record(z.string(), z.array(spokenSchema)));

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
