import { lt, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import type { Database } from "../open.ts";
import { analysisResults, invitation, session, verification } from "../schema/index.ts";

/** Removes what happened before a moment from the live page's feed, at most `limit`, oldest first; how many went. */
export async function deleteDomainEventsBefore({ tx, orgId }: TxContext, before: Date, limit: number): Promise<number> {
  const result = await tx.execute(sql`
    delete from ai_coo.domain_events where org_id = ${orgId} and (tx, id) in (
      select tx, id from ai_coo.domain_events where org_id = ${orgId} and at < ${before.toISOString()}::timestamptz
      order by tx, id limit ${limit} for update skip locked)`);
  return result.rowCount ?? 0;
}

/**
 * Removes analyses that began before a moment, at most `limit`; how many went. The newest that came to an end of each
 * kind stays, and so does what an open action or an open alert refers to.
 */
export async function deleteAnalysisResultsBefore({ tx, orgId }: TxContext, before: Date, limit: number): Promise<number> {
  const result = await tx.execute(sql`
    delete from ${analysisResults} where org_id = ${orgId} and id in (
      select r.id from ai_coo.analysis_results r
      where r.org_id = ${orgId} and r.started_at < ${before.toISOString()}::timestamptz
        and not exists (
          select from ai_coo.autonomous_actions a where a.org_id = r.org_id and a.analysis_id = r.id
            and a.status in ('pending_approval', 'approved', 'executing', 'needs_attention'))
        and not exists (
          select from ai_coo.alerts l where l.org_id = r.org_id and l.analysis_id = r.id and l.status in ('new', 'acknowledged', 'dismissed'))
        and r.id is distinct from (
          select n.id from ai_coo.analysis_results n
          where n.org_id = r.org_id and n.kind = r.kind and n.finished_at is not null and n.error is null
          order by n.started_at desc limit 1)
      order by r.started_at limit ${limit} for update skip locked)`);
  return result.rowCount ?? 0;
}

/**
 * Removes what providers reported before a moment, at most `limit`, oldest first; how many went. What is about an open
 * action stays, for it settles that action should it come to be in doubt.
 */
export async function deleteInboundEventsBefore({ tx, orgId }: TxContext, before: Date, limit: number): Promise<number> {
  const result = await tx.execute(sql`
    delete from ai_coo.inbound_events where org_id = ${orgId} and (source, event_key) in (
      select e.source, e.event_key from ai_coo.inbound_events e
      where e.org_id = ${orgId} and e.received_at < ${before.toISOString()}::timestamptz
        and not exists (
          select from ai_coo.autonomous_actions a where a.org_id = e.org_id and a.action_id = e.action_id
            and a.status in ('pending_approval', 'approved', 'executing', 'needs_attention'))
      order by e.received_at limit ${limit})`);
  return result.rowCount ?? 0;
}

/**
 * Removes sessions, sign-in links and invitations that have had their time, whoever they belong to; how many went. Outside of any
 * tenant, because inside one what people sign in with is not there.
 */
export async function deleteExpiredSessions(db: Database, now: Date): Promise<number> {
  let gone = 0;
  for (const table of [session, verification, invitation]) {
    const result = await db.delete(table).where(lt(table.expiresAt, now));
    gone += result.rowCount ?? 0;
  }
  return gone;
}
