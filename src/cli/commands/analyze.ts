import { ANALYSIS_KINDS, runAnalysis, type AnalysisKind, type AnalysisRun } from "#src/main/analysis.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { printAnalysis } from "../render/analysis.ts";

/** `ai-coo analyze [kinds…]`: reads Odoo, proposes, and says what was found, what is left alone, and why. Errors: `invalid_input`. */
export async function analyzeCommand(names: readonly string[], options: GlobalOptions, output: Output): Promise<void> {
  const kinds = kindsOf(names);
  await withBackOffice(options, output, async ({ office }) => {
    const { reader } = office.odoo.connection;
    const ctx = office.context("system:ai-coo");
    const runs: AnalysisRun[] = [];
    for (const kind of kinds) {
      const onProgress = (text: string): void => output.progress(`${kind}: ${text}`);
      runs.push(await runAnalysis(kind, { ctx, reader, model: office.model.model, onProgress }));
    }
    output.progressDone();
    output.result(resultOf(runs));
    for (const [index, run] of runs.entries()) {
      if (index > 0) output.line();
      printAnalysis(run, output);
    }
  });
}

function kindsOf(names: readonly string[]): readonly AnalysisKind[] {
  if (names.length === 0) return ANALYSIS_KINDS;
  const wrong = names.filter((name) => !(ANALYSIS_KINDS as readonly string[]).includes(name));
  if (wrong.length === 0) return ANALYSIS_KINDS.filter((kind) => names.includes(kind));
  throw new AiCooError("invalid_input", `There is no analysis of ${wrong.join(", ")}; nothing was analysed.`, {
    next: `Name some of ${ANALYSIS_KINDS.join(", ")}, or none for all.`,
  });
}

/** All runs as one document: each with its figures, and what they came to together. */
function resultOf(runs: readonly AnalysisRun[]): object {
  return {
    analyses: runs.map(({ kind, analysisId, analysis }) => ({ kind, analysisId, metrics: analysis.metrics })),
    alerts: runs.flatMap(({ analysis }) => ("alerts" in analysis ? analysis.alerts : [])),
    proposed: runs.flatMap(({ proposed }) => proposed),
    alreadyKnown: runs.flatMap(({ alreadyKnown }) =>
      alreadyKnown.map(({ action, result }) => ({
        idempotency_key: action.idempotency_key,
        reason: result.reason,
        existing: result.existing,
      })),
    ),
    notProposed: runs.flatMap(({ notProposed }) => notProposed),
    notChased: runs.flatMap(({ analysis }) => (analysis.kind === "financial" ? analysis.notChased : [])),
    held: runs.flatMap(({ analysis }) => ("held" in analysis ? analysis.held : [])),
  };
}
