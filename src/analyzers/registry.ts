import { analyzeFinancials } from "./financial.ts";
import type { FinancialAnalysis } from "./findings.ts";
import type { AnalysisInput } from "./run.ts";

/** What each kind of analysis answers with. */
export interface AnalysisByKind {
  readonly financial: FinancialAnalysis;
}
export type AnalysisKind = keyof AnalysisByKind;

/** Every analysis the product can run, by the kind its result carries. */
export const ANALYZERS = {
  financial: analyzeFinancials,
} satisfies { [Kind in AnalysisKind]: (input: AnalysisInput) => Promise<AnalysisByKind[Kind] & { readonly kind: Kind }> };
