import type { z } from "zod";

/** One question to a model, answered in a schema. No tools, no memory: everything it knows is in here. */
export interface Ask<T> {
  /** What the call is for, in a word; usage is shown by it. */
  readonly purpose: string;
  /**
   * The system prompt, from what most calls share to what is this call's own. Each block ends a beginning that the
   * provider remembers for five minutes, so keep out of it what differs from call to call.
   */
  readonly system: readonly string[];
  /** What this call is about. */
  readonly content: string;
  /** What the answer must fit. It is checked here as well, whatever the provider promises; bounds and patterns only here. */
  readonly schema: z.ZodType<T>;
  /** The most that the model may write, in tokens, its thinking included. */
  readonly maxOutputTokens: number;
  /** How much thought the model gives it, where it can be told; `low` unless set. */
  readonly effort?: Effort;
  /** Ends the call, and its waiting, as `cancelled`. */
  readonly signal?: AbortSignal;
}

export type Effort = "low" | "medium" | "high";

/** Why there is no answer. A closed list: callers decide by it, and nothing matches on sentences. */
export const FAILURE_REASONS = [
  // not asked at all
  "not_configured",
  "switched_off",
  "over_budget",
  // asked wrongly
  "key_refused",
  "model_unknown",
  "rejected",
  // not answered
  "rate_limited",
  "unavailable",
  "timeout",
  "cancelled",
  // answered, and of no use
  "refused",
  "truncated",
  "malformed",
] as const;

export type FailureReason = (typeof FAILURE_REASONS)[number];

/** Failures after which it is no use to ask the next question of the same run. */
export const GENERAL_FAILURES: readonly FailureReason[] = [
  "not_configured",
  "switched_off",
  "over_budget",
  "key_refused",
  "model_unknown",
  "rate_limited",
  "unavailable",
  "timeout",
  "cancelled",
];

export interface TokenCounts {
  /** Of the prompt, neither read from nor written to the provider's cache. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}

/** What a call came to, over all its tries. */
export interface Usage extends TokenCounts {
  readonly model: string;
  /** Requests that were sent. */
  readonly tries: number;
  readonly costUsd: number;
  /** Whether some of it is the most that it can have been, because the provider did not say. */
  readonly isAssumed: boolean;
  readonly durationMs: number;
}

export interface Failure {
  readonly reason: FailureReason;
  /** What happened and what was not done, for people. Holds neither the key nor what was asked. */
  readonly sentence: string;
  /** What to do about it. */
  readonly next: string;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly usage: Usage }
  /** `usage` is null where nothing was sent. */
  | ({ readonly ok: false; readonly usage: Usage | null } & Failure);

/**
 * The port through which the product asks a model. What a model or a network does is an {@link Answer}, never thrown;
 * a ledger that cannot be written throws, because a call that nobody can account for is not made.
 */
export interface LanguageModel {
  /** As the provider names it. */
  readonly model: string;
  ask<T>(ask: Ask<T>): Promise<Answer<T>>;
}
