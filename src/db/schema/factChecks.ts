import { sql } from "drizzle-orm";
import { foreignKey, index, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { RevalidationCheck } from "#src/protocol/index.ts";
import { autonomousActions } from "./autonomousActions.ts";
import { aiCoo, moment, orgId } from "./base.ts";

/** What one check of an action's plan said when somebody asked. */
export interface FactCheckResult {
  readonly checkId: string;
  /** `unknown`: it could not be evaluated for a passing reason, such as an Odoo that does not answer. */
  readonly outcome: "passed" | "failed" | "unknown";
  readonly severity: RevalidationCheck["severity_on_fail"];
  /** What was found and what it said before, for people. */
  readonly sentence: string;
}

/** What would become of the action if it ran at that moment. */
export type FactVerdict = "pass" | "block" | "require_reapproval" | "defer";

/** The last time that somebody asked how the facts of an action stand; the process that can read Odoo answers. */
export const factChecks = aiCoo.table(
  "fact_checks",
  {
    orgId: orgId(),
    actionId: uuid("action_id").notNull(),
    /** Of the document that was asked about. */
    fingerprint: text("fingerprint").notNull(),
    askedBy: text("asked_by").notNull(),
    askedAt: moment("asked_at").notNull(),
    /** Null until it is answered. */
    checkedAt: moment("checked_at"),
    verdict: text("verdict").$type<FactVerdict>(),
    results: jsonb("results").$type<readonly FactCheckResult[]>(),
    /** Why nobody could answer, one sentence. */
    error: text("error"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.actionId] }),
    foreignKey({
      name: "fact_checks_action_fk",
      columns: [t.orgId, t.actionId],
      foreignColumns: [autonomousActions.orgId, autonomousActions.actionId],
    }),
    // what the worker still has to answer
    index("fact_checks_open_idx")
      .on(t.orgId, t.askedAt)
      .where(sql`checked_at is null`),
  ],
);
