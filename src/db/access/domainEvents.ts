import { sql } from "drizzle-orm";
import { beforeCommit, type TxContext } from "../context.ts";
import { runPrepared, type Statement } from "../prepared.ts";
import type { JsonObject } from "../schema/base.ts";

export interface NewDomainEvent {
  readonly kind: string;
  readonly actionId?: string;
  readonly payload: JsonObject;
}

export interface DomainEvent extends EventPosition {
  readonly kind: string;
  readonly actionId: string | null;
  readonly payload: JsonObject;
  readonly at: Date;
}

/** Writes events in the transaction that made them true: those of the whole transaction together, right before it commits. */
export async function appendDomainEvents(ctx: TxContext, events: readonly NewDomainEvent[]): Promise<void> {
  if (events.length > 0) await beforeCommit(ctx, insertDomainEvents, events);
}

async function insertDomainEvents({ tx, orgId, clock }: TxContext, events: readonly NewDomainEvent[]): Promise<void> {
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

/**
 * Where a reader of the events stands: after this event, in the order of their transactions. Events of one transaction
 * follow each other by id.
 */
export interface EventPosition {
  /** A transaction's number, in digits. */
  readonly tx: string;
  readonly id: number;
}

export interface EventsPage {
  readonly events: readonly DomainEvent[];
  /** Where to go on from: after the last of the events, or where the reader stood. */
  readonly position: EventPosition;
  /** Whether there may be more at once. */
  readonly more: boolean;
}

/** Where a reader begins who wants what happens from now on. */
export async function presentEventPosition({ tx }: TxContext): Promise<EventPosition> {
  const { rows } = await tx.execute<{ tx: string }>(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as tx`);
  return { tx: rows[0]!.tx, id: 0 };
}

/**
 * Events after a position, in order. An event waits here until every older transaction has ended, whether it wrote
 * events or not: below the oldest open transaction nothing is ever added, so a reader that goes on from where it
 * stands misses none. Null for a position that this database has not reached: it was restored, and what the reader
 * knows is not what is here.
 */
export async function readDomainEvents(
  { tx, orgId }: TxContext,
  { after, limit = 500 }: { readonly after: EventPosition; readonly limit?: number },
): Promise<EventsPage | null> {
  const { rows } = await tx.execute<{ unreached: boolean } & Record<keyof EventRow, EventRow[keyof EventRow]>>(sql`
    with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as tx)
    select ${after.tx}::xid8 > h.tx as unreached, e.* from horizon h left join lateral (
      select id::text, tx::text, kind, action_id, payload, at from ai_coo.domain_events
      where org_id = ${orgId} and (tx, id) > (${after.tx}::xid8, ${after.id}::bigint) and tx < h.tx
      order by domain_events.tx, domain_events.id limit ${limit}) e on true`);
  if (rows[0]?.unreached !== false) return null;
  const found = (rows as unknown as readonly EventRow[]).filter((row) => row.id !== null);
  const events = found.map((row) => ({
    id: Number(row.id),
    tx: row.tx,
    kind: row.kind,
    actionId: row.action_id,
    payload: row.payload,
    at: new Date(row.at),
  }));
  const last = events.at(-1);
  return { events, position: last === undefined ? after : { tx: last.tx, id: last.id }, more: events.length === limit };
}

interface EventRow {
  readonly id: string | null;
  readonly tx: string;
  readonly kind: string;
  readonly action_id: string | null;
  readonly payload: JsonObject;
  readonly at: string | Date;
}
