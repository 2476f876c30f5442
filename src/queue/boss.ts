import type { ConstructorOptions, QueueOptions } from "pg-boss";

/** pg-boss keeps its tables in a schema of its own. */
export const QUEUE_SCHEMA = "ai_coo_jobs";

/** What PostgreSQL keeps of a session's name. */
const NAME_LENGTH = 63;

/** The name under which a worker's sessions stand in the server, so that others can see that it is up. */
export const workerSession = (workerId: string, orgId: string): string => `ai-coo worker ${workerId} ${orgId}`.slice(0, NAME_LENGTH);

/** Whether a session of this name is that of a worker of the organisation; a long name of one may have been cut. */
export function isWorkerOf(orgId: string, sessionName: string): boolean {
  const found = /^ai-coo worker \S+ (.+)$/.exec(sessionName)?.[1];
  return found === orgId || (found !== undefined && sessionName.length === NAME_LENGTH && orgId.startsWith(found));
}

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
