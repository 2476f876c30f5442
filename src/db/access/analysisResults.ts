import { and, asc, desc, eq, gte, isNotNull, isNull, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import type { Json } from "../schema/base.ts";
import { type AnalysisKind, analysisResults } from "../schema/index.ts";

export type AnalysisResultRow = typeof analysisResults.$inferSelect;

/** Notes that an analysis has begun, so that one that never ends can be seen. */
export async function startAnalysisResult(
  { tx, orgId, clock }: TxContext,
  { id, kind }: { readonly id: string; readonly kind: AnalysisKind },
): Promise<void> {
  await tx.insert(analysisResults).values({ orgId, id, kind, startedAt: clock.now() });
}

/** Stores what an analysis found. */
export async function finishAnalysisResult(
  { tx, orgId, clock }: TxContext,
  { id, ...found }: { readonly id: string; readonly findings: Json; readonly metrics: Json; readonly notChased: Json },
): Promise<void> {
  await tx
    .update(analysisResults)
    .set({ ...found, finishedAt: clock.now() })
    .where(and(eq(analysisResults.orgId, orgId), eq(analysisResults.id, id)));
}

/** Stores why an analysis came to nothing, one sentence for people. */
export async function failAnalysisResult(
  { tx, orgId, clock }: TxContext,
  { id, error }: { readonly id: string; readonly error: string },
): Promise<void> {
  await tx
    .update(analysisResults)
    .set({ error, finishedAt: clock.now() })
    .where(and(eq(analysisResults.orgId, orgId), eq(analysisResults.id, id)));
}

/** The newest analysis of a kind that came to an end without an error, or null before the first one. */
export async function getLatestAnalysisResult({ tx, orgId }: TxContext, kind: AnalysisKind): Promise<AnalysisResultRow | null> {
  const [row] = await tx
    .select()
    .from(analysisResults)
    .where(
      and(
        eq(analysisResults.orgId, orgId),
        eq(analysisResults.kind, kind),
        isNotNull(analysisResults.finishedAt),
        isNull(analysisResults.error),
      ),
    )
    .orderBy(desc(analysisResults.startedAt))
    .limit(1);
  return row ?? null;
}

export interface MetricsAt {
  readonly at: Date;
  readonly metrics: Json;
}

/** What the finished analyses of a kind measured since a moment, oldest first, for charts. */
export async function getMetricsHistory(
  { tx, orgId }: TxContext,
  { kind, since, limit = 10_000 }: { readonly kind: AnalysisKind; readonly since: Date; readonly limit?: number },
): Promise<MetricsAt[]> {
  return tx
    .select({ at: analysisResults.startedAt, metrics: analysisResults.metrics })
    .from(analysisResults)
    .where(
      and(
        eq(analysisResults.orgId, orgId),
        eq(analysisResults.kind, kind),
        gte(analysisResults.startedAt, since),
        isNotNull(analysisResults.finishedAt),
        isNull(analysisResults.error),
      ),
    )
    .orderBy(asc(analysisResults.startedAt))
    .limit(limit);
}

/** What a kind of analysis measured: the last of each day of this IANA zone since a moment, oldest first. */
export async function getDailyMetrics(
  { tx, orgId }: TxContext,
  { kind, since, timezone }: { readonly kind: AnalysisKind; readonly since: Date; readonly timezone: string },
): Promise<MetricsAt[]> {
  const measured = tx
    .select({
      at: analysisResults.startedAt,
      metrics: analysisResults.metrics,
      // named, because a value given twice is two expressions to the server
      day: sql`(${analysisResults.startedAt} at time zone ${timezone})::date`.as("day"),
    })
    .from(analysisResults)
    .where(
      and(
        eq(analysisResults.orgId, orgId),
        eq(analysisResults.kind, kind),
        gte(analysisResults.startedAt, since),
        isNotNull(analysisResults.finishedAt),
        isNull(analysisResults.error),
      ),
    )
    .as("measured");
  return tx
    .selectDistinctOn([measured.day], { at: measured.at, metrics: measured.metrics })
    .from(measured)
    .orderBy(asc(measured.day), desc(measured.at));
}

/** The newest run of a kind, whether it came to its end or not, without what it found; null before the first one. */
export async function getNewestRun(
  { tx, orgId }: TxContext,
  wanted: AnalysisKind,
): Promise<Pick<AnalysisResultRow, "id" | "kind" | "startedAt" | "finishedAt" | "error"> | null> {
  const { id, kind, startedAt, finishedAt, error } = analysisResults;
  const [row] = await tx
    .select({ id, kind, startedAt, finishedAt, error })
    .from(analysisResults)
    .where(and(eq(analysisResults.orgId, orgId), eq(kind, wanted)))
    .orderBy(desc(startedAt))
    .limit(1);
  return row ?? null;
}
