export { enqueue } from "./enqueue.ts";
export { installQueue } from "./install.ts";
export { type JobName, type JobPayload } from "./jobs.ts";
export { type JobHandler, type Queue, startQueue } from "./start.ts";
