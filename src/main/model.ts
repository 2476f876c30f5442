import { z } from "zod";
import type { Config } from "#src/config/config.ts";
import type { Secrets } from "#src/config/secrets.ts";
import { getAiCost, recordAiUsage, reserveAiCost, sumAiUsage, type AiUsageSum } from "#src/db/access/aiUsage.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import {
  anthropicProvider,
  createLanguageModel,
  modelSettingsSchema,
  monthOf,
  NOT_CONFIGURED,
  type Answer,
  type LanguageModel,
  type UsageLedger,
} from "#src/llm/index.ts";
import type { ModelMonth } from "#src/api/index.ts";
import { readTimezone } from "#src/scheduler/index.ts";
import { readSettings } from "./settings.ts";

/** The organisation's model, and what it has cost. */
export interface ModelAccess {
  /** Null where no key is set. */
  readonly model: LanguageModel | null;
  /** What the model has cost in the organisation's present month. */
  monthSoFar(): Promise<MonthSoFar>;
}

export interface MonthSoFar extends ModelMonth {
  readonly spentUsd: number;
  /** The most that requests can cost that are under way, or whose process was killed. */
  readonly heldUsd: number;
  /** Never below zero, though a lowered budget may be passed already. */
  readonly leftUsd: number;
  readonly uses: readonly AiUsageSum[];
}

/** The organisation's present month, and what it says about asking a model in it. */
export async function readModelMonth(ctx: Context): Promise<ModelMonth> {
  const { enabled, monthlyBudgetUsd: budgetUsd } = modelSettingsSchema.parse(await readSettings(ctx, "model"));
  const timezone = await readTimezone(ctx);
  const { name: month, from, until } = monthOf(ctx.clock.now(), timezone);
  return { month, timezone, from, until, enabled, budgetUsd };
}

/** Builds the configured model; makes no connection. Settings are read at every call, so that changes count at once. */
export function openModel(options: { readonly config: Config; readonly secrets: Secrets; readonly ctx: Context }): ModelAccess {
  const { config, secrets, ctx } = options;
  const policy = async () => {
    const settings = modelSettingsSchema.parse(await readSettings(ctx, "model"));
    return { ...settings, timezone: await readTimezone(ctx) };
  };
  const apiKey = secrets.anthropicApiKey;
  const model =
    apiKey === undefined
      ? null
      : createLanguageModel({
          provider: anthropicProvider({ apiKey, ...config.model }),
          ledger: usageLedger(ctx),
          policy,
          clock: ctx.clock,
        });
  return {
    model,
    monthSoFar: async () => {
      const month = await readModelMonth(ctx);
      return withTransaction(ctx, async (inner) => {
        const { spentUsd, heldUsd } = await getAiCost(inner, month.from);
        const uses = await sumAiUsage(inner, month.from, month.until);
        return { ...month, spentUsd, heldUsd, leftUsd: Math.max(0, month.budgetUsd - spentUsd - heldUsd), uses };
      });
    },
  };
}

/** The ledger in the organisation's own tables; each step is a transaction of its own, and none is open while a model is asked. */
export function usageLedger(ctx: Context): UsageLedger {
  return {
    reserve: ({ monthFrom, budgetUsd, ...row }) => withTransaction(ctx, (inner) => reserveAiCost(inner, row, { monthFrom, budgetUsd })),
    record: (row) => withTransaction(ctx, (inner) => recordAiUsage(inner, row)),
  };
}

const readySchema = z.object({ ready: z.literal(true) });

/** Asks the model the smallest question there is, which passes through all that a real one does. */
export async function testModel({ model }: ModelAccess): Promise<Answer<{ readonly ready: true }>> {
  if (model === null) return { ok: false, usage: null, ...NOT_CONFIGURED };
  return model.ask({
    purpose: "test",
    system: ["Somebody checks whether you can be reached."],
    content: "Say that you are ready.",
    schema: readySchema,
    maxOutputTokens: 1_000,
  });
}
