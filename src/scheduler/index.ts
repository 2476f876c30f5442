export { runFinancialAnalysis, type AnalysisRun } from "./financialAnalysis.ts";
export { createJobHandlers, serveJobs } from "./jobs.ts";
