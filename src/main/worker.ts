import { getLatestAnalysisResult } from "#src/db/access/analysisResults.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { enqueue, startQueue, type JobHandler, type JobName } from "#src/queue/index.ts";
import { createJobHandlers, serveJobs } from "#src/scheduler/index.ts";
import type { BackOffice } from "./backOffice.ts";

type JobHandlers = ReturnType<typeof createJobHandlers>;

/** Runs analyses and executes what was approved. The only part of the product that holds the doors to the outside. */
export async function startWorker(office: BackOffice): Promise<AsyncDisposable> {
  const { config, logger, databaseUrl, odoo } = office;
  const orgId = config.organisation.id;
  const executor = office.executorRuntime();
  const contextOf = (org: string) => ({ ...office.context("system:ai-coo"), orgId: org });

  const queue = await startQueue({ connectionString: databaseUrl, logger });
  try {
    await serveJobs(queue, onlyFor(orgId, createJobHandlers({ contextOf, reader: odoo.connection.reader, executor })), orgId);
  } catch (error) {
    await queue.stop();
    throw error;
  }
  await beginAtOnce(contextOf(orgId));
  return { [Symbol.asyncDispose]: () => queue.stop() };
}

/**
 * Leaves the jobs of other organisations alone. The demo's go on being scheduled in a database that a real
 * organisation took over, and this process holds the doors to its own Odoo and no other.
 */
export function onlyFor(orgId: string, handlers: JobHandlers): JobHandlers {
  const own = <Name extends JobName>(handler: JobHandler<Name>): JobHandler<Name> => {
    return async (payload, options) => (payload.orgId === orgId ? handler(payload, options) : undefined);
  };
  return {
    "financial-analysis": own(handlers["financial-analysis"]),
    "process-approved": own(handlers["process-approved"]),
    "recover-attempts": own(handlers["recover-attempts"]),
    "expire-actions": own(handlers["expire-actions"]),
  };
}

/**
 * What does not wait for its minute or hour: what a killed process left, whose leases may have run out while nothing was running,
 * and a new organisation's first analysis. As jobs, so that nobody's start waits for an Odoo that does not answer.
 */
async function beginAtOnce(ctx: Context): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    const payload = { orgId: inner.orgId };
    await enqueue(inner, { name: "recover-attempts", payload });
    const latest = await getLatestAnalysisResult(inner, "financial");
    if (latest === null) await enqueue(inner, { name: "financial-analysis", payload });
  });
}
