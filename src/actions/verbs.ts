/** The signatures of the verbs, for those who take them as values (API routes, CLI commands). */
import type {
  ActionDetail,
  ApproveActionInput,
  ApproveActionResult,
  CancelActionInput,
  ClaimActionsInput,
  ClaimActionsResult,
  EditActionInput,
  EditActionResult,
  ExpireActionsResult,
  ListActionsInput,
  ListActionsResult,
  ProposeActionInput,
  ProposeActionResult,
  RecallActionInput,
  RecallActionResult,
  RejectActionInput,
  RejectActionResult,
  ResolveActionInput,
  SettleActionInput,
  SnoozeActionInput,
  SnoozeResult,
  StatusResult,
  UndoActionInput,
  UndoActionResult,
  Verb,
} from "./types.ts";

export interface ActionVerbs {
  /** Errors: `invalid_input` (with the protocol's issues in `details`). */
  readonly proposeAction: Verb<ProposeActionInput, ProposeActionResult>;
  /** Errors: `not_found`, `conflict`, `expired`, `fingerprint_mismatch`, `forbidden`. */
  readonly approveAction: Verb<ApproveActionInput, ApproveActionResult>;
  /** Errors: `not_found`, `conflict`, `expired`, `fingerprint_mismatch`. */
  readonly recallAction: Verb<RecallActionInput, RecallActionResult>;
  /** Errors: `not_found`, `conflict`, `expired`, `fingerprint_mismatch`. */
  readonly rejectAction: Verb<RejectActionInput, RejectActionResult>;
  /** Errors: `invalid_input`, `not_found`, `conflict`, `expired`, `fingerprint_mismatch`, `forbidden`. */
  readonly editAction: Verb<EditActionInput, EditActionResult>;
  /** Errors: `invalid_input`, `not_found`, `conflict`, `expired`, `fingerprint_mismatch`. */
  readonly snoozeAction: Verb<SnoozeActionInput, SnoozeResult>;
  /** Errors: `not_found`, `conflict`, `expired`. */
  readonly unsnoozeAction: Verb<{ readonly actionId: string }, SnoozeResult>;
  /** Errors: `not_found`, `conflict`. */
  readonly cancelAction: Verb<CancelActionInput, StatusResult>;
  /** Errors: `invalid_input`, `not_found`, `conflict`, `fingerprint_mismatch`, `forbidden`. */
  readonly undoAction: Verb<UndoActionInput, UndoActionResult>;
  /** Errors: `not_found`, `conflict`, `fingerprint_mismatch`. */
  readonly resolveAction: Verb<ResolveActionInput, StatusResult>;
  /** Errors: `not_found`, `conflict`, `fingerprint_mismatch`. */
  readonly checkFacts: Verb<RecallActionInput, StatusResult>;
  readonly expireActions: Verb<{ readonly limit?: number }, ExpireActionsResult>;
  readonly listActions: Verb<ListActionsInput, ListActionsResult>;
  /** Errors: `not_found`. */
  readonly getAction: Verb<{ readonly actionId: string }, ActionDetail>;
  readonly claimActions: Verb<ClaimActionsInput, ClaimActionsResult>;
  /** Errors: `lease_lost`, `conflict`. */
  readonly settleAction: Verb<SettleActionInput, StatusResult>;
}
