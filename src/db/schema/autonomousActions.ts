import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ActionProtocol, ActionStatus, ActionType, Actor, RiskLevel, SafeOperation } from "#src/protocol/index.ts";
import { aiCoo, moment, orgId } from "./base.ts";

/**
 * What found the reason of a hold: the reading of Odoo, what a person or a provider told us, a promise, dispute or stop that stands
 * recorded, or a database that was restored.
 */
export type HoldSource = "analysis" | "inbound" | "commitment" | "restore";

/**
 * Every action, whatever its status: the whole document in `action_protocol`, beside it the fields that
 * lists, claims and sweeps select by. The table is its own queue: `status`, `not_before` and the lease.
 */
export const autonomousActions = aiCoo.table(
  "autonomous_actions",
  {
    orgId: orgId(),
    actionId: uuid("action_id").notNull(),
    /** Grows by one with every edit; the document of each version is in `action_versions`. */
    version: integer("version").notNull().default(1),
    status: text("status").$type<ActionStatus>().notNull(),
    actionType: text("action_type").$type<ActionType>().notNull(),
    safeOperation: text("safe_operation").$type<SafeOperation>().notNull(),
    riskLevel: text("risk_level").$type<RiskLevel>().notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    /** The outreach scope of an action that contacts a person, from `outreachScopeKey`. */
    scopeKey: text("scope_key"),
    partnerId: integer("partner_id"),
    partnerName: text("partner_name"),
    /** One line for lists, which do not read the document. */
    title: text("title").notNull().default(""),
    /** Money that the action is to bring in, in the currency's major unit, for lists. */
    amount: doublePrecision("amount"),
    currency: text("currency"),
    /** The same in the currency of the company that is owed, as policy weighed it; null where only `amount` is known. */
    amountAtStake: doublePrecision("amount_at_stake"),
    /** How likely people are to accept it, 0 to 1, as known when it was proposed: its place among actions as urgent as it. */
    priority: doublePrecision("priority").notNull().default(0.5),
    /** What else policy weighed when it was proposed: whether nobody at this customer was ever contacted; null where nobody said. */
    firstContact: boolean("first_contact"),
    /** The customer's own mail domains, as they were told then. */
    customerDomains: text("customer_domains").array(),
    /** The risk of the document as it was composed, before policy raised it; null for actions of earlier versions. */
    composedRisk: text("composed_risk").$type<RiskLevel>(),
    fingerprint: text("fingerprint").notNull(),
    actionProtocol: jsonb("action_protocol").$type<ActionProtocol>().notNull(),
    /** Not a foreign key: retention removes analyses before the actions they led to. */
    analysisId: text("analysis_id"),
    /** An approved action waits until then (quiet hours, rate limit, snooze). */
    notBefore: moment("not_before"),
    /** Until when a person put it off; over once it has passed. */
    snoozedUntil: moment("snoozed_until"),
    /** What it waited for when it was put off, and waits for again when that is taken back. */
    notBeforeUnsnoozed: moment("not_before_unsnoozed"),
    /** The completed action whose change this one takes back. */
    undoOf: uuid("undo_of"),
    expiresAt: moment("expires_at").notNull(),
    createdBy: text("created_by").$type<Actor>().notNull(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    /** When it reached a status that nothing leaves. */
    settledAt: moment("settled_at"),
    /** Why it has its status, one sentence. */
    statusReason: text("status_reason"),
    /** Why it is held back although nothing else stops it (a reply, a bounce, an opt-out). */
    holdReason: text("hold_reason"),
    /** Who holds it: an analysis lets go only what an analysis holds. */
    holdSource: text("hold_source").$type<HoldSource>(),
    /** The reason that a person let go; the same reason does not hold it again. */
    holdReleased: text("hold_released"),
    /** Attempts begun so far. */
    attempts: integer("attempts").notNull().default(0),
    leaseOwner: text("lease_owner"),
    leaseUntil: moment("lease_until"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.actionId] }),
    // proposing the same thing twice on one day is refused here, whoever races
    uniqueIndex("autonomous_actions_idempotency_key_idx").on(t.orgId, t.idempotencyKey),
    // the pending page, newest last, by keyset; the status is a literal so that a generic plan keeps the index
    index("autonomous_actions_pending_idx")
      .on(t.orgId, t.createdAt, t.actionId)
      .where(sql`status = 'pending_approval'`),
    // the claim: what is approved, in the order in which it may run
    index("autonomous_actions_approved_idx")
      .on(t.orgId, t.notBefore.asc().nullsFirst(), t.createdAt, t.actionId)
      .where(sql`status = 'approved'`),
    // recovery: who executes and whose lease ran out
    index("autonomous_actions_executing_idx")
      .on(t.orgId, t.leaseUntil)
      .where(sql`status = 'executing'`),
    // the list of what waits for a person to say what happened
    index("autonomous_actions_needs_attention_idx")
      .on(t.orgId, t.createdAt, t.actionId)
      .where(sql`status = 'needs_attention'`),
    // the expiry sweep reads only what can still expire
    index("autonomous_actions_expiry_idx")
      .on(t.orgId, t.expiresAt)
      .where(sql`status in ('pending_approval', 'approved')`),
    // "a pending action with the same scope exists", asked for each candidate
    index("autonomous_actions_open_scope_idx")
      .on(t.orgId, t.scopeKey)
      .where(sql`status in ('pending_approval', 'approved', 'executing', 'needs_attention')`),
    // a reply or an opt-out holds the pending actions of that customer; the customer's history
    index("autonomous_actions_partner_idx").on(t.orgId, t.partnerId, t.createdAt),
    // the list of all actions, newest first, by keyset
    index("autonomous_actions_created_idx").on(t.orgId, t.createdAt, t.actionId),
    // the undos of an action, for its card
    index("autonomous_actions_undo_of_idx")
      .on(t.orgId, t.undoOf)
      .where(sql`undo_of is not null`),
    // one undo at a time, and none after one that was carried out
    uniqueIndex("autonomous_actions_one_undo_idx")
      .on(t.orgId, t.undoOf)
      .where(sql`undo_of is not null and status in ('pending_approval', 'approved', 'executing', 'needs_attention', 'completed')`),
    check(
      "autonomous_actions_status_check",
      sql`status in ('pending_approval', 'approved', 'executing', 'completed', 'failed', 'blocked', 'rejected', 'expired', 'cancelled', 'needs_attention')`,
    ),
    check("autonomous_actions_life_check", sql`expires_at > created_at`),
  ],
);

/** One row a version: proposed, edited and executed documents are all kept. */
export const actionVersions = aiCoo.table(
  "action_versions",
  {
    orgId: orgId(),
    actionId: uuid("action_id").notNull(),
    version: integer("version").notNull(),
    fingerprint: text("fingerprint").notNull(),
    actionProtocol: jsonb("action_protocol").$type<ActionProtocol>().notNull(),
    createdBy: text("created_by").$type<Actor>().notNull(),
    createdAt: moment("created_at").notNull(),
    /** Why this version was made: proposed, edited by a person, facts changed before execution. */
    reason: text("reason"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.actionId, t.version] }),
    foreignKey({
      name: "action_versions_action_fk",
      columns: [t.orgId, t.actionId],
      foreignColumns: [autonomousActions.orgId, autonomousActions.actionId],
    }),
  ],
);
