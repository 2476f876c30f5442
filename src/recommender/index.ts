export { generateProposedChanges, generateRevalidationPlan } from "./playbook.ts";
export { acceptanceOf, NO_DECISIONS, orderProposals, type AcceptanceRecord, type Decided, type Proposal } from "./order.ts";
export { recommendWithModel, type AdviseOptions } from "./advice/advise.ts";
export { recommendAction, recommendActions } from "./recommend.ts";
export { DEFAULT_RECOMMENDER_SETTINGS, recommenderSettingsSchema, type RecommenderSettings } from "./settings.ts";
export type { ComposeContext, FindingOf, NotProposed, PlaybookActionType, Recommendation, RecommendInput } from "./types.ts";
