import { mapWithLimit } from "#src/lib/asynchronous.ts";
import { asAiCooError } from "#src/lib/errors.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { Batcher } from "./batcher.ts";
import { runFollowOns } from "./followOns/run.ts";
import { LeaseKeeper } from "./leases.ts";
import { reconcile } from "./reconcile.ts";
import { elapsed, type Run, type Taken } from "./run.ts";
import { causeEffect } from "./stages/execution.ts";
import { commitIntents, endOne, type IntentResult, type Ready } from "./stages/intent.ts";
import { recordOutcomes, type Known, type Recordable } from "./stages/recording.ts";
import { isStale, readFacts, settlementOfFacts, type Facts } from "./stages/revalidation.ts";
import type { ActionResult } from "./types.ts";

/** What is done again when the database was away for a moment while an outcome was to be recorded, in milliseconds. */
const RECORD_AGAIN_AFTER_MS = [50, 250, 1000, 3000];

/**
 * Stages 3 to 6 for a batch of taken actions. The facts of all are read together; from there on each action
 * goes its own way, many at once, and shares only the transactions of intents and records with whatever else
 * is ready at that moment. Actions of one customer follow each other.
 */
export class Pipeline implements AsyncDisposable {
  readonly #run: Run;
  readonly #leases: LeaseKeeper;
  readonly #intents: Batcher<Ready, IntentResult>;
  readonly #records: Batcher<Recordable, ActionResult>;

  constructor(run: Run) {
    const { workerId, settings, logger } = run.runtime;
    this.#run = run;
    this.#leases = new LeaseKeeper(run.ctx, { workerId, leaseSeconds: settings.leaseSeconds, logger });
    // no more intents at once than effects start at once: a crash leaves only what was in flight in doubt
    const maxSize = settings.concurrency;
    this.#intents = new Batcher({ maxSize, flush: (items) => commitIntents(run, items) });
    this.#records = new Batcher({ maxSize, flush: (items) => recordOutcomes(run, items) });
  }

  async execute(taken: readonly Taken[]): Promise<ActionResult[]> {
    if (taken.length === 0) return [];
    for (const { claim } of taken) this.#leases.hold(claim.attemptId, claim.leaseUntil);
    try {
      const facts = await readFacts(this.#run, taken);
      for (const { claim } of taken) await this.#run.hooks.at("after_revalidation", claim.actionId);
      const results = await mapWithLimit(lanesOf(taken), this.#run.runtime.settings.concurrency, async (lane) => {
        const ofLane: ActionResult[] = [];
        for (const one of lane) ofLane.push(await this.#executeSafely(one, facts.get(one.claim.actionId)!));
        return ofLane;
      });
      return results.flat();
    } catch (error) {
      // nothing was begun for any of them; recovery returns them once their leases have run out
      return taken.map((one) => this.#interrupted(one, error));
    } finally {
      for (const { claim } of taken) this.#leases.drop(claim.attemptId);
    }
  }

  async #executeSafely(taken: Taken, facts: Facts): Promise<ActionResult> {
    try {
      return await this.#executeOne(taken, facts);
    } catch (error) {
      return this.#interrupted(taken, error);
    } finally {
      this.#leases.drop(taken.claim.attemptId);
    }
  }

  async #executeOne(taken: Taken, read: Facts): Promise<ActionResult> {
    const run = this.#run;
    const { claim, action } = taken;
    const facts = isStale(run, read) ? (await readFacts(run, [taken])).get(claim.actionId)! : read;
    const settlement = settlementOfFacts(run, taken, facts);
    if (settlement !== null) return endOne(run, { taken, facts }, settlement);
    const intent = await this.#intents.add({ taken, facts });
    if (intent.kind === "ended") return intent.result;
    await run.hooks.at("after_intent", claim.actionId);
    const outcome = await causeEffect(run, taken, this.#leases);
    await run.hooks.at("after_effect", claim.actionId);
    const known: Known =
      outcome.kind === "unknown" ? await reconcile(run, action, { intentAt: intent.intentAt, because: outcome.reason }) : outcome;
    const result = await this.#record({
      actionId: claim.actionId,
      attemptId: claim.attemptId,
      attemptNo: claim.attemptNo,
      version: claim.version,
      fingerprint: claim.fingerprint,
      expiresAt: claim.expiresAt,
      retriesUsed: claim.retriesUsed,
      startedMs: taken.startedMs,
      intentAt: intent.intentAt,
      action,
      known,
    });
    if (result.result === "executed") await this.#followUp(claim.actionId);
    return result;
  }

  /** What happened outside must not be forgotten because the database was away for a moment. */
  async #record(item: Recordable): Promise<ActionResult> {
    for (const wait of RECORD_AGAIN_AFTER_MS) {
      try {
        return await this.#records.add(item);
      } catch (error) {
        this.#run.runtime.logger.warn({ err: error, actionId: item.actionId }, "an outcome could not be recorded; it is tried again");
        await sleep(wait);
      }
    }
    return this.#records.add(item);
  }

  /** The action itself is completed; what follows is on record and finished by recovery where this fails. */
  async #followUp(actionId: string): Promise<void> {
    try {
      await runFollowOns(this.#run, { actionId });
    } catch (error) {
      this.#run.runtime.logger.warn({ err: error, actionId }, "what follows an action could not be done now; recovery does it");
    }
  }

  #interrupted(taken: Taken, error: unknown): ActionResult {
    const { actionId } = taken.claim;
    this.#run.runtime.logger.error({ err: error, actionId }, "the execution of an action was interrupted; recovery finishes it");
    return { actionId, result: "interrupted", reason: asAiCooError(error).message, milliseconds: elapsed(taken.startedMs) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#leases[Symbol.asyncDispose]();
  }
}

/** One lane per customer, in the order of the claim; what belongs to nobody goes alone. */
function lanesOf(taken: readonly Taken[]): Taken[][] {
  const lanes = new Map<string, Taken[]>();
  for (const one of taken) {
    const { partnerId, actionId } = one.claim;
    const lane = partnerId === null ? actionId : `partner ${partnerId}`;
    lanes.set(lane, [...(lanes.get(lane) ?? []), one]);
  }
  return [...lanes.values()];
}
