export { analyzeFinancials } from "./financial.ts";
export { analyzeOperations } from "./operations.ts";
export { ANALYSIS_KINDS, ANALYZERS, type AnalysisByKind, type AnalysisKind } from "./registry.ts";
export * from "./findings.ts";
export * from "./settings.ts";
export type { AnalysisInput } from "./run.ts";
export { analyzeSales } from "./sales.ts";
