import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  doublePrecision,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Actor, ActionType } from "#src/protocol/index.ts";
import { aiCoo, type Json, type JsonObject, moment, orgId } from "./base.ts";

export type AnalysisKind = "financial" | "sales" | "operations";
export type AlertSeverity = "info" | "warning" | "critical";
export type AlertStatus = "new" | "acknowledged" | "resolved" | "dismissed";
export type FollowUpStatus = "scheduled" | "proposed" | "closed" | "cancelled";

/** Whether and when each periodic job ran for an organisation. */
export const monitoringJobs = aiCoo.table(
  "monitoring_jobs",
  {
    orgId: orgId(),
    job: text("job").notNull(),
    enabled: boolean("enabled").notNull().default(true),
    lastStartedAt: moment("last_started_at"),
    lastFinishedAt: moment("last_finished_at"),
    lastOutcome: text("last_outcome").$type<"ok" | "failed">(),
    lastError: text("last_error"),
    /** What the last run came to, in figures. */
    lastResult: jsonb("last_result").$type<JsonObject>(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.job] })],
);

/** One run of an analyzer: what it found, what it measured, whom it left alone and why. */
export const analysisResults = aiCoo.table(
  "analysis_results",
  {
    orgId: orgId(),
    id: text("id").notNull(),
    kind: text("kind").$type<AnalysisKind>().notNull(),
    startedAt: moment("started_at").notNull(),
    finishedAt: moment("finished_at"),
    findings: jsonb("findings").$type<Json>(),
    metrics: jsonb("metrics").$type<Json>(),
    notChased: jsonb("not_chased").$type<Json>(),
    error: text("error"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // the latest of a kind, and the history of its metrics
    index("analysis_results_kind_idx").on(t.orgId, t.kind, t.startedAt),
  ],
);

/** A fact worth a person's eye that asks for no action. */
export const alerts = aiCoo.table(
  "alerts",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    kind: text("kind").notNull(),
    /** Names the fact, not the moment: the same fact is one alert until it is gone. */
    factKey: text("fact_key").notNull(),
    severity: text("severity").$type<AlertSeverity>().notNull(),
    title: text("title").notNull(),
    detail: jsonb("detail").$type<Json>(),
    status: text("status").$type<AlertStatus>().notNull().default("new"),
    analysisId: text("analysis_id"),
    raisedAt: moment("raised_at").notNull(),
    lastSeenAt: moment("last_seen_at").notNull(),
    statusBy: text("status_by").$type<Actor>(),
    resolvedAt: moment("resolved_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // not raised twice for the same fact; a dismissed one stays dismissed until the fact is gone
    uniqueIndex("alerts_open_fact_idx")
      .on(t.orgId, t.factKey)
      .where(sql`status in ('new', 'acknowledged', 'dismissed')`),
    index("alerts_raised_idx").on(t.orgId, t.raisedAt), // the list, newest first
    check("alerts_status_check", sql`status in ('new', 'acknowledged', 'resolved', 'dismissed')`),
  ],
);

/** What becomes a proposal again at its time. */
export const scheduledFollowUps = aiCoo.table(
  "scheduled_follow_ups",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    /** The action that scheduled it; scheduling again for the same action is the same row. */
    actionId: uuid("action_id").notNull(),
    contextType: text("context_type").$type<"deal" | "invoice" | "task" | "customer">().notNull(),
    contextId: integer("context_id").notNull(),
    scheduledFor: moment("scheduled_for").notNull(),
    actionType: text("action_type").$type<ActionType>().notNull(),
    parameters: jsonb("parameters").$type<Json>().notNull(),
    status: text("status").$type<FollowUpStatus>().notNull().default("scheduled"),
    createdAt: moment("created_at").notNull(),
    /** The run that composes it now; whoever else comes by leaves it alone until this has passed. */
    claimedBy: uuid("claimed_by"),
    claimedUntil: moment("claimed_until"),
    /** How often it was taken up. */
    tries: integer("tries").notNull().default(0),
    settledAt: moment("settled_at"),
    /** Who settled it: the system, or the person who withdrew it. */
    settledBy: text("settled_by").$type<Actor>(),
    /** Why it has its status, or why it could not be composed the last time. */
    reason: text("reason"),
    /** The action that it became, or the open one that says the same already. */
    proposedActionId: uuid("proposed_action_id"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex("scheduled_follow_ups_action_idx").on(t.orgId, t.actionId), // the effect happens once
    index("scheduled_follow_ups_due_idx")
      .on(t.orgId, t.scheduledFor)
      .where(sql`status = 'scheduled'`), // the sweep
    index("scheduled_follow_ups_list_idx").on(t.orgId, t.createdAt, t.id), // the list, newest first
    check("scheduled_follow_ups_status_check", sql`status in ('scheduled', 'proposed', 'closed', 'cancelled')`),
  ],
);

const transactionId = customType<{ data: string; driverData: string }>({ dataType: () => "xid8" });

/** What happened, for the live page and for webhooks; written in the transaction that made it happen. */
export const domainEvents = aiCoo.table(
  "domain_events",
  {
    orgId: orgId(),
    id: bigint("id", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    kind: text("kind").notNull(),
    actionId: uuid("action_id"),
    payload: jsonb("payload").$type<JsonObject>().notNull(),
    at: moment("at").notNull(),
    /**
     * The writing transaction. Ids are given out before transactions commit, and not in their order; below the oldest
     * transaction that is still open nothing is ever added, so readers go on by transaction first.
     */
    tx: transactionId("tx")
      .notNull()
      .default(sql`pg_current_xact_id()`),
  },
  // the only index, because every action writes several rows: what is read on from, and what retention begins with
  (t) => [primaryKey({ columns: [t.orgId, t.tx, t.id] })],
);

/** Every request to a model, as it came out: what it cost, for the budget. */
export const aiUsage = aiCoo.table(
  "ai_usage",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    at: moment("at").notNull(),
    model: text("model").notNull(),
    purpose: text("purpose").notNull(),
    inputTokens: integer("input_tokens").notNull(),
    outputTokens: integer("output_tokens").notNull(),
    cacheReadTokens: integer("cache_read_tokens").notNull().default(0),
    cacheWriteTokens: integer("cache_write_tokens").notNull().default(0),
    costUsd: doublePrecision("cost_usd").notNull(),
    durationMs: integer("duration_ms").notNull(),
    outcome: text("outcome").notNull(),
    /** Whether tokens and cost are the most that it can have been, because no usable answer said. */
    isAssumed: boolean("is_assumed").notNull().default(false),
    /** Where its price is from; `dearest` is that of a model that nobody priced. */
    pricedBy: text("priced_by").$type<"settings" | "table" | "dearest">().notNull().default("table"),
    /** The provider's name for it, for its support. */
    requestId: text("request_id"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("ai_usage_at_idx").on(t.orgId, t.at), // the month's cost against the budget
    check("ai_usage_priced_by_check", sql`priced_by in ('settings', 'table', 'dearest')`),
  ],
);

/**
 * The most that a request to a model may cost, from before it is sent until its usage is recorded. One whose process was
 * killed stays, and counts as spent until its month is over: nobody knows whether it was charged.
 */
export const aiReservations = aiCoo.table(
  "ai_reservations",
  {
    orgId: orgId(),
    /** Of the request; its usage has the same. */
    id: uuid("id").notNull(),
    at: moment("at").notNull(),
    model: text("model").notNull(),
    purpose: text("purpose").notNull(),
    mostUsd: doublePrecision("most_usd").notNull(),
  },
  // few rows of an organisation at any time, so this is their only index
  (t) => [primaryKey({ columns: [t.orgId, t.id] })],
);
