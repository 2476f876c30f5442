import { DEFAULTS } from "./defaults.ts";
import { isActionExpired } from "./expiry.ts";
import { isTerminal } from "./transitions.ts";
import type { ActionStatus, RollbackStrategy, SafeOperation } from "./terms.ts";

/** What decides whether something can be done with an action. All moments are RFC 3339 UTC. */
export interface ActionState {
  readonly status: ActionStatus;
  readonly expires_at: string;
  /** The earliest moment it may run; absent or null when it may at once. */
  readonly not_before?: string | null;
  /** Why it is held (a reply, a bounce, an opt-out of the customer); absent or null when it is not. */
  readonly hold_reason?: string | null;
  /** Whether the organisation's emergency stop is on. */
  readonly stopped?: boolean;
  /** Until when a person put it off; absent or null when nobody did. */
  readonly snoozed_until?: string | null;
  /** When it reached its end; absent or null while it has not. */
  readonly settled_at?: string | null;
  /** What it did, and how it says that is taken back; without both it cannot be undone. */
  readonly safe_operation?: SafeOperation;
  readonly rollback_strategy?: RollbackStrategy;
  /** Where the latest action that takes it back stands; absent or null when there is none. */
  readonly undo_status?: ActionStatus | null;
  readonly now: Date;
}

export type Permission = { readonly ok: true } | { readonly ok: false; readonly reason: string };

const YES: Permission = { ok: true };
const no = (reason: string): Permission => ({ ok: false, reason });

/** How a status reads in "it …". */
const STATUS_SENTENCE = {
  pending_approval: "it waits for approval",
  approved: "it is approved already",
  executing: "it is being executed right now",
  completed: "it is done",
  failed: "it failed",
  blocked: "it was blocked",
  needs_attention: "nobody knows yet whether it happened",
  rejected: "it was rejected",
  expired: "it has expired",
  cancelled: "it was cancelled",
} as const satisfies Record<ActionStatus, string>;

function decide(state: ActionState, verb: string): Permission {
  if (state.status !== "pending_approval") return no(`Cannot ${verb}: ${STATUS_SENTENCE[state.status]}.`);
  return whileAlive(state, verb);
}

function whileAlive(state: ActionState, verb: string): Permission {
  return isActionExpired(state, state.now) ? no(`Cannot ${verb}: it expired at ${state.expires_at}.`) : YES;
}

/** What still waits and lives may be changed, also when it is approved: then it has to be approved again. */
function whileWaiting(state: ActionState, verb: string): Permission {
  return state.status === "approved" ? whileAlive(state, verb) : decide(state, verb);
}

function whileJustRejected(state: ActionState, rejectedAt: string): Permission {
  const isOver = state.now.getTime() >= Date.parse(rejectedAt) + DEFAULTS.undoSeconds * 1000;
  return isOver ? no(`Cannot take back: it was rejected more than ${DEFAULTS.undoSeconds} seconds ago.`) : whileAlive(state, "take back");
}

/** Why what an action did is not taken back by itself. */
const NO_UNDO = {
  none: "what it did cannot be taken back.",
  manual: "it is taken back by a person, in Odoo.",
  send_correction_email: "a message cannot be called back; a correction is another message.",
} as const satisfies Record<Exclude<RollbackStrategy, "auto_undo_odoo_write">, string>;

function undo(state: ActionState): Permission {
  const { status, safe_operation, rollback_strategy = "none", undo_status } = state;
  if (status !== "completed")
    return no(`Cannot undo: ${status === "approved" ? "it has not run; withdraw it instead" : STATUS_SENTENCE[status]}.`);
  if (rollback_strategy !== "auto_undo_odoo_write") return no(`Cannot undo: ${NO_UNDO[rollback_strategy]}`);
  // what was created may have been worked on since, and no safe operation takes it away
  if (safe_operation !== "update_odoo_stage") return no("Cannot undo: only a change of stage is taken back by itself.");
  if (undo_status === "completed") return no("Cannot undo: it was taken back already.");
  if (undo_status !== undefined && undo_status !== null && !isTerminal(undo_status)) {
    return no("Cannot undo: an action that takes it back stands already.");
  }
  return YES;
}

