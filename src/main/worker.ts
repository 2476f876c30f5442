import { recoverAttempts } from "#src/executor/index.ts";
import { startQueue } from "#src/queue/index.ts";
import { createJobHandlers, serveJobs } from "#src/scheduler/index.ts";
import type { BackOffice } from "./backOffice.ts";

/** Runs analyses and executes what was approved. The only part of the product that holds the doors to the outside. */
export async function startWorker(office: BackOffice): Promise<AsyncDisposable> {
  const { config, logger, databaseUrl, odoo } = office;
  const orgId = config.organisation.id;
  const executor = office.executorRuntime();
  const contextOf = (org: string) => ({ ...office.context("system:ai-coo"), orgId: org });

  // What a killed process left comes first: its leases may have run out while nothing was running.
  await recoverAttempts(contextOf(orgId), executor);
  const queue = await startQueue({ connectionString: databaseUrl, logger });
  try {
    await serveJobs(queue, createJobHandlers({ contextOf, reader: odoo.connection.reader, executor }), orgId);
  } catch (error) {
    await queue.stop();
    throw error;
  }
  return { [Symbol.asyncDispose]: () => queue.stop() };
}
