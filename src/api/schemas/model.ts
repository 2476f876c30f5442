import { z } from "zod";
import { momentSchema } from "./common.ts";

const useSchema = z.object({
  purpose: z.string(),
  model: z.string(),
  requests: z.number().int(),
  /** Of them, those that brought an answer of use. */
  answered: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  cacheReadTokens: z.number().int(),
  cacheWriteTokens: z.number().int(),
  costUsd: z.number(),
  /** Of the cost, what was assumed because no usable answer said. */
  assumedUsd: z.number(),
  /** Requests at the price of the dearest model, because nobody priced theirs. */
  pricedAsDearest: z.number().int(),
});

/** What a model was asked for in the organisation's present month, what it cost, and where it was of no use. */
export const modelUsageSchema = z.object({
  /** As `2026-03`. */
  month: z.string(),
  /** IANA zone that month and days go by. */
  timezone: z.string(),
  from: momentSchema,
  until: momentSchema,
  /** Whether the organisation lets a model be asked. */
  enabled: z.boolean(),
  budgetUsd: z.number(),
  spentUsd: z.number(),
  /** The most that requests can cost that are under way, or whose process was killed. */
  heldUsd: z.number(),
  /** Never below zero. */
  leftUsd: z.number(),
  /** By purpose and model. */
  uses: z.array(useSchema).readonly(),
  /** Oldest first; days without a request are left out. */
  days: z.array(z.object({ day: z.iso.date(), requests: z.number().int(), costUsd: z.number() })).readonly(),
  /** Requests without an answer of use, most first. */
  unanswered: z.array(z.object({ purpose: z.string(), outcome: z.string(), requests: z.number().int() })).readonly(),
  /** Whose words the messages are in that were proposed this month. */
  words: z.object({
    byModel: z.number().int(),
    /** Although a model was there to be asked. */
    byPlaybook: z.number().int(),
    /** Why, most first, as the evidence of an action says it; the figures in it are those of one of them. */
    reasons: z.array(z.object({ value: z.string(), actions: z.number().int() })).readonly(),
  }),
});
export type ModelUsage = z.infer<typeof modelUsageSchema>;
