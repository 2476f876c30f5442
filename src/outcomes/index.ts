export { runOutcomes, type OutcomesRun } from "./run.ts";
export { outcomeSettingsSchema, type OutcomeSettings } from "./settings.ts";
export { getOutcome, type OutcomeView } from "./view.ts";
