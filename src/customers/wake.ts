import type { TxContext } from "#src/db/index.ts";
import { enqueue } from "#src/queue/index.ts";

/** Wakes the executor once this transaction is committed, where approved actions may have been let go. */
export async function wakeReleased(ctx: TxContext, released: number): Promise<void> {
  if (released > 0) await enqueue(ctx, { name: "process-approved", payload: { orgId: ctx.orgId } });
}
