import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { uuidv7 } from "#src/lib/ids.ts";
import type { TxContext } from "../context.ts";
import type { JsonObject } from "../schema/base.ts";
import { type AlertSeverity, alerts } from "../schema/index.ts";

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
  { tx, orgId, clock }: TxContext,
  { analysisId, ...fact }: AlertFact & { readonly analysisId: string },
): Promise<{ readonly raised: boolean }> {
  const now = clock.now();
  const [row] = await tx
    .insert(alerts)
    .values({ orgId, id: uuidv7(now), ...fact, analysisId, raisedAt: now, lastSeenAt: now })
    .onConflictDoUpdate({
      target: [alerts.orgId, alerts.factKey],
      targetWhere: sql`status in ('new', 'acknowledged', 'dismissed')`,
      set: { severity: fact.severity, title: fact.title, detail: fact.detail, analysisId, lastSeenAt: now },
    })
    // xmax is 0 only on a row that this statement inserted
    .returning({ raised: sql<boolean>`(xmax = 0)` });
  return { raised: row?.raised ?? false };
}

/** Resolves the open alerts of these kinds whose fact the latest analysis no longer saw. */
export async function resolveAlertsGone(
  { tx, orgId, clock, actor }: TxContext,
  { kinds, stillThere }: { readonly kinds: readonly string[]; readonly stillThere: readonly string[] },
): Promise<{ readonly resolved: number }> {
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
    .returning({ id: alerts.id });
  return { resolved: gone.length };
}

/** Alerts, the newest first. */
export async function listAlerts({ tx, orgId }: TxContext, { limit }: { readonly limit: number }): Promise<AlertRow[]> {
  return tx.select().from(alerts).where(eq(alerts.orgId, orgId)).orderBy(desc(alerts.raisedAt)).limit(limit);
}
