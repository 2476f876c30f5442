import { executeSafeOperation, type Outcome } from "#src/operations/index.ts";
import type { LeaseKeeper } from "../leases.ts";
import type { Run, Taken } from "../run.ts";

/**
 * The second half of stage 4: the one call to the outside, outside any transaction, after its intent is
 * committed. A worker that was paused in between finds its lease gone and causes nothing.
 */
export async function causeEffect(run: Run, { claim, action }: Taken, leases: LeaseKeeper): Promise<Outcome> {
  if (!leases.isHeld(claim.attemptId)) {
    return { kind: "retry", reason: "The worker was too slow and its lease ran out before the effect began; nothing was done." };
  }
  return executeSafeOperation(action.operation, claim.actionId, run.ctx.orgId, run.runtime.ports);
}
