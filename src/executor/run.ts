import type { ClaimedAction, StageName, StageOutcome, StageRecord } from "#src/actions/index.ts";
import type { Context } from "#src/db/index.ts";
import type { JsonObject } from "#src/db/schema/index.ts";
import type { OutreachSettings } from "#src/outreach/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { NO_HOOKS, type ExecutorHooks } from "./hooks.ts";
import type { ExecutorRuntime } from "./types.ts";

/** What every step of the executor works with. Effects and outcomes are the system's own doing. */
export interface Run {
  readonly ctx: Context;
  readonly runtime: ExecutorRuntime;
  readonly hooks: ExecutorHooks;
  /** How the organisation contacts people, as of the latest claim: a cap tightened in a long sweep holds from the next batch on. */
  readonly outreach: { settings: OutreachSettings | undefined };
}

export function runOf(ctx: Context, runtime: ExecutorRuntime): Run {
  return { ctx: { ...ctx, actor: "system:ai-coo" }, runtime, hooks: runtime.hooks ?? NO_HOOKS, outreach: { settings: runtime.outreach } };
}

/** A claimed action whose document was parsed and whose approvals were counted. */
export interface Taken {
  readonly claim: ClaimedAction;
  readonly action: ActionProtocol;
  /** When it was claimed, in milliseconds of a clock that only measures. */
  readonly startedMs: number;
}

/** One attempt's stage, finished now. */
export function stage(
  claim: Pick<ClaimedAction, "attemptId" | "actionId">,
  name: StageName,
  outcome: StageOutcome,
  times: { readonly startedAt: Date; readonly finishedAt: Date | null },
  detail?: JsonObject,
): StageRecord {
  return {
    attemptId: claim.attemptId,
    actionId: claim.actionId,
    stage: name,
    outcome,
    ...times,
    ...(detail === undefined ? {} : { detail }),
  };
}

/** Milliseconds since `startedMs`, for statistics; a measure, not a moment. */
export const elapsed = (startedMs: number): number => Math.round(performance.now() - startedMs);
