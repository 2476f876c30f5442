import { and, count, eq, sql } from "drizzle-orm";
import { withTransaction, type Context } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import type { ActionCounts } from "../schemas/actions.ts";

/** How many actions are open, by status; the statuses stand in the text so that the partial index serves it. */
export async function countOpenActions(ctx: Context): Promise<ActionCounts["counts"]> {
  const rows = await withTransaction(ctx, ({ tx, orgId }) =>
    tx
      .select({ status: autonomousActions.status, many: count() })
      .from(autonomousActions)
      .where(
        and(
          eq(autonomousActions.orgId, orgId),
          sql`${autonomousActions.status} in ('pending_approval', 'approved', 'executing', 'needs_attention')`,
        ),
      )
      .groupBy(autonomousActions.status),
  );
  const counts = { pending_approval: 0, approved: 0, executing: 0, needs_attention: 0 };
  for (const { status, many } of rows) if (status in counts) counts[status as keyof typeof counts] = many;
  return counts;
}
