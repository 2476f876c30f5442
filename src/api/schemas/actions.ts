import { z } from "zod";
import {
  actionProtocolSchema,
  actionStatusSchema,
  actionTypeSchema,
  actorSchema,
  riskLevelSchema,
  safeOperationSchema,
} from "#src/protocol/index.ts";
import { momentSchema, moneySchema } from "./common.ts";

/** One line of the inbox; reads no document. */
export const actionSummarySchema = z.object({
  action_id: z.uuid(),
  version: z.number().int(),
  status: actionStatusSchema,
  action_type: actionTypeSchema,
  safe_operation: safeOperationSchema,
  risk_level: riskLevelSchema,
  title: z.string(),
  customer: z.object({ partner_id: z.number().int().nullable(), name: z.string() }).nullable(),
  amount: moneySchema.nullable(),
  fingerprint: z.string(),
  created_at: momentSchema,
  expires_at: momentSchema,
  /** An approved action waits until then. */
  not_before: momentSchema.nullable(),
  /** When it reached a status that nothing leaves. */
  settled_at: momentSchema.nullable(),
  /** Why it has its status, one sentence. */
  status_reason: z.string().nullable(),
  /** Why it is held back although nothing else stops it. */
  hold_reason: z.string().nullable(),
});
export type ActionSummary = z.infer<typeof actionSummarySchema>;

export const actionListSchema = z.object({
  items: z.array(actionSummarySchema),
  /** Ask again with `cursor` for the next page; null on the last. */
  next_cursor: z.string().nullable(),
});
export type ActionList = z.infer<typeof actionListSchema>;

/** How many actions stand in each status; a status with none is 0. */
export const actionCountsSchema = z.object({ counts: z.record(actionStatusSchema, z.number().int()) });
export type ActionCounts = z.infer<typeof actionCountsSchema>;

const facts = z.record(z.string(), z.unknown());

export const actionVersionSchema = z.object({
  version: z.number().int(),
  fingerprint: z.string(),
  created_by: actorSchema,
  created_at: momentSchema,
  reason: z.string().nullable(),
});

export const approvalSchema = z.object({
  version: z.number().int(),
  fingerprint: z.string(),
  decision: z.enum(["approve", "reject"]),
  actor: actorSchema,
  /** The person's name; the actor where there is none. */
  by: z.string(),
  channel: z.string(),
  reason: z.string().nullable(),
  decided_at: momentSchema,
});

export const stageSchema = z.object({
  attempt_no: z.number().int(),
  stage: z.string(),
  outcome: z.string(),
  started_at: momentSchema,
  finished_at: momentSchema.nullable(),
  detail: facts.nullable(),
});

export const actionEventSchema = z.object({
  seq: z.number().int(),
  at: momentSchema,
  kind: z.string(),
  actor: z.string(),
  by: z.string(),
});

/** Everything about one action: the whole document and what happened to it. */
export const actionDetailSchema = actionSummarySchema.extend({
  document: actionProtocolSchema,
  created_by: actorSchema,
  attempts: z.number().int(),
  versions: z.array(actionVersionSchema),
  approvals: z.array(approvalSchema),
  stages: z.array(stageSchema),
  events: z.array(actionEventSchema),
});
export type ActionDetail = z.infer<typeof actionDetailSchema>;

/** What a decision is bound to: the fingerprint of the document that the person saw. */
const seen = { fingerprint: z.string().regex(/^[0-9a-f]{64}$/, "must be the action's fingerprint, 64 hexadecimal digits") };

export const approveBodySchema = z.strictObject(seen);
export const rejectBodySchema = z.strictObject({ ...seen, reason: z.string().trim().min(3).max(1000) });
export const cancelBodySchema = z.strictObject({ reason: z.string().trim().max(1000).optional() });

export const listQuerySchema = z.object({
  /** One status or several, with commas between; all when left out. */
  status: z
    .string()
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(actionStatusSchema))
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
