export { generateProposedChanges, generateRevalidationPlan } from "./playbook.ts";
export { recommendAction, recommendActions } from "./recommend.ts";
export { DEFAULT_RECOMMENDER_SETTINGS, recommenderSettingsSchema, type RecommenderSettings } from "./settings.ts";
export type { ComposeContext, FindingOf, NotProposed, PlaybookActionType, Recommendation, RecommendInput } from "./types.ts";
