import type { TxContext } from "#src/db/index.ts";
import { enqueue } from "#src/queue/index.ts";

/** Wakes the executor at the moment that a person named, however far away: they expect it then, not at the next sweep. */
export async function wakeExecutorAt(ctx: TxContext, moment: Date): Promise<void> {
  const job = { name: "process-approved", payload: { orgId: ctx.orgId } } as const;
  await enqueue(ctx, moment > ctx.clock.now() ? { ...job, startAfter: moment } : job);
}
