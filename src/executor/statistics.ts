import type { ActionResult, ExecutionStatistics } from "./types.ts";

/** Counts and durations over the results of many actions. */
export function statisticsOf(results: readonly ActionResult[]): ExecutionStatistics {
  const count = (...kinds: readonly ActionResult["result"][]): number => results.filter(({ result }) => kinds.includes(result)).length;
  const durations = results
    .filter(({ result }) => result !== "refused")
    .map(({ milliseconds }) => milliseconds)
    .toSorted((a, b) => a - b);
  return {
    executed: count("executed"),
    blocked: count("blocked", "expired"),
    deferred: count("deferred"),
    failed: count("failed"),
    needsAttention: count("needs_attention"),
    retried: count("retried"),
    reapproval: count("require_reapproval"),
    refused: count("refused"),
    interrupted: count("interrupted"),
    durations:
      durations.length === 0
        ? null
        : {
            total: durations.reduce((sum, milliseconds) => sum + milliseconds, 0),
            median: durations[Math.floor((durations.length - 1) / 2)]!,
            slowest: durations.at(-1)!,
          },
    results,
  };
}
