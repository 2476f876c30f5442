import { and, eq, gte, inArray, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { actionApprovals, autonomousActions } from "../schema/index.ts";
import type { ActionRow } from "./autonomousActions.ts";

/** How many approvals each of these rules gave since a moment, by name; those that gave none are absent. */
export async function countRuleApprovals(
  { tx, orgId }: TxContext,
  { rules, since }: { readonly rules: readonly string[]; readonly since: Date },
): Promise<Map<string, number>> {
  if (rules.length === 0) return new Map();
  const rows = await tx
    .select({ rule: actionApprovals.reason, count: sql<number>`count(*)::int` })
    .from(actionApprovals)
    .where(
      and(
        eq(actionApprovals.orgId, orgId),
        // a literal, so that the partial index serves it
        sql`${actionApprovals.channel} = 'policy'`,
        inArray(actionApprovals.reason, [...rules]),
        gte(actionApprovals.decidedAt, since),
      ),
    )
    .groupBy(actionApprovals.reason);
  return new Map(rows.flatMap(({ rule, count }) => (rule === null ? [] : [[rule, count]])));
}

/** Actions that this rule approved as they are now and that have not begun to run, locked, in the order of their ids. */
export async function lockApprovedByRule({ tx, orgId }: TxContext, rule: string): Promise<ActionRow[]> {
  return tx
    .select()
    .from(autonomousActions)
    .where(
      and(
        eq(autonomousActions.orgId, orgId),
        sql`${autonomousActions.status} = 'approved'`,
        sql`exists (
          select from ai_coo.action_approvals p
          where p.org_id = ${orgId} and p.channel = 'policy' and p.reason = ${rule} and p.decision = 'approve'
            and p.action_id = ${autonomousActions.actionId} and p.version = ${autonomousActions.version})`,
      ),
    )
    .orderBy(autonomousActions.actionId)
    .for("update");
}
