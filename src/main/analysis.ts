/** What the command line may do with the scheduler. */
export { runFinancialAnalysis, type AnalysisRun } from "#src/scheduler/index.ts";
