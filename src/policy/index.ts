export { countApprovers, decideApproval, decideApprovalWith, mayCount, neededApprovals } from "./decide.ts";
export { getGuardrails, saveGuardrails } from "./guardrails.ts";
export { assessRisk, raiseByPolicy, stakesOf } from "./risk.ts";
export { DEFAULT_GUARDRAILS, guardrailSettingsSchema, type GuardrailSettings } from "./settings.ts";
export { getStopSwitch, holdStopSwitch, isStopped, resumeExecution, stopExecution } from "./stop.ts";
export type { ApprovalDecision, RiskAssessment, RiskFacts, StopSwitch } from "./types.ts";
