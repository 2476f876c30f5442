import { randomBytes } from "node:crypto";
import { type Job, type JobResult, PgBoss } from "pg-boss";
import { mapWithLimit } from "#src/lib/asynchronous.ts";
import { AiCooError, asAiCooError } from "#src/lib/errors.ts";
import type { Logger } from "#src/lib/logger.ts";
import { canonicalJson } from "#src/protocol/index.ts";
import { QUEUE_SCHEMA, workerSession } from "./boss.ts";
import { type JobName, type JobPayload, JOBS, queueOf } from "./jobs.ts";

interface QueueHandlerOptions {
  /** Aborts when the queue is being stopped: take nothing new, finish what is in flight. */
  readonly signal: AbortSignal;
}

/** What a job came to, in figures, for people who ask. */
export type JobOutcome = Readonly<Record<string, number | string | boolean | null>>;

export type JobHandler<Name extends JobName> = (payload: JobPayload<Name>, options: QueueHandlerOptions) => Promise<JobOutcome>;

export interface StartQueueOptions {
  /** The owner's: pg-boss runs its own maintenance. */
  readonly connectionString: string;
  readonly logger: Logger;
  /** Whose jobs are taken; those of others are left to their own workers. */
  readonly orgId: string;
  /** How long `stop` waits for handlers, in milliseconds; default 30,000. */
  readonly stopTimeoutMs?: number;
}

export interface Queue extends AsyncDisposable {
  /** Handles the organisation's jobs of this name from now on, different payloads at once, equal ones together. */
  work<Name extends JobName>(name: Name, handler: JobHandler<Name>): Promise<void>;
  /** Runs the job on its cron in this IANA time zone, also once for times missed while nothing ran. Again is no change. */
  schedule(name: JobName, timezone: string): Promise<void>;
  /**
   * Takes nothing new, waits for what runs, and tells whether all of it came to its end in time. May be called twice.
   */
  stop(): Promise<{ readonly drained: boolean }>;
}

/** Jobs fetched at once; equal ones (a hundred approvals) are one call of the handler. */
const BATCH = 100;
/** Different payloads handled at once. */
const AT_ONCE = 4;

/** Starts taking jobs of an organisation whose queues are installed. */
export async function startQueue(options: StartQueueOptions): Promise<Queue> {
  const { connectionString, logger, orgId } = options;
  const boss = new PgBoss({
    connectionString,
    schema: QUEUE_SCHEMA,
    application_name: workerSession(`${process.pid}-${randomBytes(2).toString("hex")}`, orgId),
    // twenty queues are looked at at once when a worker starts; a connection costs the server more than waiting a moment does
    max: 2,
    migrate: false,
    useListenNotify: true,
    // a killed worker's jobs are noticed within a minute
    monitorIntervalSeconds: 30,
  });
  boss.on("error", (error) => logger.error({ err: error }, "The queue could not do its own work; it tries again."));
  boss.on("warning", (warning) => logger.warn({ warning }, "The queue warns."));
  const stopping = new AbortController();
  try {
    await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw error;
  }

  let running = 0;
  let stopped: Promise<{ readonly drained: boolean }> | undefined;
  const stopOnce = async (): Promise<{ readonly drained: boolean }> => {
    stopping.abort();
    await boss.stop({ graceful: true, timeout: options.stopTimeoutMs ?? 30_000 });
    return { drained: running === 0 };
  };
  const stop = (): Promise<{ readonly drained: boolean }> => (stopped ??= stopOnce());
  return {
    work: async (name, handler) => {
      const settings = { batchSize: BATCH, burstWhenBatchFull: true, perJobResults: true } as const;
      await boss.work(queueOf(name, orgId), settings, async (jobs: Job<unknown>[]) => {
        running += 1;
        try {
          return await handleBatch(name, handler, jobs, { signal: stopping.signal, logger, orgId });
        } finally {
          running -= 1;
        }
      });
    },
    schedule: async (name, tz) => {
      const { cron } = JOBS[name];
      if (cron !== null) await boss.schedule(queueOf(name, orgId), cron, { orgId }, { tz, missed: "once" });
    },
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}

/** One call of the handler for each distinct payload; a failure fails, and later retries, only its own jobs. */
async function handleBatch<Name extends JobName>(
  name: Name,
  handler: JobHandler<Name>,
  jobs: readonly Job<unknown>[],
  { signal, logger, orgId }: QueueHandlerOptions & { readonly logger: Logger; readonly orgId: string },
): Promise<JobResult[]> {
  const groups = Map.groupBy(jobs, (job) => canonicalJson(job.data));
  const results = await mapWithLimit([...groups.values()], AT_ONCE, async (same): Promise<JobResult[]> => {
    const settle = (status: "completed" | "failed", output: object): JobResult[] => same.map(({ id }) => ({ id, status, output }));
    try {
      // the name decides which schema it is; TypeScript does not follow an indexed generic through parse
      const payload = JOBS[name].payload.parse(same[0]?.data) as JobPayload<Name>;
      // this process holds the doors of one organisation; those of another are never opened with them
      if (payload.orgId !== orgId) throw new AiCooError("internal", `A job of "${payload.orgId}" stood in the queue of "${orgId}".`);
      return settle("completed", await handler(payload, { signal }));
    } catch (thrown) {
      logger.error({ err: thrown, job: name }, "A background job failed; it is tried again.");
      const { code, message, next } = asAiCooError(thrown);
      return settle("failed", { code, message, ...(next === undefined ? {} : { next }) });
    }
  });
  return results.flat();
}
