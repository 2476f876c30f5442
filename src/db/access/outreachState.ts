import type { TxContext } from "../context.ts";
import { runPrepared, type Statement } from "../prepared.ts";
import type { outreachState } from "../schema/outreach.ts";

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

const OF_SCOPES: Statement = {
  name: "ai_coo_scopes",
  text: "select scope_key, next_allowed_at, last_sent_at from ai_coo.outreach_state where org_id = $1 and scope_key = any($2::text[])",
};

/** How these scopes stand, moments in UTC; scopes never contacted are not among them. */
export async function getOutreachStates(
  { tx, orgId }: TxContext,
  scopeKeys: readonly string[],
): Promise<Pick<OutreachStateRow, "scopeKey" | "nextAllowedAt" | "lastSentAt">[]> {
  if (scopeKeys.length === 0) return [];
  const rows = await runPrepared<{ scope_key: string; next_allowed_at: string; last_sent_at: string | null }>({ tx }, OF_SCOPES, [
    orgId,
    scopeKeys,
  ]);
  return rows.map((row) => ({
    scopeKey: row.scope_key,
    nextAllowedAt: new Date(row.next_allowed_at),
    lastSentAt: row.last_sent_at === null ? null : new Date(row.last_sent_at),
  }));
}

const TAKE: Statement = {
  name: "ai_coo_scopes_take",
  text: `insert into ai_coo.outreach_state as s
      (org_id, partner_id, context_type, context_id, channel, scope_key, next_allowed_at, action_id, attempt_count, updated_at)
    select $1, partner_id, context_type, context_id, channel, scope_key, next_allowed_at, action_id, 1, $2::timestamptz
    from unnest($3::int[], $4::text[], $5::int[], $6::text[], $7::text[], $8::timestamptz[], $9::uuid[])
      as r(partner_id, context_type, context_id, channel, scope_key, next_allowed_at, action_id)
    on conflict (org_id, partner_id, context_type, context_id, channel) do update
      set action_id = excluded.action_id, next_allowed_at = excluded.next_allowed_at, attempt_count = s.attempt_count + 1,
        updated_at = $2::timestamptz
      where s.next_allowed_at <= $2::timestamptz
    returning s.scope_key`,
};

/**
 * Closes each scope that is open at `now`, in one statement: whoever races, one transaction gets each row.
 * Returns the keys that were taken; the others are closed still.
 */
export async function takeOutreachScopes(ctx: TxContext, reservations: readonly ScopeReservation[], now: Date): Promise<Set<string>> {
  if (reservations.length === 0) return new Set();
  const taken = await runPrepared<{ scope_key: string }>(ctx, TAKE, [
    ctx.orgId,
    now.toISOString(),
    reservations.map(({ partnerId }) => partnerId),
    reservations.map(({ contextType }) => contextType),
    reservations.map(({ contextId }) => contextId),
    reservations.map(({ channel }) => channel),
    reservations.map(({ scopeKey }) => scopeKey),
    reservations.map(({ nextAllowedAt }) => nextAllowedAt.toISOString()),
    reservations.map(({ actionId }) => actionId),
  ]);
  return new Set(taken.map((row) => row.scope_key));
}
