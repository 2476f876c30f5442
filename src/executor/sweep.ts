import { getApprovedActions } from "#src/db/access/autonomousActions.ts";
import { withTransaction } from "#src/db/index.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Run, Taken } from "./run.ts";
import { takeActions, type Take } from "./take.ts";
import { Tally } from "./statistics.ts";
import type { ActionResult, ExecutionStatistics } from "./types.ts";

/**
 * Claims and executes until nothing that is ready is left. Claims go on while effects are in flight: a whole batch, which
 * shares its reads, as soon as nothing waits for a slot any more. What is claimed early waits in vain when the worker dies.
 */
export async function sweep(run: Run, pipeline: Pipeline): Promise<ExecutionStatistics> {
  const { batchSize, concurrency } = run.runtime.settings;
  const tally = new Tally();
  const batches = new Set<Promise<void>>();
  let inFlight = 0;
  let ended = Promise.withResolvers<void>();
  const onEnd = (result: ActionResult): void => {
    inFlight -= 1;
    tally.add(result);
    ended.resolve();
    ended = Promise.withResolvers();
  };
  try {
    while (run.runtime.signal?.aborted !== true) {
      if (inFlight > concurrency) {
        await ended.promise;
        continue;
      }
      const take = await takeTogether(run, batchSize);
      for (const result of take.ended) tally.add(result);
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
  return tally.statistics();
}

/** Claims a batch; where that breaks, one action after the other, so that one whose rows break it cannot keep the others waiting. */
async function takeTogether(run: Run, limit: number): Promise<Take> {
  try {
    return await takeActions(run, { limit });
  } catch (error) {
    run.runtime.logger.warn({ err: error }, "a batch could not be claimed together; its actions are claimed one by one");
    const ready = await withTransaction(run.ctx, (inner) => getApprovedActions(inner, { limit }));
    // the older first, as the sweep keeps each customer's order
    const ordered = ready.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.actionId < b.actionId ? -1 : 1));
    const taken: Taken[] = [];
    const ended: ActionResult[] = [];
    for (const { actionId } of ordered) {
      const take = await takeActions(run, { limit: 1, actionIds: [actionId] }).catch((one: unknown) => {
        run.runtime.logger.error({ err: one, actionId }, "an action cannot be claimed");
      });
      taken.push(...(take?.taken ?? []));
      // refused is what another one of the same customer keeps waiting: the next claim finds it
      ended.push(...(take?.ended.filter(({ result }) => result !== "refused") ?? []));
    }
    if (taken.length + ended.length === 0) throw error;
    return { taken, ended };
  }
}
