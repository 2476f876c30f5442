import { withTransaction } from "#src/db/index.ts";
import { Batcher } from "../batcher.ts";
import type { Run } from "../run.ts";
import type { Slots } from "../slots.ts";
import { beginFollowOnsOf, finishFollowOns, type FollowOnEnd } from "./batchStore.ts";
import { attemptFollowOn } from "./run.ts";
import type { FollowOn } from "./store.ts";

/** Of one action: begun together and started at once, so that a crash leaves no more of them in doubt. */
const AT_ONCE = 4;
/** Rounds of one call; what is left is due at the next recovery. */
const MOST_ROUNDS = 25;

/**
 * What follows the effects of many actions that are executed at the same time. Each action's own follow-ons run as they
 * would alone; what is shared are the transactions that mark them as begun and as done.
 */
export class FollowOnsTogether {
  readonly #run: Run;
  readonly #begin: Batcher<string, FollowOn[]>;
  readonly #end: Batcher<FollowOnEnd, boolean>;

  constructor(run: Run, options: { readonly maxSize: number; readonly flushers: number; readonly gate: Slots }) {
    this.#run = run;
    this.#begin = new Batcher({ ...options, flush: (actionIds) => this.#beginAll(actionIds) });
    this.#end = new Batcher({
      ...options,
      flush: (ends) => withTransaction(run.ctx, (inner) => finishFollowOns(inner, ends)),
    });
  }

  /** Does what follows this action's effect and is due. Never throws for what Odoo does. */
  async of(actionId: string): Promise<void> {
    for (let rounds = 0; rounds < MOST_ROUNDS && this.#run.runtime.signal?.aborted !== true; rounds++) {
      const begun = await this.#begin.add(actionId);
      const states = await Promise.all(
        begun.map(async (one) => {
          const change = await attemptFollowOn(this.#run, one);
          await this.#end.add({ one, change });
          return change.state;
        }),
      );
      // there are no more, or Odoo is away: the rest is not sent after them into the same wait
      if (begun.length < AT_ONCE || states.every((state) => state === "pending" || state === "uncertain")) return;
    }
  }

  async #beginAll(actionIds: readonly string[]): Promise<FollowOn[][]> {
    const { ctx, runtime } = this.#run;
    const leaseUntil = new Date(ctx.clock.now().getTime() + runtime.settings.leaseSeconds * 1000);
    const holder = { workerId: runtime.workerId, leaseUntil, limit: AT_ONCE };
    const begun = Map.groupBy(
      await withTransaction(ctx, (inner) => beginFollowOnsOf(inner, { ...holder, actionIds })),
      (one) => one.actionId,
    );
    return actionIds.map((actionId) => begun.get(actionId) ?? []);
  }
}
