import { z } from "zod";
import { actionTypeSchema } from "#src/protocol/index.ts";

const autoApprovalRuleSchema = z.strictObject({
  /** Shown wherever the rule approved something. */
  name: z.string().min(1).max(100),
  actionTypes: z.array(actionTypeSchema).min(1),
  /** Never approves above this risk; `high` and `critical` always want a person. */
  maxRisk: z.enum(["low", "medium"]).default("low"),
});

const approvers = (standard: number) => z.int().min(1).max(5).default(standard);

/** What an organisation allows. Everything that lets the system act alone is off by default. */
export const guardrailSettingsSchema = z.strictObject({
  autoApproval: z.strictObject({ enabled: z.boolean().default(false), rules: z.array(autoApprovalRuleSchema).default([]) }).prefault({}),
  /** Different people that have to approve, by risk. The action's own `min_approvals` can only raise it. */
  minApprovals: z.strictObject({ low: approvers(1), medium: approvers(1), high: approvers(1), critical: approvers(2) }).prefault({}),
  risk: z
    .strictObject({
      /** Amounts at stake from which the risk is at least high, or critical, in the company's currency where it is known, else in the amount's own. */
      highAmount: z.number().positive().default(10_000),
      criticalAmount: z.number().positive().default(100_000),
      /** More recipients than this are at least high. */
      manyRecipients: z.int().min(1).default(3),
    })
    .prefault({}),
});

export type GuardrailSettings = z.infer<typeof guardrailSettingsSchema>;

export const DEFAULT_GUARDRAILS: GuardrailSettings = guardrailSettingsSchema.parse({});
