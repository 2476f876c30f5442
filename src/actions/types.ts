/**
 * The vocabulary of the verbs: what each takes and gives back. Dates are RFC 3339 strings in UTC, so
 * that the API and the web share these types as they are.
 */
import type { Context } from "#src/db/context.ts";
import type {
  ActionProtocol,
  ActionStatus,
  ActionType,
  Actor,
  Permission,
  Predicate,
  ProposedChange,
  RiskLevel,
  SafeOperation,
} from "#src/protocol/index.ts";
import type { ActionEdit } from "./edits.ts";
import type { ActionPolicyView } from "./policyView.ts";
import type { StageName } from "./stages.ts";

export type { ProposeActionInput, ProposeActionResult } from "./proposalTypes.ts";
export type { RecallActionInput, RecallActionResult, RejectActionInput, RejectActionResult } from "./recallTypes.ts";

/** The shape of every verb: who asks and where (`ctx`), and for what (`input`). */
export type Verb<Input, Result> = (args: { readonly ctx: Context; readonly input: Input }) => Promise<Result>;

/** Where a decision was made. `policy` is the organisation's own auto-approval rule. */
export type DecisionChannel = "in_app" | "email" | "sms" | "cli" | "api" | "policy";

/** One action without its document: what a list shows. */
export interface ActionSummary {
  readonly actionId: string;
  readonly version: number;
  readonly status: ActionStatus;
  readonly actionType: ActionType;
  readonly safeOperation: SafeOperation;
  readonly riskLevel: RiskLevel;
  readonly fingerprint: string;
  /** One line for a person: what the action will do, and to whom. */
  readonly description: string;
  readonly partnerId: number | null;
  readonly partnerName: string | null;
  /** Money at stake, in the currency's major unit. */
  readonly amount: { readonly amount: number; readonly currency: string } | null;
  /** How likely people are to accept it, 0 to 1, as known when it was proposed; orders it among actions as urgent as it. */
  readonly priority: number;
  readonly analysisId: string | null;
  readonly createdBy: Actor;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly notBefore: string | null;
  /** Until when a person put it off; may have passed. */
  readonly snoozedUntil: string | null;
  readonly settledAt: string | null;
  /** Why the action is in its present status, for a person. */
  readonly statusReason: string | null;
  /** Why the action waits although it is approved: a reply, a bounce, an opt-out. */
  readonly holdReason: string | null;
  readonly attempts: number;
}

export interface ApprovalView {
  readonly version: number;
  readonly fingerprint: string;
  readonly decision: "approve" | "reject";
  readonly actor: Actor;
  /** Who was away, where the actor decided for them. */
  readonly onBehalfOf: Actor | null;
  readonly channel: string;
  readonly reason: string | null;
  readonly decidedAt: string;
}

export interface StageView {
  readonly attemptId: string;
  readonly stage: StageName;
  readonly outcome: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly detail: unknown;
}

export interface AttemptView {
  readonly attemptId: string;
  readonly attemptNo: number;
  readonly workerId: string;
  readonly startedAt: string;
  readonly leaseUntil: string | null;
  readonly operation: string | null;
  readonly token: string | null;
  readonly intentAt: string | null;
  readonly outcome: EffectKind | null;
  readonly reason: string | null;
  readonly providerRef: string | null;
  readonly finishedAt: string | null;
}

export interface VersionView {
  readonly version: number;
  readonly fingerprint: string;
  readonly action: ActionProtocol;
  readonly createdBy: string;
  readonly createdAt: string;
  /** Why this version exists: `proposed`, or what had changed since the version before. */
  readonly reason: string | null;
}

export interface EventView {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
  /** Who was away, where the actor did it for them. */
  readonly actingFor: string | null;
  readonly facts: unknown;
}

/** What follows an effect on its own: the note on each invoice after a reminder. */
export interface FollowOnView {
  readonly followOnId: string;
  readonly operation: SafeOperation;
  /** The record written to, e.g. `account.move` 17. */
  readonly record: { readonly model: string; readonly id: number } | null;
  /** `uncertain`: it was begun, and neither it nor its absence can be proven; nothing repeats it by itself. */
  readonly state: "pending" | "running" | "done" | "failed" | "uncertain";
  readonly reason: string | null;
  readonly providerRef: string | null;
}

