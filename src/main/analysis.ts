/** What the command line may do with the scheduler. */
export { ANALYSIS_KINDS, type AnalysisKind } from "#src/analyzers/index.ts";
export { runAnalysis, type AnalysisRun } from "#src/scheduler/index.ts";
