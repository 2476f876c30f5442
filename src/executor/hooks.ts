/**
 * The named points of the executor. A test kills the process, or holds a race open, at any of them; in
 * production nothing happens there. A point stands after every commit and every await that matters.
 */
export const CRASH_POINTS = [
  /** The action is claimed and the claim is committed. */
  "after_claim",
  /** The facts were read; nothing about them is committed. */
  "after_revalidation",
  /** The facts are fresh and allow it; the intent waits for its turn, and for whatever locks others hold. */
  "before_intent",
  /** Inside the transaction that holds the reservation and the intent, before it commits. */
  "after_reserve",
  /** The intent is committed; the effect has not begun. */
  "after_intent",
  /** The other side answered; nothing of it is recorded. */
  "after_effect",
  /** Inside the recording transaction, before it commits. */
  "before_record_commit",
  /** The outcome is committed and the action settled; what follows has not begun. */
  "after_record",
  /** A follow-on is marked as begun; its effect has not been made. */
  "before_follow_on_effect",
  /** A follow-on's effect was made; that is not recorded. */
  "after_follow_on_effect",
  /** A dead worker's attempt is taken over. */
  "after_takeover",
  /** The look-up answered; nothing of it is recorded. */
  "after_lookup",
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

export interface ExecutorHooks {
  at(point: CrashPoint, actionId: string): Promise<void> | void;
}

export const NO_HOOKS: ExecutorHooks = { at: () => undefined };
