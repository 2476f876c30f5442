import { and, eq, gt, inArray, or, sql } from "drizzle-orm";
import type { TxContext } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import type { ActionRow } from "./rows.ts";

export type Twin = Pick<ActionRow, "actionId" | "status">;

/** The open action of this scope, if there is one; what opens one of a scope passes here one after the other. */
export async function openTwin({ tx, orgId, clock }: TxContext, scope: string): Promise<Twin | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ai_coo.scope:${orgId}:${scope}`}, 0))`);
  const [twin] = await tx
    .select({ actionId: autonomousActions.actionId, status: autonomousActions.status })
    .from(autonomousActions)
    .where(
      and(
        eq(autonomousActions.orgId, orgId),
        eq(autonomousActions.scopeKey, scope),
        sql`${autonomousActions.status} in ('pending_approval', 'approved', 'executing', 'needs_attention')`,
        // one whose life has ended no longer stands in the way, also before the sweep comes by
        or(inArray(autonomousActions.status, ["executing", "needs_attention"]), gt(autonomousActions.expiresAt, clock.now())),
      ),
    )
    .limit(1);
  return twin ?? null;
}
