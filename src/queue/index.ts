export { enqueue } from "./enqueue.ts";
export { installQueue } from "./install.ts";
export { JOB_NAMES, JOBS, type JobName, type JobPayload, type JobRequest } from "./jobs.ts";
export { type JobHandler, type Queue, startQueue, type StartQueueOptions } from "./start.ts";
