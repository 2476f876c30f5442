import { and, desc, eq, gt, gte, inArray, lt, or, sql, type SQL } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { actionEvents, actionEventTexts, autonomousActions } from "../schema/index.ts";

export interface AuditFilter {
  readonly kinds?: readonly string[] | undefined;
  readonly actor?: string | undefined;
  readonly actionId?: string | undefined;
  /** The customer: of the action, of the facts, or of the personal text. */
  readonly partnerId?: number | undefined;
}

export interface AuditRow {
  readonly seq: number;
  readonly at: Date;
  readonly kind: string;
  readonly actor: string;
  readonly actionId: string | null;
  readonly entry: string;
  readonly hash: string;
  readonly title: string | null;
  readonly partnerId: number | null;
  readonly partnerName: string | null;
}

/** Entries that fit, newest first, among those with `from <= seq < before`. */
export async function listAuditRows(
  { tx, orgId }: TxContext,
  window: { readonly from: number; readonly before: number; readonly limit: number; readonly filter: AuditFilter },
): Promise<AuditRow[]> {
  const { filter, from, before, limit } = window;
  const e = actionEvents;
  return tx
    .select({
      seq: e.seq,
      at: e.at,
      kind: e.kind,
      actor: e.actor,
      actionId: e.actionId,
      entry: e.entry,
      hash: e.hash,
      title: autonomousActions.title,
      partnerId: autonomousActions.partnerId,
      partnerName: autonomousActions.partnerName,
    })
    .from(e)
    .leftJoin(autonomousActions, and(eq(autonomousActions.orgId, e.orgId), eq(autonomousActions.actionId, e.actionId)))
    .where(
      and(
        eq(e.orgId, orgId),
        gte(e.seq, from),
        lt(e.seq, before),
        filter.kinds === undefined || filter.kinds.length === 0 ? undefined : inArray(e.kind, [...filter.kinds]),
        filter.actor === undefined ? undefined : eq(e.actor, filter.actor),
        filter.actionId === undefined ? undefined : eq(e.actionId, filter.actionId),
        filter.partnerId === undefined ? undefined : ofPartner(filter.partnerId, orgId),
      ),
    )
    .orderBy(desc(e.seq))
    .limit(limit);
}

function ofPartner(partnerId: number, orgId: string): SQL | undefined {
  const e = actionEvents;
  return or(
    eq(autonomousActions.partnerId, partnerId),
    sql`${e.actionId} is null and (${e.entry}::jsonb #>> '{facts,partner_id}') = ${String(partnerId)}`,
    sql`exists (select from ${actionEventTexts} t where t.org_id = ${orgId} and t.seq = ${e.seq} and t.subject = ${`partner:${partnerId}`})`,
  );
}

/** How many entries the chain has, and its end; entries are numbered without a gap. */
export async function lastAuditEntry({
  tx,
  orgId,
}: TxContext): Promise<{ readonly seq: number; readonly hash: string; readonly at: Date } | null> {
  const { seq, hash, at } = actionEvents;
  const [row] = await tx
    .select({ seq, hash, at })
    .from(actionEvents)
    .where(and(eq(actionEvents.orgId, orgId), gt(seq, 0)))
    .orderBy(desc(seq))
    .limit(1);
  return row ?? null;
}
