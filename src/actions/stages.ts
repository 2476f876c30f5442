/** The six stages of an attempt, in their order. */
export const STAGES = ["validation", "approval", "revalidation", "execution", "recording", "completion"] as const;
export type StageName = (typeof STAGES)[number];

/** What a stage came to: how it went on, what is known of the effect, or what became of the action there. */
export const STAGE_OUTCOMES = [
  "running",
  "passed",
  "tampered",
  "not_enough",
  "done",
  "retry",
  "final",
  "unknown",
  "ask",
  "repeat",
  "recorded",
  "lease_lost",
  "completed",
  "failed",
  "blocked",
  "needs_attention",
  "expired",
  "deferred",
  "require_reapproval",
] as const;
export type StageOutcome = (typeof STAGE_OUTCOMES)[number];
