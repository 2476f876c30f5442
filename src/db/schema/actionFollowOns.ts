import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Operation, SafeOperation } from "#src/protocol/index.ts";
import { autonomousActions } from "./autonomousActions.ts";
import { aiCoo, moment, orgId } from "./base.ts";

export type FollowOnState = "pending" | "running" | "done" | "failed" | "uncertain";

/**
 * What an effect brings with it: the note on each invoice after a reminder. Written as `pending` in the
 * transaction that records the effect, so that a crash cannot lose it; `running` is committed before its
 * own effect, so that a crash cannot repeat it.
 */
export const actionFollowOns = aiCoo.table(
  "action_follow_ons",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    actionId: uuid("action_id").notNull(),
    operation: text("operation").$type<SafeOperation>().notNull(),
    inputs: jsonb("inputs").$type<Operation["inputs"]>().notNull(),
    /** What its effect carries to the other side, so that it can be looked up afterwards. */
    token: text("token").notNull(),
    state: text("state").$type<FollowOnState>().notNull(),
    workerId: text("worker_id"),
    leaseUntil: moment("lease_until"),
    tries: integer("tries").notNull().default(0),
    notBefore: moment("not_before").notNull(),
    /** The last time its effect was begun. */
    beganAt: moment("began_at"),
    reason: text("reason"),
    providerRef: text("provider_ref"),
    createdAt: moment("created_at").notNull(),
    finishedAt: moment("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    foreignKey({
      name: "action_follow_ons_action_fk",
      columns: [t.orgId, t.actionId],
      foreignColumns: [autonomousActions.orgId, autonomousActions.actionId],
    }),
    // recording an effect twice cannot bring a second note
    uniqueIndex("action_follow_ons_token_idx").on(t.orgId, t.token),
    index("action_follow_ons_action_idx").on(t.orgId, t.actionId), // the card
    // what is still to be done, or was begun by a worker that may be gone
    index("action_follow_ons_open_idx")
      .on(t.orgId, t.notBefore)
      .where(sql`finished_at is null`),
    check("action_follow_ons_state_check", sql`state in ('pending', 'running', 'done', 'failed', 'uncertain')`),
  ],
);
