/** What the command line may do with the organisation's guardrails. */
export {
  acceptSuggestion,
  dismissSuggestion,
  dryRunPolicy,
  findSuggestionId,
  liftPause,
  listSuggestions,
  readPolicyView,
  type DryRun,
  type DryRunAction,
  type GuardrailSettings,
  type PolicyView,
  type RuleSuggestion,
} from "#src/policy/index.ts";
