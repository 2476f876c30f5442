import { asAiCooError } from "#src/lib/errors.ts";
import type { SafeOperation } from "#src/protocol/index.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { Batcher } from "./batcher.ts";
import { FollowOnsTogether } from "./followOns/together.ts";
import { LeaseKeeper } from "./leases.ts";
import { reconcile } from "./reconcile.ts";
import { elapsed, type Run, type Taken } from "./run.ts";
import { Slots } from "./slots.ts";
import { causeEffect } from "./stages/execution.ts";
import { commitIntents, endOne, type IntentResult, type Ready } from "./stages/intent.ts";
import { recorded, recordOutcomes, type Known, type Recordable } from "./stages/recording.ts";
import { transactionGate } from "./transactionGate.ts";
import { isStale, readFacts, settlementOfFacts, type Facts } from "./stages/revalidation.ts";
import type { ActionResult } from "./types.ts";

/** What is done again when the database was away for a moment while an outcome was to be recorded, in milliseconds. */
const RECORD_AGAIN_AFTER_MS = [50, 250, 1000, 3000];

/** Actions that share a transaction at most: more make it longer without making it cheaper for each. */
const MOST_TOGETHER = 200;
/** What its key keeps from arising twice, in Odoo or in our own database. A stage has no key, and a mail may be sent twice. */
const KEPT_BY_KEY: ReadonlySet<SafeOperation> = new Set(["create_odoo_task", "log_odoo_activity", "schedule_follow_up"]);
/** Transactions of one kind at once: while one waits for the disk, the next is made. */
const FLUSHERS = 2;

/**
 * Stages 3 to 6 for taken actions, several batches of them at once. The facts of a batch are read together; from there
 * on each action goes its own way in a slot of its own, and shares only the transactions of intents and records with
 * whatever else is ready at that moment. Actions of one customer follow each other: they are of one batch, because
 * nothing of a customer is claimed while something of theirs is being executed.
 */
export class Pipeline implements AsyncDisposable {
  readonly #run: Run;
  readonly #leases: LeaseKeeper;
  readonly #intents: Batcher<Ready, IntentResult>;
  readonly #records: Batcher<Recordable, ActionResult>;
  readonly #followOns: FollowOnsTogether;
  readonly #freshFacts: Batcher<Taken, Facts>;
  readonly #slots: Slots;
  readonly #keptSlots: Slots;

  constructor(run: Run) {
    const { workerId, settings, logger } = run.runtime;
    this.#run = run;
    this.#leases = new LeaseKeeper(run.ctx, { workerId, leaseSeconds: settings.leaseSeconds, logger });
    // an intent is committed by who holds a slot, and its effect starts then: a crash leaves only what was in flight in doubt
    this.#slots = new Slots(settings.concurrency);
    // what its key keeps from arising twice leaves nobody in doubt, and Odoo takes many of it in one call
    this.#keptSlots = new Slots(Math.max(MOST_TOGETHER, settings.concurrency));
    const together = { maxSize: MOST_TOGETHER, flushers: FLUSHERS, gate: transactionGate(run.ctx.db) };
    this.#intents = new Batcher({ ...together, flush: (items) => commitIntents(run, items) });
    this.#records = new Batcher({ ...together, flush: (items) => recordOutcomes(run, items) });
    this.#freshFacts = new Batcher({
      maxSize: settings.batchSize,
      flush: async (items) => {
        const facts = await readFacts(run, items);
        return items.map((item) => facts.get(item.claim.actionId)!);
      },
    });
    this.#followOns = new FollowOnsTogether(run, together);
  }

  /** Brings them to their end; `onEnd` hears of each. Never throws. */
  async execute(taken: readonly Taken[], onEnd: (result: ActionResult) => void = () => {}): Promise<ActionResult[]> {
    for (const { claim } of taken) this.#leases.hold(claim.attemptId, claim.leaseUntil);
    try {
      const facts = await this.#readFacts(taken);
      for (const { claim } of taken) await this.#run.hooks.at("after_revalidation", claim.actionId);
      const lanes = await Promise.all(lanesOf(taken).map((lane) => this.#executeLane(lane, facts, onEnd)));
      return lanes.flat();
    } catch (error) {
      // nothing was begun for any of them; recovery returns them once their leases have run out
      const results = taken.map((one) => this.#interrupted(one, error));
      for (const result of results) onEnd(result);
      return results;
    } finally {
      for (const { claim } of taken) this.#leases.drop(claim.attemptId);
    }
  }

  /** One customer's actions, one after the other, each in a slot. Never throws. */
  async #executeLane(
    lane: readonly Taken[],
    facts: ReadonlyMap<string, Facts>,
    onEnd: (result: ActionResult) => void,
  ): Promise<ActionResult[]> {
    const results: ActionResult[] = [];
    for (const one of lane) {
      const slots = KEPT_BY_KEY.has(one.action.operation.type) ? this.#keptSlots : this.#slots;
      const result = await slots.hold(() => this.#executeSafely(one, facts.get(one.claim.actionId)));
      results.push(result);
      onEnd(result);
    }
    return results;
  }

  /** The facts of all; where reading them together breaks, of each by itself, so that one cannot stop the others. */
  async #readFacts(taken: readonly Taken[]): Promise<Map<string, Facts>> {
    try {
      return await readFacts(this.#run, taken);
    } catch (error) {
      this.#run.runtime.logger.warn({ err: error }, "the facts of a batch could not be read together; they are read for each action");
      return new Map();
    }
  }

  async #executeSafely(taken: Taken, facts: Facts | undefined): Promise<ActionResult> {
    try {
      return await this.#executeOne(taken, facts);
    } catch (error) {
      return this.#interrupted(taken, error);
    } finally {
      this.#leases.drop(taken.claim.attemptId);
    }
  }

  async #executeOne(taken: Taken, read: Facts | undefined): Promise<ActionResult> {
    const run = this.#run;
    const { claim, action } = taken;
    const facts = read === undefined || isStale(run, read) ? await this.#freshFacts.add(taken) : read;
    const settlement = settlementOfFacts(run, taken, facts);
    if (settlement !== null) return endOne(run, { taken, facts }, settlement);
    await run.hooks.at("before_intent", claim.actionId);
    const intent = await this.#intents.add({ taken, facts });
    if (intent.kind === "ended") return intent.result;
    this.#leases.hold(claim.attemptId, intent.leaseUntil);
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
      takenOver: false,
    });
    await recorded(run, claim.actionId);
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
      await this.#followOns.of(actionId);
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
    const waiting = lanes.get(lane);
    if (waiting === undefined) lanes.set(lane, [one]);
    else waiting.push(one);
  }
  return [...lanes.values()];
}
