export { anthropicProvider } from "./anthropic.ts";
export { NOT_CONFIGURED } from "./failures.ts";
export type { Reservation, ReservationOutcome, UsageLedger, UsageRecord } from "./ledger.ts";
export { createLanguageModel, PATIENCE, type LanguageModelOptions, type Patience } from "./model.ts";
export { monthOf, type Month } from "./month.ts";
export { priceOf, type PriceSource } from "./prices.ts";
export { modelSettingsSchema, type ModelSettings } from "./settings.ts";
export {
  FAILURE_REASONS,
  type Answer,
  type Ask,
  type Effort,
  type Failure,
  type FailureReason,
  type LanguageModel,
  type Usage,
} from "./types.ts";
