/** What the executor is given, and what it answers. */
import type { Logger } from "#src/lib/logger.ts";
import type { OperationPorts } from "#src/operations/index.ts";
import type { OutreachSettings } from "#src/outreach/index.ts";
import type { ActionStatus } from "#src/protocol/index.ts";
import type { RevalidateInput } from "#src/revalidation/index.ts";
import type { ExecutorHooks } from "./hooks.ts";
import type { ExecutorSettings } from "./settings.ts";

export interface ExecutorRuntime {
  /** Names this process in attempts and leases; unique per process start. */
  readonly workerId: string;
  /** Reads Odoo and can do nothing else. */
  readonly reader: RevalidateInput["reader"];
  /** The only doors to the outside: Odoo's writer and the mail transport. */
  readonly ports: OperationPorts;
  readonly settings: ExecutorSettings;
  readonly logger: Logger;
  /** How the organisation contacts people; read from its settings with each claim when absent. */
  readonly outreach?: OutreachSettings;
  /** Named points for tests; nothing happens at them by default. */
  readonly hooks?: ExecutorHooks;
  /** From 0 up to 1, for the jitter of retries; `Math.random` by default. */
  readonly random?: () => number;
  /** Stops taking new work when aborted; what is in flight finishes. */
  readonly signal?: AbortSignal;
}

/** How one action came out of the executor. */
export type ActionResult =
  | { readonly actionId: string; readonly result: "executed"; readonly ref: string | null; readonly milliseconds: number }
  | {
      readonly actionId: string;
      readonly result: "blocked" | "failed" | "needs_attention" | "require_reapproval" | "expired";
      readonly reason: string;
      readonly milliseconds: number;
    }
  | {
      readonly actionId: string;
      readonly result: "deferred" | "retried";
      readonly reason: string;
      readonly notBefore: string;
      readonly milliseconds: number;
    }
  /** Not ours: refused at the claim, or the lease was lost on the way. */
  | {
      readonly actionId: string;
      readonly result: "refused";
      readonly code: "not_found" | "conflict" | "expired" | "stopped" | "lease_lost";
      readonly reason: string;
      readonly status: ActionStatus | null;
      readonly milliseconds: number;
    }
  /** Something broke on the way (the database went away); the attempt stays open and recovery finishes it. */
  | { readonly actionId: string; readonly result: "interrupted"; readonly reason: string; readonly milliseconds: number };

export interface ExecutionStatistics {
  readonly executed: number;
  /** Blocked, or expired on the way: not done and never will be. */
  readonly blocked: number;
  readonly deferred: number;
  readonly failed: number;
  readonly needsAttention: number;
  readonly retried: number;
  /** Sent back for another approval with a fresh diff. */
  readonly reapproval: number;
  readonly refused: number;
  readonly interrupted: number;
  /** Milliseconds from the claim to the end, over all of these actions; null when there were none. */
  readonly durations: { readonly total: number; readonly median: number; readonly slowest: number } | null;
  /** Of a long sweep the latest 10,000. */
  readonly results: readonly ActionResult[];
}

export interface RecoveryStatistics {
  /** Attempts whose worker was gone. */
  readonly found: number;
  /** Before the intent: approved again. */
  readonly returned: number;
  /** After the intent, and the other side has the effect: completed. */
  readonly completed: number;
  /** After the intent, not found, safe to repeat by its key: approved again. */
  readonly repeated: number;
  readonly needsAttention: number;
  readonly failed: number;
  /** Waiting actions that a later look-up settled. */
  readonly settledLater: number;
  readonly followOns: { readonly done: number; readonly waiting: number; readonly uncertain: number; readonly failed: number };
}