/**
 * What can be done with an action now, and the reason when it cannot. Shared by the server, which enforces it, and the
 * web, which disables a control and shows the reason.
 */
export const actionCan = {
  approve: (state: ActionState): Permission => {
    if (state.status === "pending_approval" && state.hold_reason) return no(`Cannot approve: it is held: ${state.hold_reason}`);
    return decide(state, "approve");
  },
  reject: (state: ActionState): Permission => decide(state, "reject"),
  /** Change what it says; an approved one then waits for approval again. */
  edit: (state: ActionState): Permission => whileWaiting(state, "edit"),
  /** Put it off until a moment in its life. */
  snooze: (state: ActionState): Permission => whileWaiting(state, "snooze"),
  /** Take a snooze back. */
  unsnooze: (state: ActionState): Permission => {
    const can = whileWaiting(state, "wake");
    if (!can.ok) return can;
    const snoozed = state.snoozed_until && state.now.getTime() < Date.parse(state.snoozed_until);
    return snoozed ? YES : no("Cannot wake: nobody put it off.");
  },
  /** Take back what it did, by another action that passes through the same stages. */
  undo,
  /** Take the approval back before it runs, or a rejection within moments: it waits for a decision again. */
  recall: (state: ActionState): Permission => {
    if (state.status === "rejected" && state.settled_at) return whileJustRejected(state, state.settled_at);
    if (state.status === "approved") return whileAlive(state, "take back");
    if (state.status === "pending_approval") return no("Cannot take back: it waits for a decision already.");
    return no(`Cannot take back: ${STATUS_SENTENCE[state.status]}.`);
  },
  /** Withdraw an approved action before it runs. */
  cancel: (state: ActionState): Permission => {
    if (state.status === "approved") return YES;
    if (state.status === "pending_approval") return no("Cannot cancel: it waits for approval; reject it instead.");
    return no(`Cannot cancel: ${STATUS_SENTENCE[state.status]}.`);
  },
  /** Claim for execution. */
  execute: (state: ActionState): Permission => {
    if (state.status === "pending_approval") return no("Cannot execute: it is not approved.");
    if (state.status !== "approved") return no(`Cannot execute: ${STATUS_SENTENCE[state.status]}.`);
    if (isActionExpired(state, state.now)) return no(`Cannot execute: it expired at ${state.expires_at}.`);
    if (state.stopped === true) return no("Cannot execute: the emergency stop is on.");
    if (state.hold_reason) return no(`Cannot execute: it is held: ${state.hold_reason}`);
    if (state.not_before && state.now.getTime() < Date.parse(state.not_before))
      return no(`Cannot execute: it waits until ${state.not_before}.`);
    return YES;
  },
  expire: (state: ActionState): Permission => {
    if (state.status !== "pending_approval" && state.status !== "approved") return no(`Cannot expire: ${STATUS_SENTENCE[state.status]}.`);
    if (!isActionExpired(state, state.now)) return no(`Cannot expire: it is good until ${state.expires_at}.`);
    return YES;
  },
  /** Settle an unknown outcome: it was sent, it was not, send again. */
  resolve: (state: ActionState): Permission => {
    if (state.status === "needs_attention") return YES;
    if (isTerminal(state.status)) return no(`Nothing to resolve: ${STATUS_SENTENCE[state.status]}.`);
    return no("Nothing to resolve: its outcome is not in doubt.");
  },
} as const satisfies Record<string, (state: ActionState) => Permission>;

/** Whether an action may start now: approved, alive, due, not held, and no emergency stop. */
export function isReadyToExecute(state: ActionState): boolean {
  return actionCan.execute(state).ok;
}
