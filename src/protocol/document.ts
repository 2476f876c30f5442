import * as z from "zod";
import { revalidationPlanSchema } from "./checks.ts";
import { CAPS } from "./defaults.ts";
import { externalEffectSchema } from "./effects.ts";
import { IDEMPOTENCY_KEY_PATTERN } from "./keys.ts";
import { operationSchema } from "./operations.ts";
import { affectedRecordsSchema, evidenceSchema, proposedChangeSchema } from "./records.ts";
import { ruleBreaches } from "./rules.ts";
import {
  actionTypeSchema,
  APPROVAL_CHANNELS,
  approvalChannelSchema,
  PROTOCOL_VERSION,
  riskLevelSchema,
  rollbackStrategySchema,
  safeOperationSchema,
} from "./terms.ts";
import { actorSchema, body, currencySchema, line, orgIdSchema, timestampSchema } from "./text.ts";

export const approvalRequirementSchema = z
  .strictObject({
    required: z.boolean(),
    channels: z.array(approvalChannelSchema).max(APPROVAL_CHANNELS.length),
    min_approvals: z.int().min(0).max(10),
  })
  .refine((approval) => !approval.required || approval.min_approvals > 0, {
    path: ["min_approvals"],
    error: "must be at least 1 when an approval is required",
  });
/** Whether a person has to say yes, how many, and where they may. */
export type ApprovalRequirement = z.infer<typeof approvalRequirementSchema>;

export const estimatedImpactSchema = z.strictObject({
  cash_in: z.strictObject({ amount: z.number().nonnegative(), currency: currencySchema }).optional(),
  time_saved_minutes: z.int().nonnegative().optional(),
  risk_reduction: line(300).optional(),
});
export type EstimatedImpact = z.infer<typeof estimatedImpactSchema>;

const documentSchema = z.strictObject({
  version: z.literal(PROTOCOL_VERSION),
  action_id: z.uuidv7(),
  org_id: orgIdSchema,
  created_by: actorSchema,
  created_at: timestampSchema,
  expires_at: timestampSchema,
  action_type: actionTypeSchema,
  safe_operation: safeOperationSchema,
  operation: operationSchema,
  risk_level: riskLevelSchema,
  idempotency_key: z.string().max(280).regex(IDEMPOTENCY_KEY_PATTERN),
  analysis_id: line(64).optional(),
  reasoning: body(2_000, 10),
  expected_effect: body(600, 10),
  evidence: z.array(evidenceSchema).min(1).max(CAPS.evidence),
  affected_records: affectedRecordsSchema,
  proposed_changes: z.array(proposedChangeSchema).max(CAPS.changes),
  revalidation_plan: revalidationPlanSchema,
  external_effects: z.array(externalEffectSchema).max(2 * CAPS.recipients),
  approval: approvalRequirementSchema,
  estimated_impact: estimatedImpactSchema.optional(),
  rollback_strategy: rollbackStrategySchema,
});

/** The whole document with the rules across its fields. An issue of a rule begins with the rule's name. */
export const actionProtocolSchema = documentSchema.superRefine((action, context) => {
  for (const breach of ruleBreaches(action)) {
    context.addIssue({
      code: "custom",
      path: breach.path.split("."),
      message: `${breach.rule}: ${breach.message}`,
      params: { rule: breach.rule },
    });
  }
});
/** One action: everything an approver sees and everything the executor runs. */
export type ActionProtocol = z.infer<typeof documentSchema>;
