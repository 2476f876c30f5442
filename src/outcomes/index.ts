export { runOutcomes, type OutcomesRun } from "./run.ts";
export { outcomeSettingsSchema, type OutcomeSettings } from "./settings.ts";
export { getOutcome, type OutcomeView } from "./view.ts";
export { outcomesReport, type OutcomesReport, type TypeReport } from "./report.ts";
export type { Share } from "./share.ts";
export type { MoneySum, OutcomeSummary } from "./tally.ts";
export { amountWords, factWords } from "./words.ts";
