import type { ActionResult, ExecutionStatistics } from "./types.ts";

/** Results that are kept of one run, the latest of them: memory does not grow with what a sweep executes. */
const MOST_RESULTS = 10_000;

/** Counts results as they come. */
export class Tally {
  readonly #counts = new Map<ActionResult["result"], number>();
  readonly #durations: number[] = [];
  #results: ActionResult[] = [];

  add(result: ActionResult): void {
    this.#counts.set(result.result, (this.#counts.get(result.result) ?? 0) + 1);
    if (result.result !== "refused") this.#durations.push(result.milliseconds);
    this.#results.push(result);
    // in big steps: a shift at each would move them all
    if (this.#results.length >= 2 * MOST_RESULTS) this.#results = this.#results.slice(-MOST_RESULTS);
  }

  statistics(): ExecutionStatistics {
    const count = (...kinds: readonly ActionResult["result"][]): number =>
      kinds.reduce((sum, kind) => sum + (this.#counts.get(kind) ?? 0), 0);
    const durations = this.#durations.toSorted((a, b) => a - b);
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
      results: this.#results.slice(-MOST_RESULTS),
    };
  }
}

/** Counts and durations over the results of many actions. */
export function statisticsOf(results: readonly ActionResult[]): ExecutionStatistics {
  const tally = new Tally();
  for (const result of results) tally.add(result);
  return tally.statistics();
}
