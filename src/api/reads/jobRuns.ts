import { getJobRun, type MonitoringJobRow } from "#src/db/access/monitoringJobs.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { JobName } from "#src/queue/index.ts";

/** The last run of a job that came to its end, in figures. */
export interface LastRun {
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly result: Readonly<Record<string, unknown>>;
  /** Why it failed, one sentence; null where it did not. */
  readonly error: string | null;
}

export async function readJobRun(ctx: Context, job: JobName): Promise<LastRun | null> {
  const row = await withTransaction(ctx, (inner) => getJobRun(inner, job));
  return row === null ? null : lastRunOf(row);
}

function lastRunOf({ lastStartedAt, lastFinishedAt, lastResult, lastError }: MonitoringJobRow): LastRun | null {
  if (lastStartedAt === null || lastFinishedAt === null) return null;
  return {
    startedAt: lastStartedAt.toISOString(),
    finishedAt: lastFinishedAt.toISOString(),
    result: lastResult ?? {},
    error: lastError,
  };
}
