import { ACTION_TYPES } from "#src/protocol/index.ts";
import { z } from "zod";

/** Risk levels from the lowest to the highest. */
export const RISK_ORDER = ["low", "medium", "high", "critical"] as const;

const autoApprovalRuleSchema = z.strictObject({
  /** Shown wherever the rule approved something. */
  name: z.string().min(1).max(100),
  actionTypes: z.array(z.enum(ACTION_TYPES)).min(1),
  /** Never approves above this risk; `high` and `critical` always want a person. */
  maxRisk: z.enum(["low", "medium"]).default("low"),
});

/** What an organisation allows. Everything that lets the system act alone is off by default. */
export const guardrailSettingsSchema = z.strictObject({
  autoApproval: z.strictObject({ enabled: z.boolean().default(false), rules: z.array(autoApprovalRuleSchema).default([]) }).prefault({}),
  /** Different people that have to approve, by risk. The action's own `min_approvals` can only raise it. */
  minApprovals: z
    .strictObject({
      low: z.int().min(1).max(5).default(1),
      medium: z.int().min(1).max(5).default(1),
      high: z.int().min(1).max(5).default(1),
      critical: z.int().min(1).max(5).default(2),
    })
    .prefault({}),
  risk: z
    .strictObject({
      /** Amounts at stake from which the risk is at least high / critical, in the amount's own currency. */
      highAmount: z.number().positive().default(10_000),
      criticalAmount: z.number().positive().default(100_000),
      /** More recipients than this: at least high. */
      manyRecipients: z.int().min(1).default(3),
    })
    .prefault({}),
});

export type GuardrailSettings = z.infer<typeof guardrailSettingsSchema>;

export const DEFAULT_GUARDRAILS: GuardrailSettings = guardrailSettingsSchema.parse({});
