import { z } from "zod";
import { actionEditSchema } from "#src/actions/index.ts";
import {
  actionProtocolSchema,
  actionStatusSchema,
  actionTypeSchema,
  actorSchema,
  riskLevelSchema,
  safeOperationSchema,
} from "#src/protocol/index.ts";
import { momentSchema, moneySchema } from "./common.ts";
import { factCheckSchema } from "./inbox.ts";
import { outcomeSchema } from "./outcomes.ts";

/** One line of the inbox; reads no document. */
export const actionSummarySchema = z.object({
  actionId: z.uuid(),
  version: z.number().int(),
  status: actionStatusSchema,
  actionType: actionTypeSchema,
  safeOperation: safeOperationSchema,
  riskLevel: riskLevelSchema,
  fingerprint: z.string(),
  /** One line for a person: what the action will do, and to whom. */
  description: z.string(),
  partnerId: z.number().int().nullable(),
  partnerName: z.string().nullable(),
  /** Money at stake; null where there is none. */
  amount: moneySchema.nullable(),
  /** How likely people are to accept it, 0 to 1, as known when it was proposed. */
  priority: z.number(),
  analysisId: z.string().nullable(),
  createdBy: actorSchema,
  createdAt: momentSchema,
  expiresAt: momentSchema,
  /** An approved action waits until then. */
  notBefore: momentSchema.nullable(),
  /** Until when a person put it off; may have passed. */
  snoozedUntil: momentSchema.nullable(),
  /** When it reached a status that nothing leaves. */
  settledAt: momentSchema.nullable(),
  /** Why it is in its present status, one sentence. */
  statusReason: z.string().nullable(),
  /** Why it is held back although nothing else stops it. */
  holdReason: z.string().nullable(),
  attempts: z.number().int(),
});
export type ActionSummary = z.infer<typeof actionSummarySchema>;

export const actionListSchema = z.object({
  /** In the order that was asked for. */
  actions: z.array(actionSummarySchema).readonly(),
  /** How many match in all, on this page and the others; null where `total` was not asked for. */
  total: z.number().int().nullable(),
  /** Ask again with `cursor` for the next page; null on the last. */
  nextCursor: z.string().nullable(),
});
export type ActionList = z.infer<typeof actionListSchema>;

/** How many actions stand in each status that something still follows. */
export const actionCountsSchema = z.object({
  counts: z.object({
    pending_approval: z.number().int(),
    approved: z.number().int(),
    executing: z.number().int(),
    needs_attention: z.number().int(),
  }),
});
export type ActionCounts = z.infer<typeof actionCountsSchema>;

const facts = z.unknown();

const versionSchema = z.object({
  version: z.number().int(),
  fingerprint: z.string(),
  action: actionProtocolSchema,
  createdBy: z.string(),
  createdAt: momentSchema,
  reason: z.string().nullable(),
});

const approvalSchema = z.object({
  version: z.number().int(),
  fingerprint: z.string(),
  decision: z.enum(["approve", "reject"]),
  actor: actorSchema,
  /** Who was away, where the actor decided for them. */
  onBehalfOf: actorSchema.nullable(),
  channel: z.string(),
  reason: z.string().nullable(),
  decidedAt: momentSchema,
});

const attemptSchema = z.object({
  attemptId: z.string(),
  attemptNo: z.number().int(),
  startedAt: momentSchema,
  outcome: z.enum(["done", "retry", "final", "unknown"]).nullable(),
  reason: z.string().nullable(),
  providerRef: z.string().nullable(),
  finishedAt: momentSchema.nullable(),
});

const stageSchema = z.object({
  attemptId: z.string(),
  stage: z.enum(["validation", "approval", "revalidation", "execution", "recording", "completion"]),
  outcome: z.string(), // one of STAGE_OUTCOMES, or what another version wrote
  startedAt: momentSchema,
  finishedAt: momentSchema.nullable(),
  detail: facts,
});

const eventSchema = z.object({
  seq: z.number().int(),
  at: momentSchema,
  kind: z.string(),
  actor: z.string(),
  /** Who was away, where the actor did it for them. */
  actingFor: z.string().nullable(),
  facts,
});

const followOnSchema = z.object({
  followOnId: z.string(),
  operation: safeOperationSchema,
  record: z.object({ model: z.string(), id: z.number().int() }).nullable(),
  state: z.enum(["pending", "running", "done", "failed", "uncertain"]),
  reason: z.string().nullable(),
});

