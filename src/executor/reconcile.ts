import { isRepeatable, lookUpSafeOperation, type LookUp } from "#src/operations/index.ts";
import { asAiCooError } from "#src/lib/errors.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { nextQuestion } from "./backoff.ts";
import type { Run } from "./run.ts";
import { standsElsewhere } from "./stageInDoubt.ts";

/** What is known about an effect in doubt, after the other side was asked. */
export type Reconciled =
  | { readonly kind: "done"; readonly ref: string }
  /** Not there, and running it again with the same key can never make a second one. */
  | { readonly kind: "repeat"; readonly reason: string }
  /** Nobody can tell: a person decides, unless a look-up at `lookUpAt` finds it first. */
  | { readonly kind: "ask"; readonly reason: string; readonly lookUpAt?: Date };

/**
 * Asks the other side whether the effect of an action happened, by the token it carried. Not found is no
 * proof that it did not: only what its key makes safe is repeated, anything else waits for a person.
 */
export async function reconcile(
  run: Run,
  action: ActionProtocol,
  doubt: { readonly intentAt: Date; readonly because: string },
): Promise<Reconciled> {
  const { ctx, runtime } = run;
  const again = nextQuestion(ctx.clock.now(), ctx.clock.now());
  const askAgain = again === null ? {} : { lookUpAt: again };
  let found: LookUp;
  let moved = false;
  try {
    found = await lookUpSafeOperation(action.operation, action.action_id, ctx.orgId, runtime.ports, doubt.intentAt);
    if (found.kind === "not_found") moved = await standsElsewhere(run, action);
  } catch (error) {
    runtime.logger.warn({ err: error, actionId: action.action_id }, "the look-up of an effect in doubt could not be made");
    return { kind: "ask", reason: `${doubt.because} It could not be looked up either: ${asAiCooError(error).message}`, ...askAgain };
  }
  switch (found.kind) {
    case "found":
      return { kind: "done", ref: found.ref };
    case "not_found":
      // not asked about again: should it come back to where it stood, people have been at it all the same
      if (moved)
        return { kind: "ask", reason: `${doubt.because} The record stands in neither stage any more: somebody has moved it since.` };
      if (isRepeatable(action.operation, runtime.ports)) {
        return { kind: "repeat", reason: `${doubt.because} The other side does not have it, so it runs again under the same key.` };
      }
      return { kind: "ask", reason: `${doubt.because} The other side does not show it, which proves nothing yet.`, ...askAgain };
    case "unsupported":
      if (isRepeatable(action.operation, runtime.ports))
        return { kind: "repeat", reason: `${doubt.because} It runs again under the same key.` };
      return { kind: "ask", reason: `${doubt.because} The other side offers no way to look it up.` };
  }
}
