import { ACTION_STATUSES, type ActionStatus } from "./terms.ts";

/**
 * From which status an action may go to which.
 *
 * `executing → approved` is the way back of what has surely not happened: a deferral (quiet hours, a rate limit), a
 * definite refusal that is tried again, a worker that died before its intent. `executing → pending_approval` is a
 * revalidation that wants a fresh yes to a fresh diff. `needs_attention` is left by a later look-up or a person: it
 * happened (`completed`), it did not and shall not (`failed`), or it did not and shall run again (`approved`).
 * `approved → pending_approval` is an edit, after which what was approved is no longer what would run, or an approval that was
 * taken back. `rejected → pending_approval` is a no that was taken back in the few moments in which that can be: nothing had left, and
 * for everything else a rejection is an end.
 */
export const TRANSITIONS = {
  pending_approval: ["approved", "rejected", "expired"],
  approved: ["executing", "expired", "cancelled", "pending_approval"],
  executing: ["completed", "failed", "blocked", "needs_attention", "pending_approval", "approved"],
  needs_attention: ["completed", "failed", "approved"],
  completed: [],
  failed: [],
  blocked: [],
  rejected: ["pending_approval"],
  expired: [],
  cancelled: [],
} as const satisfies Record<ActionStatus, readonly ActionStatus[]>;

/** Whether an action may go from one status to the other. */
export function canTransition(from: ActionStatus, to: ActionStatus): boolean {
  const targets: readonly ActionStatus[] = TRANSITIONS[from];
  return targets.includes(to);
}

/** Whether nothing follows a status by itself. */
export function isTerminal(status: ActionStatus): boolean {
  return status === "rejected" || TRANSITIONS[status].length === 0;
}

/** The statuses that nothing follows by itself. */
export const TERMINAL_STATUSES: readonly ActionStatus[] = ACTION_STATUSES.filter(isTerminal);