/** An action with everything that is known about it. */
export interface ActionDetail extends ActionSummary {
  readonly action: ActionProtocol;
  readonly minApprovals: number;
  readonly approvals: readonly ApprovalView[];
  readonly attemptList: readonly AttemptView[];
  readonly stages: readonly StageView[];
  readonly followOns: readonly FollowOnView[];
  readonly versions: readonly VersionView[];
  readonly events: readonly EventView[];
  /** What raised the risk above the usual of its type, one sentence each. */
  readonly riskReasons: readonly string[];
  readonly policy: ActionPolicyView;
  /** The completed action that this one takes back. */
  readonly undoOf: string | null;
  /** The latest action that takes this one back. */
  readonly undoneBy: { readonly actionId: string; readonly status: ActionStatus; readonly statusReason: string | null } | null;
  /** Whether what it did can be taken back now, and the reason when it cannot. */
  readonly canUndo: Permission;
}

/** The four outcomes of an effect (`execution.md`). */
export type EffectKind = "done" | "retry" | "final" | "unknown";

// decide --------------------------------------------------------------------------------------------

export interface ApproveActionInput {
  readonly actionId: string;
  /** The fingerprint of what the approver saw; another one is refused with `fingerprint_mismatch`. */
  readonly fingerprint: string;
  readonly channel: DecisionChannel;
  /** Whether it waits for `DEFAULTS.undoSeconds` before it may start, so that whoever decided can take it back. */
  readonly undoable?: boolean;
}

export interface ApproveActionResult {
  readonly actionId: string;
  /** `pending_approval` while more approvals are needed. */
  readonly status: "pending_approval" | "approved";
  readonly approvals: { readonly given: number; readonly needed: number };
  /** A sentence for whoever approved, where the action can hardly run any more: its recipient's hours begin after its expiry. */
  readonly warning?: string;
  /** Before this moment, UTC, nothing starts, and the approval can be taken back for sure. */
  readonly undoUntil?: string;
}

export interface CancelActionInput {
  readonly actionId: string;
  readonly reason: string;
}

export interface StatusResult {
  readonly actionId: string;
  readonly status: ActionStatus;
}

export interface EditActionInput {
  readonly actionId: string;
  /** The fingerprint of what the person changed; another one is refused with `fingerprint_mismatch`. */
  readonly fingerprint: string;
  /** When given, an action that somebody has decided about since is left as it is: `conflict`. */
  readonly status?: "pending_approval" | "approved";
  /** What is to be different; parsed here, whatever the caller did. */
  readonly edit: ActionEdit;
}

export interface EditActionResult {
  readonly actionId: string;
  readonly status: "pending_approval";
  /** Of the new version, which needs an approval of its own. */
  readonly version: number;
  readonly fingerprint: string;
  readonly riskLevel: RiskLevel;
  /** The inputs of the operation that are different now. */
  readonly fields: readonly string[];
}

export interface SnoozeActionInput {
  readonly actionId: string;
  /** When it may run, or wants to be decided again: RFC 3339 with its zone. */
  readonly until: string;
  /** Whether its life may be made longer for that, which needs a new approval. */
  readonly extend?: boolean;
  /** When given, another version than the one seen is refused. */
  readonly fingerprint?: string;
}

export interface SnoozeResult {
  readonly actionId: string;
  /** `pending_approval` also where it was approved and its life was made longer. */
  readonly status: ActionStatus;
  readonly version: number;
  readonly fingerprint: string;
  readonly notBefore: string | null;
  readonly snoozedUntil: string | null;
  readonly expiresAt: string;
}

export interface UndoActionInput {
  readonly actionId: string;
  /** The fingerprint of the completed action that the person saw. */
  readonly fingerprint: string;
  /** Why; posted on the record with the change, 1 to 1000 characters. */
  readonly reason: string;
  readonly channel: DecisionChannel;
}

export interface UndoActionResult {
  /** The action that is taken back. */
  readonly actionId: string;
  /** The action that takes it back, approved by whoever asked. */
  readonly undo: ApproveActionResult & { readonly fingerprint: string };
}

export interface ResolveActionInput {
  readonly actionId: string;
  /** What the person knows: it went out; it did not, send it again; leave it. */
  readonly resolution: "it_was_sent" | "send_again" | "give_up";
  /** Needed for `send_again`: the fingerprint of what goes out again. */
  readonly fingerprint?: string;
  readonly reason?: string;
}

export interface ExpireActionsResult {
  readonly expired: readonly string[];
}

// read ----------------------------------------------------------------------------------------------

