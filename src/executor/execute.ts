import type { Context } from "#src/db/index.ts";
import { chunk } from "#src/lib/asynchronous.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { Pipeline } from "./pipeline.ts";
import { runOf } from "./run.ts";
import { statisticsOf } from "./statistics.ts";
import { sweep } from "./sweep.ts";
import { takeActions } from "./take.ts";
import type { ActionResult, ExecutionStatistics, ExecutorRuntime } from "./types.ts";

/**
 * Brings one approved action through the six stages. What the stages decide (blocked, deferred, failed, …) is
 * a result; who may not run it gets an error that names the present status.
 * Errors: `not_found`, `conflict`, `expired`, `stopped`, `lease_lost`.
 */
export async function executeAction(
  ctx: Context,
  runtime: ExecutorRuntime,
  actionId: string,
): Promise<Exclude<ActionResult, { result: "refused" }>> {
  const { results } = await executeActions(ctx, runtime, [actionId]);
  const [result] = results;
  if (result === undefined) throw new AiCooError("internal", "The execution of the action gave no result.");
  if (result.result !== "refused") return result;
  throw new AiCooError(result.code, result.reason, {
    next: "Look at the action: its status says what can be done with it.",
    details: { actionId, status: result.status },
  });
}

/** The same for these actions, in batches; each has its own result. Actions of one customer run in the order given. */
export async function executeActions(ctx: Context, runtime: ExecutorRuntime, actionIds: readonly string[]): Promise<ExecutionStatistics> {
  const run = runOf(ctx, runtime);
  await using pipeline = new Pipeline(run);
  const results: ActionResult[] = [];
  for (const batch of chunk([...new Set(actionIds)], runtime.settings.batchSize)) {
    const { taken, ended } = await takeActions(run, { limit: batch.length, actionIds: batch });
    const place = new Map(batch.map((actionId, index) => [actionId, index]));
    const ordered = taken.toSorted((a, b) => place.get(a.claim.actionId)! - place.get(b.claim.actionId)!);
    results.push(...ended, ...(await pipeline.execute(ordered)));
  }
  return statisticsOf(results);
}

/**
 * Executes whatever is approved and due, the oldest first, until nothing is left or the runtime's signal says stop.
 * While effects are in flight the next actions are claimed already. Safe on many workers at once: each takes what no
 * other has.
 */
export async function processApprovedActions(ctx: Context, runtime: ExecutorRuntime): Promise<ExecutionStatistics> {
  const run = runOf(ctx, runtime);
  await using pipeline = new Pipeline(run);
  return sweep(run, pipeline);
}
