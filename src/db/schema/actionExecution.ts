import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Actor, SafeOperation } from "#src/protocol/index.ts";
import { actionVersions, autonomousActions } from "./autonomousActions.ts";
import { aiCoo, type JsonObject, moment, orgId } from "./base.ts";

export type ApprovalDecision = "approve" | "reject";
export type ApprovalChannel = "in_app" | "email" | "sms" | "cli" | "api" | "policy";
export type AttemptOutcome = "done" | "retry" | "final" | "unknown";
export type StageName = "validation" | "approval" | "revalidation" | "execution" | "recording" | "completion";

/** A decision, bound to the version and the fingerprint that the person saw. */
export const actionApprovals = aiCoo.table(
  "action_approvals",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    actionId: uuid("action_id").notNull(),
    version: integer("version").notNull(),
    fingerprint: text("fingerprint").notNull(),
    decision: text("decision").$type<ApprovalDecision>().notNull(),
    actor: text("actor").$type<Actor>().notNull(),
    channel: text("channel").$type<ApprovalChannel>().notNull(),
    /** The person who was away and for whom the actor decided; this approval uses up the voices of both. */
    onBehalfOf: text("on_behalf_of").$type<Actor>(),
    /** Whether the actor, or whom they acted for, had a hand in what the action says: such people cannot be all who approve. */
    authored: boolean("authored").notNull().default(false),
    /** A person's words; of the channel `policy`, the name of the rule. */
    reason: text("reason"),
    /** Of the channel `policy`: the version of the guardrails that the rule stood in. */
    policyVersion: text("policy_version"),
    decidedAt: moment("decided_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    foreignKey({
      name: "action_approvals_version_fk",
      columns: [t.orgId, t.actionId, t.version],
      foreignColumns: [actionVersions.orgId, actionVersions.actionId, actionVersions.version],
    }),
    // one person counts once for a version, however often they click; also lists an action's decisions
    uniqueIndex("action_approvals_actor_idx").on(t.orgId, t.actionId, t.version, t.actor),
    // what a rule approved: its count of a day, and what is taken back when it is revoked
    index("action_approvals_rule_idx")
      .on(t.orgId, t.reason, t.decidedAt)
      .where(sql`channel = 'policy'`),
    check("action_approvals_decision_check", sql`decision in ('approve', 'reject')`),
  ],
);

/** One try to execute an action, held by one worker for the length of its lease. */
export const actionAttempts = aiCoo.table(
  "action_attempts",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    actionId: uuid("action_id").notNull(),
    attemptNo: integer("attempt_no").notNull(),
    version: integer("version").notNull(),
    workerId: text("worker_id").notNull(),
    leaseUntil: moment("lease_until").notNull(),
    startedAt: moment("started_at").notNull(),
    operation: text("operation").$type<SafeOperation>().notNull(),
    /** What the effect carries to the other side, so that it can be looked up afterwards. */
    token: text("token"),
    /** Committed before the effect: from here on the effect may have happened. */
    intentAt: moment("intent_at"),
    /** Null while it runs. An `unknown` is unresolved until a look-up or a person replaces it. */
    outcome: text("outcome").$type<AttemptOutcome>(),
    reason: text("reason"),
    providerRef: text("provider_ref"),
    detail: jsonb("detail").$type<JsonObject>(),
    finishedAt: moment("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    foreignKey({
      name: "action_attempts_action_fk",
      columns: [t.orgId, t.actionId],
      foreignColumns: [autonomousActions.orgId, autonomousActions.actionId],
    }),
    uniqueIndex("action_attempts_number_idx").on(t.orgId, t.actionId, t.attemptNo),
    // at most one unresolved attempt per action, whatever the code does
    uniqueIndex("action_attempts_unresolved_idx")
      .on(t.orgId, t.actionId)
      .where(sql`outcome is null or outcome = 'unknown'`),
    // recovery: running attempts whose lease ran out
    index("action_attempts_running_idx")
      .on(t.orgId, t.leaseUntil)
      .where(sql`outcome is null`),
    // the later look-up of what is not known
    index("action_attempts_unknown_idx")
      .on(t.orgId, t.finishedAt)
      .where(sql`outcome = 'unknown'`),
    // a provider's webhook names its own reference
    index("action_attempts_provider_ref_idx")
      .on(t.orgId, t.providerRef)
      .where(sql`provider_ref is not null`),
    check("action_attempts_outcome_check", sql`outcome in ('done', 'retry', 'final', 'unknown')`),
  ],
);

/**
 * What each of the six stages of an attempt came to. No foreign key: attempts are never removed, stages are written by
 * whoever just made or holds the attempt, and of these rows, the most of all, the check of each is dear.
 */
export const actionStages = aiCoo.table(
  "action_stages",
  {
    orgId: orgId(),
    attemptId: uuid("attempt_id").notNull(),
    actionId: uuid("action_id").notNull(),
    stage: text("stage").$type<StageName>().notNull(),
    outcome: text("outcome").notNull(),
    startedAt: moment("started_at").notNull(),
    finishedAt: moment("finished_at"),
    detail: jsonb("detail").$type<JsonObject>(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.attemptId, t.stage] }),
    check("action_stages_stage_check", sql`stage in ('validation', 'approval', 'revalidation', 'execution', 'recording', 'completion')`),
  ],
);