export interface ListActionsInput {
  readonly status?: readonly ActionStatus[];
  readonly actionType?: readonly ActionType[];
  readonly riskLevel?: readonly RiskLevel[];
  readonly partnerId?: number;
  /** What the customer's name or the action's one line holds, in any case. */
  readonly search?: string;
  readonly analysisId?: string;
  /** 1 to 200, 50 by default. */
  readonly limit?: number;
  /** `newest` first by default; `urgency`: about to expire, then money at stake, then risk, then what people accept. */
  readonly order?: "newest" | "urgency";
  /** `nextCursor` of the page before, in the same order. */
  readonly cursor?: string;
  /** Whether all that match are counted as well, whichever page this is. */
  readonly total?: boolean;
}

export interface ListActionsResult {
  /** In the order that was asked for. */
  readonly actions: readonly ActionSummary[];
  /** How many match in all; null where nobody asked. */
  readonly total: number | null;
  readonly nextCursor: string | null;
}

// claim and settle: the executor's side ---------------------------------------------------------------

export interface ClaimActionsInput {
  readonly workerId: string;
  readonly leaseSeconds: number;
  readonly limit: number;
  /** Only these; without it, the oldest that are ready. */
  readonly actionIds?: readonly string[];
}

/** An action that this worker, and nobody else, now executes. */
export interface ClaimedAction {
  readonly actionId: string;
  readonly version: number;
  readonly partnerId: number | null;
  readonly attemptId: string;
  readonly attemptNo: number;
  readonly leaseUntil: Date;
  readonly expiresAt: Date;
  /** The stored document, not parsed: the validation stage does that. */
  readonly document: unknown;
  /** False when the stored document is no longer byte for byte the version that was approved. */
  readonly untouched: boolean;
  /** Money at stake in the company's currency, as it was weighed when the action was proposed; null where nobody said. */
  readonly amountAtStake: number | null;
  /** Whether nobody at this customer was ever contacted when it was proposed; null where nobody said. */
  readonly firstContact: boolean | null;
  readonly fingerprint: string;
  /** Approvals of this version, one per person; `rule` names the organisation's rule that gave one. */
  readonly approvals: readonly {
    readonly actor: Actor;
    readonly fingerprint: string;
    readonly channel: string;
    readonly rule: string | null;
    readonly onBehalfOf: Actor | null;
    readonly authored: boolean;
  }[];
  /** Attempts before this one that ended in a definite refusal. */
  readonly retriesUsed: number;
}

/** Why an action that was asked for by id was not claimed; names the present status and who did it. */
export interface ClaimRefusal {
  readonly actionId: string;
  readonly code: "not_found" | "conflict" | "expired" | "stopped";
  readonly message: string;
  readonly status: ActionStatus | null;
  readonly notBefore?: string;
}

export interface ClaimActionsResult {
  readonly claimed: readonly ClaimedAction[];
  readonly refused: readonly ClaimRefusal[];
}

/** One verdict of a revalidation check, as the actions folder stores and shows it. */
export interface CheckVerdict {
  readonly check_id: string;
  readonly passed: boolean;
  readonly predicate?: Predicate;
  readonly seen?: unknown;
  readonly sentence: string;
}

/** How an attempt ends. Every one of them is a conditional update on the attempt still being ours. */
export type Settlement =
  | { readonly to: "completed"; readonly reason: string }
  | { readonly to: "failed"; readonly reason: string }
  | { readonly to: "blocked"; readonly reason: string; readonly checks?: readonly CheckVerdict[] }
  /** `lookUpAt`: when the other side is asked again; absent where it cannot be asked. */
  | { readonly to: "needs_attention"; readonly reason: string; readonly lookUpAt?: Date }
  /** Its life ended while it was being executed, before anything was done. */
  | { readonly to: "expired"; readonly reason: string }
  /** Back to `approved` with its approval, not before this moment. */
  | { readonly to: "deferred"; readonly reason: string; readonly notBefore: Date; readonly because: "policy" | "retry" | "recovered" }
  /** Back to `pending_approval` as a new version with a fresh diff. */
  | {
      readonly to: "require_reapproval";
      readonly reason: string;
      readonly action: ActionProtocol;
      /** The number of the new version. */
      readonly version: number;
      readonly changes: readonly ProposedChange[];
    };

export interface SettleActionInput {
  readonly actionId: string;
  readonly attemptId: string;
  readonly workerId: string;
  readonly settlement: Settlement;
  /** The provider's own reference of the effect. */
  readonly providerRef?: string;
}
