import { setImmediate as nextTurn } from "node:timers/promises";
import type { Slots } from "./slots.ts";

interface Waiting<I, R> {
  readonly item: I;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: items that arrive while a flush is under way go together into the next one, so that many
 * actions share a transaction without any of them waiting for company. One item alone is flushed at once.
 *
 * When a flush of several fails, each is flushed by itself, so that one cannot take the others down.
 */
export class Batcher<I, R> {
  readonly #flush: (items: readonly I[]) => Promise<readonly R[]>;
  readonly #maxSize: number;
  readonly #flushers: number;
  readonly #gate: Slots | undefined;
  readonly #waiting: Waiting<I, R>[] = [];
  #flushing = 0;

  constructor(options: {
    readonly maxSize: number;
    /** Flushes at once; one by default. */
    readonly flushers?: number;
    /** Passed before the items of a flush are chosen, so that whatever becomes ready meanwhile joins it. */
    readonly gate?: Slots;
    readonly flush: (items: readonly I[]) => Promise<readonly R[]>;
  }) {
    this.#flush = options.flush;
    this.#maxSize = options.maxSize;
    this.#flushers = options.flushers ?? 1;
    this.#gate = options.gate;
  }

  /** The item's own result, once the transaction that holds it is committed. */
  add(item: I): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#flushing < this.#flushers) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#flushing += 1;
    // whatever else becomes ready in this turn of the event loop joins the first flush
    await nextTurn();
    const next = (): Promise<void> => this.#flushTogether(this.#waiting.splice(0, this.#maxSize));
    while (this.#waiting.length > 0) await (this.#gate === undefined ? next() : this.#gate.hold(next));
    this.#flushing -= 1;
  }

  async #flushTogether(batch: readonly Waiting<I, R>[]): Promise<void> {
    // another flusher took them while this one waited at the gate
    if (batch.length === 0) return;
    try {
      const results = await this.#flush(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index]!);
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error);
      else for (const one of batch) await this.#flushTogether([one]);
    }
  }
}
