import { setTimeout as delay } from "node:timers/promises";
import { hasCode, type AiCooError } from "#src/lib/errors.ts";

export interface RetryPolicy {
  /** How often a read is tried in all. */
  readonly attempts: number;
  /** The longest pause before the second attempt; it doubles with each further one. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Waits; rejects when `signal` aborts. Tests hand in one that does not sleep. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const READ_RETRIES: RetryPolicy = {
  attempts: 3,
  firstPauseMs: 250,
  longestPauseMs: 10_000,
  pause: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
};

/**
 * Runs a read again after failures that pass by themselves: no connection, no answer in time, an overloaded
 * server. Pauses are random up to a bound that doubles (full jitter), so that many workers do not come back
 * together; a server that names a time (`Retry-After`) is given it. Refusals are never asked twice.
 */
export async function withRetries<T>(work: () => Promise<T>, policy: RetryPolicy, closed: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= policy.attempts || closed.aborted || !hasCode(error, "odoo_unreachable", "odoo_timeout")) throw error;
      try {
        await policy.pause(pauseBefore(attempt, error, policy), closed);
      } catch {
        throw error;
      }
    }
  }
}

function pauseBefore(attempt: number, error: AiCooError, policy: RetryPolicy): number {
  const asked = error.details?.["retryAfter"];
  if (typeof asked === "number") return Math.min(asked * 1000, policy.longestPauseMs);
  return Math.random() * Math.min(policy.firstPauseMs * 2 ** (attempt - 1), policy.longestPauseMs);
}
