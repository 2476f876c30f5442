import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { runPrepared, type Statement } from "../prepared.ts";
import type { JsonObject } from "../schema/base.ts";
import { domainEvents } from "../schema/monitoring.ts";

export interface NewDomainEvent {
  readonly kind: string;
  readonly actionId?: string;
  readonly payload: JsonObject;
}

export interface DomainEvent {
  readonly id: number;
  readonly kind: string;
  readonly actionId: string | null;
  readonly payload: JsonObject;
  readonly at: Date;
}

/** Writes events in the transaction that made them true. */
export async function appendDomainEvents({ tx, orgId, clock }: TxContext, events: readonly NewDomainEvent[]): Promise<void> {
  if (events.length === 0) return;
  await runPrepared({ tx }, INSERT, [
    orgId,
    clock.now().toISOString(),
    events.map(({ kind }) => kind),
    events.map(({ actionId }) => actionId ?? null),
    events.map(({ payload }) => JSON.stringify(payload)),
  ]);
}

/** Raw, because every batch of the pipeline writes it: one text for any number of events. */
const INSERT: Statement = {
  name: "ai_coo_domain_events",
  text: `insert into ai_coo.domain_events (org_id, at, kind, action_id, payload)
    select $1, $2::timestamptz, kind, action_id, payload::jsonb
    from unnest($3::text[], $4::uuid[], $5::text[]) with ordinality as e(kind, action_id, payload, position) order by position`,
};

const COLUMNS = {
  id: domainEvents.id,
  kind: domainEvents.kind,
  actionId: domainEvents.actionId,
  payload: domainEvents.payload,
  at: domainEvents.at,
};

/**
 * Events after an id, oldest first. Ids are given out before transactions commit, so an event waits here
 * until every transaction that began before its own has ended: a reader that goes on from the last id it
 * got misses none.
 */
export async function listDomainEventsAfter(
  { tx, orgId }: TxContext,
  input: { readonly after: number; readonly limit?: number },
): Promise<DomainEvent[]> {
  return tx
    .select(COLUMNS)
    .from(domainEvents)
    .where(
      and(
        eq(domainEvents.orgId, orgId),
        gt(domainEvents.id, input.after),
        sql`${domainEvents.tx} < pg_snapshot_xmin(pg_current_snapshot())`,
      ),
    )
    .orderBy(asc(domainEvents.id))
    .limit(input.limit ?? 500);
}

/** The id to go on from for a reader who wants what happens from now on; 0 when nothing has happened yet. */
export async function latestDomainEventId({ tx, orgId }: TxContext): Promise<number> {
  const [row] = await tx
    .select({ id: domainEvents.id })
    .from(domainEvents)
    .where(and(eq(domainEvents.orgId, orgId), sql`${domainEvents.tx} < pg_snapshot_xmin(pg_current_snapshot())`))
    .orderBy(desc(domainEvents.id))
    .limit(1);
  return row?.id ?? 0;
}
