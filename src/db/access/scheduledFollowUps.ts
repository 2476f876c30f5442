import { and, asc, desc, eq, inArray, lt, lte, or, sql, isNull } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { scheduledFollowUps, type FollowUpStatus } from "../schema/monitoring.ts";

export type FollowUpRow = typeof scheduledFollowUps.$inferSelect;
export type NewFollowUp = Pick<FollowUpRow, "id" | "actionId" | "contextType" | "contextId" | "scheduledFor" | "actionType" | "parameters">;

/** Schedules a follow-up; a second time for the same action changes nothing and answers the first. */
export async function scheduleFollowUp(
  ctx: TxContext,
  followUp: NewFollowUp,
): Promise<{ readonly followUp: FollowUpRow; readonly isNew: boolean }> {
  const { tx, orgId, clock } = ctx;
  const [inserted] = await tx
    .insert(scheduledFollowUps)
    .values({ orgId, ...followUp, status: "scheduled", createdAt: clock.now() })
    .onConflictDoNothing({ target: [scheduledFollowUps.orgId, scheduledFollowUps.actionId] })
    .returning();
  if (inserted !== undefined) return { followUp: inserted, isNew: true };
  const first = await getFollowUpOfAction(ctx, followUp.actionId);
  return { followUp: first!, isNew: false };
}

/** The follow-up that an action scheduled, or null. */
export async function getFollowUpOfAction({ tx, orgId }: TxContext, actionId: string): Promise<FollowUpRow | null> {
  const [row] = await tx
    .select()
    .from(scheduledFollowUps)
    .where(and(eq(scheduledFollowUps.orgId, orgId), eq(scheduledFollowUps.actionId, actionId)));
  return row ?? null;
}

/**
 * Takes follow-ups whose time has come for one run; those that another run holds are left to it until `until` has passed. Each
 * counts as tried from here on, also where the run dies over it.
 */
export async function claimDueFollowUps(
  { tx, orgId, clock }: TxContext,
  input: { readonly runId: string; readonly until: Date; readonly limit: number },
): Promise<FollowUpRow[]> {
  const now = clock.now();
  // a statement of its own: as a subquery of the update its limit would hold for each look at it
  const due = await tx
    .select({ id: scheduledFollowUps.id })
    .from(scheduledFollowUps)
    .where(
      and(
        eq(scheduledFollowUps.orgId, orgId),
        sql`${scheduledFollowUps.status} = 'scheduled'`, // a literal, for the partial index
        lte(scheduledFollowUps.scheduledFor, now),
        or(isNull(scheduledFollowUps.claimedUntil), lte(scheduledFollowUps.claimedUntil, now)),
      ),
    )
    .orderBy(asc(scheduledFollowUps.scheduledFor), asc(scheduledFollowUps.id))
    .limit(input.limit)
    .for("update", { skipLocked: true });
  if (due.length === 0) return [];
  const ids = due.map(({ id }) => id);
  const rows = await tx
    .update(scheduledFollowUps)
    .set({ claimedBy: input.runId, claimedUntil: input.until, tries: sql`${scheduledFollowUps.tries} + 1` })
    .where(and(eq(scheduledFollowUps.orgId, orgId), inArray(scheduledFollowUps.id, ids)))
    .returning();
  return rows.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** One that this run still holds, locked; null when it was withdrawn or another run took it over. */
export async function lockClaimedFollowUp(
  { tx, orgId }: TxContext,
  held: { readonly id: string; readonly runId: string },
): Promise<FollowUpRow | null> {
  const [row] = await tx
    .select()
    .from(scheduledFollowUps)
    .where(
      and(
        eq(scheduledFollowUps.orgId, orgId),
        eq(scheduledFollowUps.id, held.id),
        eq(scheduledFollowUps.status, "scheduled"),
        eq(scheduledFollowUps.claimedBy, held.runId),
      ),
    )
    .for("update");
  return row ?? null;
}

/** Ends one that is still scheduled. Null when somebody else has ended it. */
export async function settleFollowUp(
  { tx, orgId, actor, clock }: TxContext,
  id: string,
  end: Pick<FollowUpRow, "reason"> & {
    readonly status: Exclude<FollowUpStatus, "scheduled">;
    readonly proposedActionId?: string;
  },
): Promise<FollowUpRow | null> {
  const [row] = await tx
    .update(scheduledFollowUps)
    .set({
      status: end.status,
      reason: end.reason,
      proposedActionId: end.proposedActionId ?? null,
      claimedBy: null,
      claimedUntil: null,
      settledAt: clock.now(),
      settledBy: actor,
    })
    .where(and(eq(scheduledFollowUps.orgId, orgId), eq(scheduledFollowUps.id, id), eq(scheduledFollowUps.status, "scheduled")))
    .returning();
  return row ?? null;
}

/** Leaves one for another run, not before `until`, with the reason why this one could not compose it. */
export async function postponeFollowUp(
  { tx, orgId }: TxContext,
  id: string,
  { until, reason }: { readonly until: Date; readonly reason: string },
): Promise<void> {
  await tx
    .update(scheduledFollowUps)
    .set({ claimedBy: null, claimedUntil: until, reason })
    .where(and(eq(scheduledFollowUps.orgId, orgId), eq(scheduledFollowUps.id, id), eq(scheduledFollowUps.status, "scheduled")));
}

/** Follow-ups newest first, after one of them when it is named. */
export async function listFollowUpRows(
  { tx, orgId }: TxContext,
  input: { readonly status?: readonly FollowUpStatus[]; readonly after?: Pick<FollowUpRow, "createdAt" | "id">; readonly limit: number },
): Promise<FollowUpRow[]> {
  const t = scheduledFollowUps;
  const { status, after } = input;
  return tx
    .select()
    .from(t)
    .where(
      and(
        eq(t.orgId, orgId),
        status === undefined || status.length === 0 ? undefined : inArray(t.status, [...status]),
        after === undefined ? undefined : or(lt(t.createdAt, after.createdAt), and(eq(t.createdAt, after.createdAt), lt(t.id, after.id))),
      ),
    )
    .orderBy(desc(t.createdAt), desc(t.id))
    .limit(input.limit);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The follow-up, locked until the transaction ends, or null. */
export async function lockFollowUp({ tx, orgId }: TxContext, id: string): Promise<FollowUpRow | null> {
  if (!UUID.test(id)) return null;
  const [row] = await tx
    .select()
    .from(scheduledFollowUps)
    .where(and(eq(scheduledFollowUps.orgId, orgId), eq(scheduledFollowUps.id, id)))
    .for("update");
  return row ?? null;
}

/** The ids that end so, two at most: enough to say whether a short name is one. */
export async function findFollowUpIds({ tx, orgId }: TxContext, ending: string): Promise<string[]> {
  const rows = await tx
    .select({ id: scheduledFollowUps.id })
    .from(scheduledFollowUps)
    .where(and(eq(scheduledFollowUps.orgId, orgId), sql`right(${scheduledFollowUps.id}::text, ${ending.length}) = ${ending}`))
    .limit(2);
  return rows.map(({ id }) => id);
}
