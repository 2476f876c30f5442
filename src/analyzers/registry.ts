import { analyzeFinancials } from "./financial.ts";
import type { FinancialAnalysis, OperationsAnalysis, SalesAnalysis } from "./findings.ts";
import { analyzeOperations } from "./operations.ts";
import type { AnalysisInput } from "./run.ts";
import { analyzeSales } from "./sales.ts";

/** What each kind of analysis answers with. */
export interface AnalysisByKind {
  readonly financial: FinancialAnalysis;
  readonly sales: SalesAnalysis;
  readonly operations: OperationsAnalysis;
}
export type AnalysisKind = keyof AnalysisByKind;

/** Every analysis the product can run, by the kind its result carries. */
export const ANALYZERS = {
  financial: analyzeFinancials,
  sales: analyzeSales,
  operations: analyzeOperations,
} satisfies { [Kind in AnalysisKind]: (input: AnalysisInput) => Promise<AnalysisByKind[Kind] & { readonly kind: Kind }> };

/** Every kind, in the order in which they are run together. */
export const ANALYSIS_KINDS = Object.keys(ANALYZERS) as AnalysisKind[];
