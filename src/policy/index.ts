export { decideApproval, type PolicyDecision } from "./approve.ts";
export { countApprovers, mayCount, neededApprovals, noLongerCovers, type KnownFacts, type Voice } from "./decide.ts";
export { noteDisagreement, type Disagreement } from "./disagreement.ts";
export { dryRunPolicy, type DryRun, type DryRunAction } from "./dryRun.ts";
export { getGuardrails, guardrailsInForce, guardrailsVersion, lockRules, saveGuardrails, type Guardrails } from "./guardrails.ts";
export { readPauses } from "./pauses.ts";
export { requirePerson } from "./person.ts";
export { assessRisk, raiseByPolicy, stakesOf } from "./risk.ts";
export { aboveLimit } from "./rules.ts";
export {
  autoApprovalRuleSchema,
  DEFAULT_GUARDRAILS,
  guardrailSettingsSchema,
  inForce,
  savedGuardrailsSchema,
  settingsOfType,
  type GuardrailSettings,
  type GuardrailsInForce,
} from "./settings.ts";
export { getStopSwitch, holdStopSwitch, isStopped, resumeExecution, stopExecution } from "./stop.ts";
export { acceptSuggestion, dismissSuggestion, findSuggestionId, liftPause, listSuggestions, type RuleSuggestion } from "./suggestions.ts";
export { suggestRules, type SuggestionRun } from "./suggest.ts";
export { readPolicyView, type PolicyView, type RuleView } from "./view.ts";
export type { ApprovalDecision, DecisionMoment, RiskAssessment, RiskFacts, RuleRefusal, RuleSubject, StopSwitch } from "./types.ts";
