import { z } from "zod";
import { autoApprovalRuleSchema, guardrailSettingsSchema } from "#src/policy/index.ts";
import { actionStatusSchema, actionTypeSchema, riskLevelSchema } from "#src/protocol/index.ts";
import { momentSchema, moneySchema } from "./common.ts";

/** What names exactly one state of the settings. */
const versionSchema = z.string().regex(/^[0-9a-f]{64}$/, "must be the version that was read, 64 hexadecimal digits");

/** What the organisation allows, and how each of its rules stands now. */
export const guardrailsSchema = z.object({
  settings: guardrailSettingsSchema,
  /** How many people each risk takes now; where the settings leave a number open, by how many may decide. */
  peopleNeeded: z.object({ low: z.number().int(), medium: z.number().int(), high: z.number().int(), critical: z.number().int() }),
  version: versionSchema,
  updatedAt: momentSchema.nullable(),
  /** The name of who changed them last, or what did. */
  updatedBy: z.string().nullable(),
  rules: z
    .array(
      z.object({
        name: z.string(),
        state: z.enum(["in_force", "paused", "ended", "off"]),
        /** Why it is paused. */
        why: z.string().nullable(),
        approvedToday: z.number().int(),
      }),
    )
    .readonly(),
  /** IANA name of the zone that hours and days go by; null where what is stored is none. */
  timezone: z.string().nullable(),
});
export type GuardrailsView = z.infer<typeof guardrailsSchema>;

/** The settings as a whole; parsed by what keeps them, which names every fault. */
const settingsBodySchema = z.record(z.string(), z.unknown());

export const saveGuardrailsBodySchema = z.strictObject({
  /** As it was read: settings that changed meanwhile are left as they are. */
  version: versionSchema,
  settings: settingsBodySchema,
});

export const dryRunBodySchema = z.strictObject({
  /** What is tried; the present settings when left out. */
  settings: settingsBodySchema.optional(),
  /** How far back, in days. */
  days: z.number().int().min(1).max(365).default(90),
});

const againstSchema = z.enum(["rejected", "edited", "undone", "withdrawn", "ended_badly"]);

/** Actions that one answer holds; the counts are of all. */
export const MOST_SHOWN = 500;

export const dryRunSchema = z.object({
  since: momentSchema,
  until: momentSchema,
  /** Everything that was proposed in the time. */
  proposed: z.number().int(),
  /** Of types that the tried settings switch off. */
  switchedOff: z.number().int(),
  approved: z.number().int(),
  /** The newest of what would have been approved. */
  wouldApprove: z
    .array(
      z.object({
        actionId: z.uuid(),
        actionType: actionTypeSchema,
        description: z.string(),
        riskLevel: riskLevelSchema,
        rule: z.string(),
        proposedAt: momentSchema,
        amount: moneySchema.nullable(),
        amountAtStake: z.number().nullable(),
        /** What in fact became of it. */
        status: actionStatusSchema,
        approvedByRule: z.string().nullable(),
        /** How people or the world said no to it, in fact. */
        against: againstSchema.nullable(),
      }),
    )
    .readonly(),
  byType: z
    .array(
      z.object({
        actionType: actionTypeSchema,
        proposed: z.number().int(),
        wouldApprove: z.number().int(),
        against: z.number().int(),
        amounts: z.array(moneySchema).readonly(),
      }),
    )
    .readonly(),
  byRule: z.array(z.object({ rule: z.string(), wouldApprove: z.number().int(), against: z.number().int() })).readonly(),
});
export type DryRunView = z.infer<typeof dryRunSchema>;

const suggestionStatusSchema = z.enum(["open", "accepted", "dismissed", "withdrawn"]);

/** A rule that the system suggests from what people decided; it changes nothing by itself. */
export const ruleSuggestionSchema = z.object({
  suggestionId: z.uuid(),
  /** Type, risk and band of amounts that earned it. */
  kind: z.string(),
  status: suggestionStatusSchema,
  /** The rule as it would be, without its end. */
  rule: autoApprovalRuleSchema,
  /** Days that the rule is good for from when it is accepted. */
  ruleDays: z.number().int(),
  evidence: z.object({
    actionIds: z.array(z.string()).readonly(),
    approvals: z.number().int(),
    from: momentSchema,
    to: momentSchema,
    largestAmount: z.number().nullable(),
    firstContacts: z.number().int(),
    medianPerDay: z.number().int(),
  }),
  createdAt: momentSchema,
  decidedAt: momentSchema.nullable(),
  /** The name of who decided, or what did. */
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type RuleSuggestionView = z.infer<typeof ruleSuggestionSchema>;

export const ruleSuggestionListSchema = z.object({
  /** Newest first. */
  suggestions: z.array(ruleSuggestionSchema).readonly(),
});
export type RuleSuggestionList = z.infer<typeof ruleSuggestionListSchema>;

export const suggestionQuerySchema = z.object({
  /** One status or several, with commas between; all when left out. */
  status: z
    .string()
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(suggestionStatusSchema))
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Fewer days than are suggested, if any are named. */
export const acceptBodySchema = z.strictObject({ days: z.number().int().min(1).max(365).optional() });
export const acceptedSchema = z.object({
  suggestion: ruleSuggestionSchema,
  rule: z.string(),
  until: momentSchema.nullable(),
  version: versionSchema,
});

export const dismissBodySchema = z.strictObject({ reason: z.string().trim().min(1).max(1000) });

export const revokeBodySchema = z.strictObject({ rule: z.string().min(1).max(100), reason: z.string().trim().min(1).max(1000) });
export const revokedSchema = z.object({
  rule: z.string(),
  version: versionSchema,
  /** Actions that it had approved, had not run, and now wait for people. */
  takenBack: z.array(z.uuid()).readonly(),
  /** Approved by it and left: an earlier try may have had its effect. */
  inDoubt: z.array(z.uuid()).readonly(),
});

export const liftBodySchema = z.strictObject({ rule: z.string().min(1).max(100) });
