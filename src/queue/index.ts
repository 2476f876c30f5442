export { enqueue } from "./enqueue.ts";
export { inspectJobs, type JobCounts, runJob, type RanJob } from "./inspect.ts";
export { installQueue } from "./install.ts";
export { ANALYSIS_JOBS, CHECK_JOBS, JOB_NAMES, JOBS, type JobName, type JobPayload } from "./jobs.ts";
export { type JobHandler, type JobOutcome, type Queue, startQueue } from "./start.ts";
