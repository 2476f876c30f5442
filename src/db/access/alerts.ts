import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { uuidv7 } from "#src/lib/ids.ts";
import type { TxContext } from "../context.ts";
import type { JsonObject } from "../schema/base.ts";
import { type AlertSeverity, type AlertStatus, alerts } from "../schema/index.ts";
import { appendDomainEvents } from "./domainEvents.ts";

export type AlertRow = typeof alerts.$inferSelect;

export interface AlertFact {
  readonly kind: string;
  /** Names the fact: the same one in every run. */
  readonly factKey: string;
  readonly severity: AlertSeverity;
  readonly title: string;
  readonly detail: JsonObject;
}

/**
 * Raises an alert for a fact, or notes that a fact with an open alert is still there. Returns whether it is
 * new. One that a person dismissed stays dismissed until its fact is gone.
 */
export async function raiseAlert(
  ctx: TxContext,
  { analysisId, ...fact }: AlertFact & { readonly analysisId: string },
): Promise<{ readonly raised: boolean }> {
  const { tx, orgId, clock } = ctx;
  const now = clock.now();
  const [before] = await tx
    .select({ severity: alerts.severity, title: alerts.title })
    .from(alerts)
    .where(and(eq(alerts.orgId, orgId), eq(alerts.factKey, fact.factKey), sql`${alerts.status} in ('new', 'acknowledged', 'dismissed')`));
  const [row] = await tx
    .insert(alerts)
    .values({ orgId, id: uuidv7(now), ...fact, analysisId, raisedAt: now, lastSeenAt: now })
    .onConflictDoUpdate({
      target: [alerts.orgId, alerts.factKey],
      targetWhere: sql`status in ('new', 'acknowledged', 'dismissed')`,
      set: { severity: fact.severity, title: fact.title, detail: fact.detail, analysisId, lastSeenAt: now },
    })
    // xmax is 0 only on a row that this statement inserted
    .returning({ id: alerts.id, kind: alerts.kind, severity: alerts.severity, status: alerts.status, raised: sql<boolean>`(xmax = 0)` });
  if (row === undefined) return { raised: false };
  const changed = before !== undefined && (before.severity !== fact.severity || before.title !== fact.title);
  if (row.raised || changed) await announceAlerts(ctx, row.raised ? "alert.raised" : "alert.changed", [row]);
  return { raised: row.raised };
}

/** Resolves the open alerts of these kinds whose fact the latest analysis no longer saw. */
export async function resolveAlertsGone(
  ctx: TxContext,
  { kinds, stillThere }: { readonly kinds: readonly string[]; readonly stillThere: readonly string[] },
): Promise<{ readonly resolved: number }> {
  const { tx, orgId, clock, actor } = ctx;
  const now = clock.now();
  const gone = await tx
    .update(alerts)
    .set({ status: "resolved", resolvedAt: now, statusBy: actor })
    .where(
      and(
        eq(alerts.orgId, orgId),
        inArray(alerts.kind, [...kinds]),
        sql`${alerts.status} in ('new', 'acknowledged', 'dismissed')`,
        stillThere.length === 0 ? undefined : sql`${alerts.factKey} <> all(${sql.param([...stillThere])}::text[])`,
      ),
    )
    .returning({ id: alerts.id, kind: alerts.kind, severity: alerts.severity, status: alerts.status });
  await announceAlerts(ctx, "alert.resolved", gone);
  return { resolved: gone.length };
}

interface ChangedAlert {
  readonly id: string;
  readonly kind: string;
  readonly severity: AlertSeverity;
  readonly status: AlertStatus;
}

/** Tells the live page, in the transaction of the change. */
export async function announceAlerts(
  ctx: TxContext,
  kind: `alert.${"raised" | "changed" | "resolved"}`,
  changed: readonly ChangedAlert[],
): Promise<void> {
  await appendDomainEvents(
    ctx,
    changed.map(({ id, kind: alert_kind, severity, status }) => ({
      kind,
      payload: { alert_id: id, alert_kind, severity, status, actor: ctx.actor },
    })),
  );
}

/** Alerts of these statuses, the newest first, from behind `after` on. */
export async function listAlerts(
  { tx, orgId }: TxContext,
  query: {
    readonly statuses: readonly AlertStatus[];
    readonly limit: number;
    readonly after?: { readonly raisedAt: Date; readonly id: string };
  },
): Promise<AlertRow[]> {
  const { statuses, limit, after } = query;
  return tx
    .select()
    .from(alerts)
    .where(
      and(
        eq(alerts.orgId, orgId),
        inArray(alerts.status, [...statuses]),
        after === undefined
          ? undefined
          : sql`(${alerts.raisedAt}, ${alerts.id}) < (${after.raisedAt.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(alerts.raisedAt), desc(alerts.id))
    .limit(limit);
}

export async function getAlert({ tx, orgId }: TxContext, id: string): Promise<AlertRow | null> {
  const [row] = await tx
    .select()
    .from(alerts)
    .where(and(eq(alerts.orgId, orgId), eq(alerts.id, id)));
  return row ?? null;
}

/** Gives an alert another status while it has one of `from`; null where it has none of them. */
export async function changeAlertStatus(
  { tx, orgId, clock, actor }: TxContext,
  { id, from, to }: { readonly id: string; readonly from: readonly AlertStatus[]; readonly to: AlertStatus },
): Promise<AlertRow | null> {
  const [row] = await tx
    .update(alerts)
    .set({ status: to, statusBy: actor, resolvedAt: to === "resolved" ? clock.now() : null })
    .where(and(eq(alerts.orgId, orgId), eq(alerts.id, id), inArray(alerts.status, [...from])))
    .returning();
  return row ?? null;
}
