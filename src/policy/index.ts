export { DEFAULT_GUARDRAILS, guardrailSettingsSchema, RISK_ORDER, type GuardrailSettings } from "./settings.ts";
export type { ApprovalDecision, RiskAssessment, RiskFacts, StopSwitch } from "./types.ts";