/** Everything about one action: the whole document and what happened to it. */
export const actionDetailSchema = actionSummarySchema.extend({
  action: actionProtocolSchema,
  /** Different people that have to approve. */
  minApprovals: z.number().int(),
  versions: z.array(versionSchema).readonly(),
  approvals: z.array(approvalSchema).readonly(),
  attemptList: z.array(attemptSchema).readonly(),
  stages: z.array(stageSchema).readonly(),
  followOns: z.array(followOnSchema).readonly(),
  events: z.array(eventSchema).readonly(),
  /** What raised the risk above the usual of its type, one sentence each. */
  riskReasons: z.array(z.string()).readonly(),
  /** What the organisation's rules of auto-approval said to it when it was proposed. */
  policy: z.object({
    /** The rule that approved it, and the version of the guardrails that it stood in. */
    rule: z.string().nullable(),
    version: z.string().nullable(),
    /** Why each rule did not approve it. */
    against: z.array(z.object({ rule: z.string(), reasons: z.array(z.string()).readonly() })).readonly(),
    /** Why nobody can approve it as the limits stand now. */
    limit: z.string().nullable(),
  }),
  /** The completed action that this one takes back. */
  undoOf: z.uuid().nullable(),
  /** The latest action that takes this one back. */
  undoneBy: z.object({ actionId: z.uuid(), status: actionStatusSchema, statusReason: z.string().nullable() }).nullable(),
  /** Whether what it did can be taken back now, and why not. */
  canUndo: z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), reason: z.string() })]),
  /** What came after it, not necessarily because of it; null before it was carried out and looked at. */
  outcome: outcomeSchema.nullable(),
  /** What was asked last about its facts; null where nobody asked. */
  factCheck: factCheckSchema.nullable(),
  /** From when its recipients may be written to, by their hours; null where those hold nothing up, or it does not wait any more. */
  contactFrom: momentSchema.nullable(),
  /** The organisation's emergency stop: nothing starts while it is on. */
  stopped: z.boolean(),
  /** Names of the people among the actors above, by actor. */
  names: z.record(z.string(), z.string()),
});
export type ActionDetail = z.infer<typeof actionDetailSchema>;

/** What a decision came to. */
export const decisionSchema = z.object({
  actionId: z.uuid(),
  status: actionStatusSchema,
  approvals: z.object({ given: z.number().int(), needed: z.number().int() }).optional(),
  /** What the person should know although it was accepted: it cannot start before it expires. */
  warning: z.string().optional(),
  /** Before this moment nothing starts, and the decision can be taken back for sure. */
  undoUntil: momentSchema.optional(),
});
export type Decision = z.infer<typeof decisionSchema>;

/** What a decision is bound to: the fingerprint of the document that the person saw. */
const seen = { fingerprint: z.string().regex(/^[0-9a-f]{64}$/, "must be the action's fingerprint, 64 hexadecimal digits") };

export const approveBodySchema = z.strictObject(seen);
export const rejectBodySchema = z.strictObject({ ...seen, reason: z.string().trim().min(1).max(1000) });
export const cancelBodySchema = z.strictObject({ reason: z.string().trim().min(1).max(1000) });
export const releaseBodySchema = cancelBodySchema.extend({
  /** `holdReason` as it was shown; another hold stays. */
  hold: z.string().min(1).max(10_000),
});
export const resolveBodySchema = z.strictObject({
  /** What the person knows: it went out; it did not and shall again; leave it. */
  resolution: z.enum(["it_was_sent", "send_again", "give_up"]),
  reason: z.string().trim().min(1).max(1000).optional(),
  /** Needed to send again, which is an approval. */
  fingerprint: seen.fingerprint.optional(),
});

export const editBodySchema = z.strictObject({
  ...seen,
  /** How it stood when it was shown; an action that was decided since is then left as it is. */
  status: z.enum(["pending_approval", "approved"]).optional(),
  /** What is to be different. Recipients, records, amounts and checks cannot be. */
  edit: actionEditSchema,
});
export const snoozeBodySchema = z.strictObject({
  /** RFC 3339 with a zone. */
  until: z.iso.datetime({ offset: true }),
  /** Make its life longer for that, which needs a new approval. */
  extend: z.boolean().optional(),
  fingerprint: seen.fingerprint.optional(),
});
export const unsnoozeBodySchema = z.strictObject({});
export const undoBodySchema = z.strictObject({ ...seen, reason: z.string().trim().min(1).max(1000) });

/** The new version of an edited action; it waits for an approval of its own. */
export const editedSchema = z.object({
  actionId: z.uuid(),
  status: z.literal("pending_approval"),
  version: z.number().int(),
  fingerprint: z.string(),
  riskLevel: riskLevelSchema,
  /** The inputs of the operation that are different now. */
  fields: z.array(z.string()).readonly(),
});

export type Edited = z.infer<typeof editedSchema>;

/** Until when an action waits. */
export const snoozedSchema = z.object({
  actionId: z.uuid(),
  status: actionStatusSchema,
  version: z.number().int(),
  fingerprint: z.string(),
  notBefore: momentSchema.nullable(),
  snoozedUntil: momentSchema.nullable(),
  expiresAt: momentSchema,
});
export type Snoozed = z.infer<typeof snoozedSchema>;

/** The action that takes another one back, approved by whoever asked for it. */
export const undoneSchema = z.object({ actionId: z.uuid(), undo: decisionSchema.extend({ fingerprint: z.string() }) });
export type Undone = z.infer<typeof undoneSchema>;

export const listQuerySchema = z.object({
  /** One status or several, with commas between; all when left out. */
  status: z
    .string()
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(actionStatusSchema))
    .optional(),
  /** One kind of action or several, with commas between. */
  type: z
    .string()
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(actionTypeSchema))
    .optional(),
  /** One level of risk or several, with commas between. */
  risk: z
    .string()
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(riskLevelSchema))
    .optional(),
  /** Of one customer, by their id in Odoo. */
  partner: z.coerce.number().int().positive().optional(),
  /** What the customer's name or the action's one line holds. */
  search: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** Newest first, or the most urgent: about to expire, then money at stake, then risk, then what people accept. */
  order: z.enum(["newest", "urgency"]).default("newest"),
  cursor: z.string().max(500).optional(),
  /** `yes` counts all that match as well. */
  total: z.enum(["yes", "no"]).default("no"),
});
