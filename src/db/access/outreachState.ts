import { and, eq, inArray, lte, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { outreachState } from "../schema/outreach.ts";

export type OutreachStateRow = typeof outreachState.$inferSelect;

export interface ScopeReservation {
  readonly actionId: string;
  readonly partnerId: number;
  readonly contextType: OutreachStateRow["contextType"];
  /** 0 where the scope is the partner as a whole. */
  readonly contextId: number;
  readonly channel: OutreachStateRow["channel"];
  readonly scopeKey: string;
  /** Until when the scope is closed from now on, UTC. */
  readonly nextAllowedAt: Date;
}

/** The rows of these scopes; scopes never contacted have none. */
export async function getOutreachStates(ctx: TxContext, scopeKeys: readonly string[]): Promise<OutreachStateRow[]> {
  if (scopeKeys.length === 0) return [];
  return ctx.tx
    .select()
    .from(outreachState)
    .where(and(eq(outreachState.orgId, ctx.orgId), inArray(outreachState.scopeKey, [...scopeKeys])));
}

/**
 * Closes each scope that is open at `now`, in one statement: whoever races, one transaction gets each row.
 * Returns the keys that were taken; the others are closed still.
 */
export async function takeOutreachScopes(ctx: TxContext, reservations: readonly ScopeReservation[], now: Date): Promise<Set<string>> {
  if (reservations.length === 0) return new Set();
  const rows = reservations.map((reservation) => ({ ...reservation, orgId: ctx.orgId, attemptCount: 1, updatedAt: now }));
  const taken = await ctx.tx
    .insert(outreachState)
    .values(rows)
    .onConflictDoUpdate({
      target: [outreachState.orgId, outreachState.partnerId, outreachState.contextType, outreachState.contextId, outreachState.channel],
      set: {
        actionId: sql`excluded.action_id`,
        nextAllowedAt: sql`excluded.next_allowed_at`,
        attemptCount: sql`${outreachState.attemptCount} + 1`,
        updatedAt: now,
      },
      setWhere: lte(outreachState.nextAllowedAt, now),
    })
    .returning({ scopeKey: outreachState.scopeKey });
  return new Set(taken.map((row) => row.scopeKey));
}
