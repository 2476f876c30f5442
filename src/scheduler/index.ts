export { runAnalysis, type AnalysisRun } from "./runAnalysis.ts";
export { createJobHandlers, serveJobs, type Checks } from "./jobs.ts";
export { retentionSettingsSchema } from "./retention.ts";
export { readTimezone } from "./settings.ts";
