import { ANALYSIS_KINDS } from "#src/analyzers/index.ts";
import { getLatestAnalysisResult } from "#src/db/access/analysisResults.ts";
import { getJobRun } from "#src/db/access/monitoringJobs.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { CHECK_JOBS, enqueue, startQueue, type JobHandler } from "#src/queue/index.ts";
import { createJobHandlers, serveJobs } from "#src/scheduler/index.ts";
import { publishMovedHead } from "./auditHeads.ts";
import type { BackOffice } from "./backOffice.ts";
import { createChecks } from "./checks.ts";

export interface Worker extends AsyncDisposable {
  /** Takes nothing new and finishes what is in flight; whether all of it came to its end in the time of `DRAIN_SECONDS`. */
  drain(): Promise<{ readonly drained: boolean }>;
}

/** Runs analyses and executes what was approved. The only part of the product that holds the doors to the outside. */
export async function startWorker(office: BackOffice): Promise<Worker> {
  const { config, logger, databaseUrl, odoo } = office;
  const ctx = office.context("system:ai-coo");
  const { orgId } = ctx;
  const queue = await startQueue({ connectionString: databaseUrl, logger, orgId, stopTimeoutMs: config.drainSeconds * 1000 });
  try {
    const handlers = createJobHandlers({
      ctx,
      reader: odoo.connection.reader,
      model: office.model.model,
      executor: office.executorRuntime(),
      smsReplies: office.smsInbox,
      notifier: office.notifier,
      publishHead: async () => {
        await publishMovedHead(ctx, config);
        return { posted: (await office.postHead()) ? 1 : 0 };
      },
      checks: createChecks(office),
    });
    await serveJobs(queue, { ...handlers, "process-approved": publishing(handlers["process-approved"], office) }, { ctx, logger });
    await beginAtOnce(ctx);
  } catch (error) {
    // a process whose start failed would stay up, take jobs, and fail them
    await queue.stop();
    throw error;
  }
  return { drain: () => queue.stop(), [Symbol.asyncDispose]: async () => void (await queue.stop()) };
}

/**
 * Publishes the end of the audit chain after each sweep, so that a database restored to the moment before shows as
 * what it is. A disk that is full keeps no action from running: the next sweep publishes.
 */
function publishing(handler: JobHandler<"process-approved">, office: BackOffice): JobHandler<"process-approved"> {
  return async (payload, options) => {
    const outcome = await handler(payload, options);
    try {
      await publishMovedHead(office.context("system:ai-coo"), office.config);
    } catch (error) {
      office.logger.error({ err: error }, "The head of the audit could not be published; it is tried again.");
    }
    return outcome;
  };
}

/**
 * How long a worker that starts leaves connections that were tried before. Jobs that wait together are done once, so
 * that workers that are started again and again, or many at once, do not each knock at every provider's door.
 */
const CHECKED_AGAIN_AFTER_MS = 15_000;

/**
 * What does not wait for its minute or hour: what a killed process left, whose leases may have run out while nothing was running,
 * a new organisation's first analyses, and whether its connections work. As jobs, so that nobody's start waits for an Odoo that does not answer.
 */
async function beginAtOnce(ctx: Context): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    const payload = { orgId: inner.orgId };
    await enqueue(inner, { name: "recover-attempts", payload });
    // the model is not among them: asking it costs something, so a person asks
    for (const name of [CHECK_JOBS.odoo, CHECK_JOBS.mail, CHECK_JOBS.sms]) {
      const tried = (await getJobRun(inner, name)) !== null;
      const startAfter = new Date(inner.clock.now().getTime() + CHECKED_AGAIN_AFTER_MS);
      await enqueue(inner, { name, payload, ...(tried ? { startAfter } : {}) });
    }
    for (const kind of ANALYSIS_KINDS) {
      if ((await getLatestAnalysisResult(inner, kind)) === null) await enqueue(inner, { name: `${kind}-analysis`, payload });
    }
  });
}
