import { expireActions } from "#src/actions/index.ts";
import type { Context } from "#src/db/index.ts";
import { processApprovedActions, recoverAttempts, type ExecutorRuntime } from "#src/executor/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import type { JobHandler, JobName, Queue } from "#src/queue/index.ts";
import { runFinancialAnalysis } from "./financialAnalysis.ts";

export interface JobResources {
  /** The context in which the system itself works for an organisation. */
  readonly contextOf: (orgId: string) => Context;
  readonly reader: OdooReader;
  readonly executor: ExecutorRuntime;
}

type JobHandlers = { readonly [Name in JobName]: JobHandler<Name> };

/** What each job does. Every one is safe to run on many workers at once, overlapping, late, or twice. */
export function createJobHandlers({ contextOf, reader, executor }: JobResources): JobHandlers {
  return {
    "financial-analysis": async ({ orgId }) => {
      await runFinancialAnalysis({ ctx: contextOf(orgId), reader });
    },
    "process-approved": async ({ orgId }, { signal }) => {
      await processApprovedActions(contextOf(orgId), { ...executor, signal });
    },
    "recover-attempts": async ({ orgId }, { signal }) => {
      await recoverAttempts(contextOf(orgId), { ...executor, signal });
    },
    "expire-actions": async ({ orgId }) => {
      await expireActions({ ctx: contextOf(orgId), input: {} });
    },
  };
}

/** Takes jobs from now on and runs each on its cron for the organisation. */
export async function serveJobs(queue: Queue, handlers: JobHandlers, orgId: string): Promise<void> {
  // One call a name, so that each keeps the type of its own payload.
  await queue.work("process-approved", handlers["process-approved"]);
  await queue.work("recover-attempts", handlers["recover-attempts"]);
  await queue.work("expire-actions", handlers["expire-actions"]);
  await queue.work("financial-analysis", handlers["financial-analysis"]);
  for (const name of Object.keys(handlers) as JobName[]) await queue.schedule(name, { orgId });
}
