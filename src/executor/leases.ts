import { withTransaction, type Context } from "#src/db/index.ts";
import { renewLeases } from "#src/actions/index.ts";
import type { Logger } from "#src/lib/logger.ts";

/**
 * Keeps the leases of the attempts that are being worked on. An attempt that somebody took over, or whose
 * lease could not be renewed in time, is no longer held: its effect may not begin.
 */
export class LeaseKeeper implements AsyncDisposable {
  readonly #ctx: Context;
  readonly #workerId: string;
  readonly #leaseMs: number;
  readonly #logger: Logger;
  readonly #held = new Map<string, Date>();
  readonly #timer: NodeJS.Timeout;
  #renewing: Promise<void> = Promise.resolve();

  constructor(ctx: Context, options: { readonly workerId: string; readonly leaseSeconds: number; readonly logger: Logger }) {
    this.#ctx = ctx;
    this.#workerId = options.workerId;
    this.#leaseMs = options.leaseSeconds * 1000;
    this.#logger = options.logger;
    this.#timer = setInterval(() => void this.renew(), Math.max(this.#leaseMs / 3, 50));
    this.#timer.unref();
  }

  hold(attemptId: string, leaseUntil: Date): void {
    this.#held.set(attemptId, leaseUntil);
  }

  drop(attemptId: string): void {
    this.#held.delete(attemptId);
  }

  /** Whether the attempt is this worker's at this moment, as far as it can know. */
  isHeld(attemptId: string): boolean {
    const until = this.#held.get(attemptId);
    return until !== undefined && this.#ctx.clock.now() < until;
  }

  /** Prolongs all of them now; one renewal at a time. */
  renew(): Promise<void> {
    this.#renewing = this.#renewing.then(() => this.#renewOnce());
    return this.#renewing;
  }

  async #renewOnce(): Promise<void> {
    const attemptIds = [...this.#held.keys()];
    if (attemptIds.length === 0) return;
    const leaseUntil = new Date(this.#ctx.clock.now().getTime() + this.#leaseMs);
    try {
      const own = await withTransaction(this.#ctx, (inner) => renewLeases(inner, { workerId: this.#workerId, attemptIds, leaseUntil }));
      for (const id of attemptIds) {
        if (!this.#held.has(id)) continue;
        if (own.has(id)) this.#held.set(id, leaseUntil);
        else this.#held.delete(id);
      }
    } catch (error) {
      // the lease simply runs on; if it runs out, another worker takes over
      this.#logger.warn({ err: error }, "leases could not be renewed");
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewing;
  }
}
