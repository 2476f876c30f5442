import type { TxContext } from "#src/db/index.ts";
import { enqueue } from "#src/queue/index.ts";

/** Approved actions are swept this often anyway; what waits longer needs no job of its own. */
const SWEEP_MS = 5 * 60_000;
/** Those that wait for about the same moment share one job. */
const GRAIN_MS = 1000;

/** Wakes the executor once this transaction is committed; at `notBefore` where the action waits until then. */
export async function wakeExecutor(ctx: TxContext, notBefore?: Date | null): Promise<void> {
  const job = { name: "process-approved", payload: { orgId: ctx.orgId } } as const;
  const wait = (notBefore?.getTime() ?? 0) - ctx.clock.now().getTime();
  if (notBefore === undefined || notBefore === null || wait <= 0) return enqueue(ctx, job);
  if (wait > SWEEP_MS) return;
  await enqueue(ctx, { ...job, startAfter: new Date(Math.ceil(notBefore.getTime() / GRAIN_MS) * GRAIN_MS) });
}
