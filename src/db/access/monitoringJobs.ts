import { and, eq, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { monitoringJobs } from "../schema/index.ts";

export type MonitoringJobRow = typeof monitoringJobs.$inferSelect;

export type JobRun = Required<
  Pick<typeof monitoringJobs.$inferInsert, "job" | "lastStartedAt" | "lastFinishedAt" | "lastOutcome" | "lastError" | "lastResult">
>;

/** Keeps how a job ended; of runs that overlap, the one that ended last. */
export async function recordJobRun({ tx, orgId }: TxContext, run: JobRun): Promise<void> {
  const { job: _job, ...change } = run;
  await tx
    .insert(monitoringJobs)
    .values({ orgId, ...run })
    .onConflictDoUpdate({
      target: [monitoringJobs.orgId, monitoringJobs.job],
      set: change,
      setWhere: sql`${monitoringJobs.lastFinishedAt} is null or ${monitoringJobs.lastFinishedAt} <= excluded.last_finished_at`,
    });
}

/** The last run of each job that ever ran. */
export async function listJobRuns({ tx, orgId }: TxContext): Promise<MonitoringJobRow[]> {
  return tx.select().from(monitoringJobs).where(eq(monitoringJobs.orgId, orgId));
}

/** The last run of one job, or null before it ever ran. */
export async function getJobRun({ tx, orgId }: TxContext, job: string): Promise<MonitoringJobRow | null> {
  const [row] = await tx
    .select()
    .from(monitoringJobs)
    .where(and(eq(monitoringJobs.orgId, orgId), eq(monitoringJobs.job, job)));
  return row ?? null;
}
