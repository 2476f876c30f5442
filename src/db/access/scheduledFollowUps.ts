import { and, asc, eq, lte, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { scheduledFollowUps } from "../schema/monitoring.ts";

export type FollowUpRow = typeof scheduledFollowUps.$inferSelect;
export type NewFollowUp = Pick<FollowUpRow, "id" | "actionId" | "contextType" | "contextId" | "scheduledFor" | "actionType" | "parameters">;

/** Schedules a follow-up; a second time for the same action changes nothing and answers the first. */
export async function scheduleFollowUp({ tx, orgId, clock }: TxContext, followUp: NewFollowUp): Promise<FollowUpRow | null> {
  await tx
    .insert(scheduledFollowUps)
    .values({ orgId, ...followUp, status: "scheduled", createdAt: clock.now() })
    .onConflictDoNothing({ target: [scheduledFollowUps.orgId, scheduledFollowUps.actionId] });
  return getFollowUpOfAction(tx, orgId, followUp.actionId);
}

async function getFollowUpOfAction(tx: TxContext["tx"], orgId: string, actionId: string): Promise<FollowUpRow | null> {
  const [row] = await tx
    .select()
    .from(scheduledFollowUps)
    .where(and(eq(scheduledFollowUps.orgId, orgId), eq(scheduledFollowUps.actionId, actionId)));
  return row ?? null;
}

/** Follow-ups whose time has come, locked; those that another worker holds are left to it. */
export async function getDueFollowUps({ tx, orgId, clock }: TxContext, options: { readonly limit: number }): Promise<FollowUpRow[]> {
  return tx
    .select()
    .from(scheduledFollowUps)
    .where(
      and(
        eq(scheduledFollowUps.orgId, orgId),
        sql`${scheduledFollowUps.status} = 'scheduled'`, // a literal, for the partial index
        lte(scheduledFollowUps.scheduledFor, clock.now()),
      ),
    )
    .orderBy(asc(scheduledFollowUps.scheduledFor))
    .limit(options.limit)
    .for("update", { skipLocked: true });
}
