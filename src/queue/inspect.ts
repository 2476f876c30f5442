import { setTimeout as delay } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import { AiCooError } from "#src/lib/errors.ts";
import { isWorkerOf, PASSIVE, QUEUE_SCHEMA } from "./boss.ts";
import { JOB_NAMES, type JobName, JOBS, queueOf } from "./jobs.ts";

/** How a job of an organisation stands in its queue. */
export interface JobCounts {
  readonly name: JobName;
  readonly waiting: number;
  readonly running: number;
  /** Given up after its retries, in the last day. */
  readonly failed: number;
  /** When its cron comes next, UTC; whether anybody is up to run it is not said by it. */
  readonly nextRun: Date | null;
}

export interface JobsInspection {
  readonly jobs: readonly JobCounts[];
  /** Workers of the organisation that are up, wherever they run. */
  readonly workers: number;
}

interface Inspected {
  /** The owner's: the application's role may not read jobs. */
  readonly connectionString: string;
  readonly orgId: string;
}

/** How the jobs of an organisation stand, and whether a worker is up for them. Cron is read in this IANA time zone. */
export async function inspectJobs(inspected: Inspected & { readonly timezone: string; readonly now: Date }): Promise<JobsInspection> {
  const { orgId, timezone, now } = inspected;
  return withBoss(inspected, async (boss) => {
    const { rows } = await boss.getDb().executeSql(
      `select name, count(*) filter (where state < 'active')::int as waiting, count(*) filter (where state = 'active')::int as running,
         count(*) filter (where state = 'failed')::int as failed
       from ${QUEUE_SCHEMA}.job where name = any($1) group by name`,
      [JOB_NAMES.map((name) => queueOf(name, orgId))],
    );
    const counts = new Map((rows as readonly CountRow[]).map((row) => [row.name, row]));
    const jobs = JOB_NAMES.map((name): JobCounts => {
      const { waiting = 0, running = 0, failed = 0 } = counts.get(queueOf(name, orgId)) ?? {};
      const { cron } = JOBS[name];
      const [nextRun = null] = cron === null ? [] : boss.previewSchedule(cron, { tz: timezone, from: now, count: 1 });
      return { name, waiting, running, failed, nextRun };
    });
    return { jobs, workers: await workersUp(boss, orgId) };
  });
}

interface CountRow {
  readonly name: string;
  readonly waiting: number;
  readonly running: number;
  readonly failed: number;
}

/** How a job ended that somebody asked for. */
export interface RanJob {
  readonly outcome: "completed" | "failed";
  /** What it came to, or what went wrong. */
  readonly output: Readonly<Record<string, unknown>>;
  readonly milliseconds: number;
}

const LOOK_EVERY_MS = 100;

/**
 * Puts a job into its queue and waits for its end in some worker.
 * @throws AiCooError `conflict` when no worker is up, or none came to its end within the time.
 */
export async function runJob(inspected: Inspected & { readonly name: JobName; readonly timeoutSeconds: number }): Promise<RanJob> {
  const { orgId, name, timeoutSeconds } = inspected;
  return withBoss(inspected, async (boss) => {
    if ((await workersUp(boss, orgId)) === 0) {
      throw new AiCooError("conflict", `No worker is up for the organisation "${orgId}", so ${name} was not run.`, {
        next: "Start one with `npx ai-coo worker`, or everything with `npx ai-coo start`.",
      });
    }
    const queue = queueOf(name, orgId);
    const began = performance.now();
    // somebody waits for its first end and sees it: it is not tried again behind their back
    const id = await boss.send(queue, { orgId }, { retryLimit: 0 });
    if (id === null) throw new AiCooError("internal", `${name} could not be put into its queue.`);
    for (;;) {
      const job = await boss.getJobById(queue, id);
      const milliseconds = performance.now() - began;
      if (job?.state === "completed" || job?.state === "failed" || job?.state === "cancelled") {
        const output = typeof job.output === "object" && job.output !== null ? { ...job.output } : {};
        return { outcome: job.state === "completed" ? "completed" : "failed", output, milliseconds: Math.round(milliseconds) };
      }
      if (milliseconds > timeoutSeconds * 1000) {
        throw new AiCooError(
          "conflict",
          `${name} did not end within ${timeoutSeconds} s; it ${job?.state === "active" ? "runs" : "waits"} still.`,
          {
            next: "`ai-coo jobs list` shows how it stands; --timeout <seconds> waits longer.",
          },
        );
      }
      await delay(LOOK_EVERY_MS);
    }
  });
}

/** Workers whose sessions stand in the server; none is left of a process that is gone. */
async function workersUp(boss: PgBoss, orgId: string): Promise<number> {
  const { rows } = await boss
    .getDb()
    .executeSql(
      "select distinct application_name as name from pg_stat_activity where datname = current_database() and application_name like 'ai-coo worker %'",
    );
  return (rows as readonly { readonly name: string }[]).filter(({ name }) => isWorkerOf(orgId, name)).length;
}

async function withBoss<T>({ connectionString }: Inspected, work: (boss: PgBoss) => Promise<T>): Promise<T> {
  const boss = new PgBoss({ ...PASSIVE, connectionString, schema: QUEUE_SCHEMA, max: 2, application_name: "ai-coo jobs" });
  boss.on("error", () => {}); // the call that failed rejects
  try {
    await boss.start();
    return await work(boss);
  } finally {
    await boss.stop({ graceful: false });
  }
}
