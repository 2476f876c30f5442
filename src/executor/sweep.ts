import type { Pipeline } from "./pipeline.ts";
import type { Run } from "./run.ts";
import { takeActions } from "./take.ts";
import type { ActionResult } from "./types.ts";

/**
 * Claims and executes until nothing that is ready is left. Claims go on while effects are in flight, and run ahead of
 * the slots by a batch at most: what waits for a slot ages, and facts that are too old are read again.
 */
export async function sweep(run: Run, pipeline: Pipeline): Promise<ActionResult[]> {
  const { batchSize, concurrency } = run.runtime.settings;
  const most = concurrency + batchSize;
  const results: ActionResult[] = [];
  const batches = new Set<Promise<void>>();
  let inFlight = 0;
  let ended = Promise.withResolvers<void>();
  const onEnd = (result: ActionResult): void => {
    inFlight -= 1;
    results.push(result);
    ended.resolve();
    ended = Promise.withResolvers();
  };
  try {
    while (run.runtime.signal?.aborted !== true) {
      // half a batch of room at least: claims of single actions cost as much as claims of many
      if (most - inFlight < Math.ceil(batchSize / 2)) {
        await ended.promise;
        continue;
      }
      const take = await takeActions(run, { limit: Math.min(batchSize, most - inFlight) });
      results.push(...take.ended);
      if (take.taken.length > 0) {
        inFlight += take.taken.length;
        const batch: Promise<void> = pipeline.execute(take.taken, onEnd).then(() => void batches.delete(batch));
        batches.add(batch);
      } else if (take.ended.length === 0) {
        if (batches.size === 0) break;
        // customers who are busy have more that is ready
        await Promise.race(batches);
      }
    }
  } finally {
    // what is in flight finishes, whatever ends the claiming
    await Promise.all(batches);
  }
  return results;
}
