import { countUnanswered, countWords, getAiCost, sumAiUsage, sumAiUsageByDay } from "#src/db/access/aiUsage.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { ModelMonth } from "../deps.ts";
import type { ModelUsage } from "../schemas/model.ts";

/** What a model was asked for in this month, from the records of its requests and the evidence of the actions. */
export async function readModelUsage(ctx: Context, present: ModelMonth): Promise<ModelUsage> {
  const { month, timezone, from, until, enabled, budgetUsd } = present;
  return withTransaction(ctx, async (inner) => {
    const { spentUsd, heldUsd } = await getAiCost(inner, from);
    return {
      month,
      timezone,
      from: from.toISOString(),
      until: until.toISOString(),
      enabled,
      budgetUsd,
      spentUsd,
      heldUsd,
      leftUsd: Math.max(0, budgetUsd - spentUsd - heldUsd),
      uses: await sumAiUsage(inner, from, until),
      days: await sumAiUsageByDay(inner, { from, until, timezone }),
      unanswered: await countUnanswered(inner, from, until),
      words: await countWords(inner, from, until),
    };
  });
}
