import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Actor } from "#src/protocol/index.ts";
import { aiCoo, type JsonObject, moment, orgId } from "./base.ts";

export type RuleSuggestionStatus = "open" | "accepted" | "dismissed" | "withdrawn";

/**
 * Rules of auto-approval that the system suggests from what people decided, with the record behind each. A suggestion changes
 * nothing; a person accepts it. Of an accepted one, whether the rule that came from it is paused.
 */
export const ruleSuggestions = aiCoo.table(
  "rule_suggestions",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    /** The kind of action that earned it: type, risk and band of amounts. */
    kind: text("kind").notNull(),
    /** The rule without its end, which begins to count when it is accepted. */
    rule: jsonb("rule").$type<JsonObject>().notNull(),
    /** Days that the rule is good for once it is accepted. */
    ruleDays: integer("rule_days").notNull(),
    /** The record: ids of the actions, counts, from when to when. */
    evidence: jsonb("evidence").$type<JsonObject>().notNull(),
    status: text("status").$type<RuleSuggestionStatus>().notNull().default("open"),
    createdAt: moment("created_at").notNull(),
    decidedAt: moment("decided_at"),
    decidedBy: text("decided_by").$type<Actor>(),
    /** Why it was dismissed or withdrawn, one sentence. */
    reason: text("reason"),
    pausedAt: moment("paused_at"),
    /** Why the rule is paused, one sentence. */
    pausedReason: text("paused_reason"),
    /** When a person last let the rule go on; what happened before pauses it no more. */
    pauseLiftedAt: moment("pause_lifted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // one open suggestion of a kind, whoever races
    uniqueIndex("rule_suggestions_open_idx")
      .on(t.orgId, t.kind)
      .where(sql`status = 'open'`),
    index("rule_suggestions_created_idx").on(t.orgId, t.createdAt, t.id), // the list, newest first
    check("rule_suggestions_status_check", sql`status in ('open', 'accepted', 'dismissed', 'withdrawn')`),
  ],
);
