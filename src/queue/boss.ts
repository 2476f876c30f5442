import type { ConstructorOptions, QueueOptions } from "pg-boss";

/** pg-boss keeps its tables in a schema of its own. */
export const QUEUE_SCHEMA = "ai_coo_jobs";

/** The same for every queue. A worker that dies stops its heartbeat, and its job is given to another one. */
export const QUEUE_OPTIONS = {
  retryLimit: 3,
  retryDelay: 15,
  retryBackoff: true,
  retryDelayMax: 300,
  expireInSeconds: 3_600,
  heartbeatSeconds: 30,
  retentionSeconds: 86_400,
  deleteAfterSeconds: 86_400,
} as const satisfies QueueOptions;

/** Settings of an instance that neither installs nor watches anything: it only takes or gives jobs. */
export const PASSIVE = {
  migrate: false,
  createSchema: false,
  supervise: false,
  schedule: false,
  registerInstance: false,
} as const satisfies ConstructorOptions;
