import { z } from "zod";

const usdPerMillionTokens = z.number().min(0).max(10_000);

/** What an organisation says about the use of a model. */
export const modelSettingsSchema = z.strictObject({
  /** Off: no model is asked, and the playbook does what it would have done. */
  enabled: z.boolean().default(true),
  /** What the calls of a calendar month, in the organisation's time zone, may cost, in US dollars. */
  monthlyBudgetUsd: z.number().min(0).max(1_000_000).default(20),
  /** Prices by model in place of the list's, in US dollars for a million tokens. */
  prices: z
    .record(
      z.string().regex(/^[a-zA-Z0-9._:@/-]{1,128}$/, "the id of a model, such as claude-sonnet-5-5"),
      z.strictObject({
        input: usdPerMillionTokens,
        output: usdPerMillionTokens,
        cacheWrite: usdPerMillionTokens,
        cacheRead: usdPerMillionTokens,
      }),
    )
    .default({}),
});

export type ModelSettings = z.infer<typeof modelSettingsSchema>;
