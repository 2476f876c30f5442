export { anthropicProvider } from "./anthropic.ts";
export { NOT_CONFIGURED } from "./failures.ts";
export type { Reservation, ReservationOutcome, UsageLedger, UsageRecord } from "./ledger.ts";
export { createLanguageModel, type LanguageModelOptions, type Patience } from "./model.ts";
export { monthOf, type Month } from "./month.ts";
export type { PriceSource } from "./prices.ts";
export { modelSettingsSchema, type ModelSettings } from "./settings.ts";
export type { Answer, Ask, Effort, Failure, FailureReason, LanguageModel, Usage } from "./types.ts";
