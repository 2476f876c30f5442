export { analyzeFinancials } from "./financial.ts";
export { ANALYZERS, type AnalysisByKind, type AnalysisKind } from "./registry.ts";
export * from "./findings.ts";
export * from "./settings.ts";
export type { AnalysisInput } from "./run.ts";
