import type { DecisionChannel, StatusResult } from "./types.ts";

export interface RecallActionInput {
  readonly actionId: string;
  /** The fingerprint of what was decided. */
  readonly fingerprint: string;
}

export interface RecallActionResult {
  readonly actionId: string;
  readonly status: "pending_approval";
  /** Of the version that waits for a decision now: the same words under a new number. */
  readonly version: number;
  readonly fingerprint: string;
}

export interface RejectActionInput {
  readonly actionId: string;
  /** Why not; shown to others, 1 to 1000 characters. */
  readonly reason: string;
  readonly channel: DecisionChannel;
  /** When given, another version than the one seen is refused. */
  readonly fingerprint?: string;
  /** Whether whoever decided is offered to take it back. */
  readonly undoable?: boolean;
}

export interface RejectActionResult extends StatusResult {
  /** Before this moment, UTC, the rejection can be taken back. */
  readonly undoUntil?: string;
}
