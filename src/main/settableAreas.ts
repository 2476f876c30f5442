/** The areas of settings that an organisation may set; apart from what is valid in them, so that naming them loads nothing. */
export const SETTABLE_AREAS = [
  "analysis",
  "outreach",
  "recommender",
  "executor",
  "model",
  "retention",
  "outcomes",
  "notifications",
  "guardrails",
] as const;

export type SettableArea = (typeof SETTABLE_AREAS)[number];
