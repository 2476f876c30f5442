import { listJobRuns } from "#src/db/access/monitoringJobs.ts";
import { withTransaction } from "#src/db/index.ts";
import type { JsonObject } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { inspectJobs, JOB_NAMES, JOBS, runJob as runInQueue, type JobCounts, type JobName, type RanJob } from "#src/queue/index.ts";
import { readTimezone } from "#src/scheduler/index.ts";
import type { BackOffice } from "./backOffice.ts";

export interface JobState extends JobCounts {
  readonly does: string;
  /** To the minute, in the organisation's time zone. */
  /** Null for what runs only when somebody asks. */
  readonly cron: string | null;
  readonly lastRun: {
    readonly startedAt: Date;
    readonly milliseconds: number;
    readonly outcome: "ok" | "failed";
    readonly error: string | null;
    readonly result: JsonObject | null;
  } | null;
}

export interface JobsOverview {
  /** IANA; cron is read in it. */
  readonly timezone: string;
  /** Workers of the organisation that are up, wherever they run. */
  readonly workers: number;
  readonly jobs: readonly JobState[];
}

/** The organisation's background jobs: what they do, when, and how the last run of each ended. */
export async function listJobs(office: BackOffice): Promise<JobsOverview> {
  const ctx = office.context("system:ai-coo");
  const timezone = await readTimezone(ctx);
  const runs = new Map((await withTransaction(ctx, listJobRuns)).map((run) => [run.job, run]));
  const found = await inspectJobs({ connectionString: office.databaseUrl, orgId: ctx.orgId, timezone, now: office.clock.now() });
  const jobs = found.jobs.map((job): JobState => {
    const run = runs.get(job.name);
    const { does, cron } = JOBS[job.name];
    if (run === undefined || run.lastStartedAt === null || run.lastFinishedAt === null) return { ...job, does, cron, lastRun: null };
    const milliseconds = run.lastFinishedAt.getTime() - run.lastStartedAt.getTime();
    const { lastStartedAt: startedAt, lastOutcome, lastError: error, lastResult: result } = run;
    return { ...job, does, cron, lastRun: { startedAt, milliseconds, outcome: lastOutcome ?? "ok", error, result } };
  });
  return { timezone, workers: found.workers, jobs };
}

/** Runs a job now, in a worker, and waits for its end. Errors: `invalid_input`, `conflict` when no worker is up. */
export async function runJob(office: BackOffice, input: { readonly name: string; readonly timeoutSeconds: number }): Promise<RanJob> {
  return runInQueue({
    connectionString: office.databaseUrl,
    orgId: office.config.organisation.id,
    name: jobOf(input.name),
    timeoutSeconds: input.timeoutSeconds,
  });
}

/** The job of that name. Errors: `invalid_input`. */
export function jobOf(name: string): JobName {
  const job = JOB_NAMES.find((known) => known === name);
  if (job !== undefined) return job;
  throw new AiCooError("invalid_input", `There is no job called "${name}", so nothing was run.`, {
    next: `There are ${JOB_NAMES.join(", ")}.`,
  });
}
