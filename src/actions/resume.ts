import { withTransaction, type Context } from "#src/db/index.ts";
import { resumeExecution, type StopSwitch } from "#src/policy/index.ts";
import { wakeExecutor } from "./wake.ts";

/** Ends the emergency stop, and wakes the workers at once for what was approved meanwhile. */
export async function resumeActions(ctx: Context, input: { readonly reason: string }): Promise<StopSwitch> {
  return withTransaction(ctx, async (inner) => {
    const present = await resumeExecution(inner, input);
    await wakeExecutor(inner);
    return present;
  });
}
