import { setTimeout as delay } from "node:timers/promises";
import type { OpenOdoo } from "./odoo.ts";
import { untilGone } from "./processes.ts";

/** A process of the product that is up: everything, the page alone, or a worker alone. */
export interface Running extends AsyncDisposable {
  /** Resolves when it cannot go on, with a sentence that says why; stays open otherwise. */
  readonly lost: Promise<string>;
  /**
   * Takes nothing new and finishes what is in flight, at most for the time of `DRAIN_SECONDS`. Where `drained` is
   * false something was still running at its end: recovery in another process, or at the next start, finishes it.
   */
  drain(): Promise<{ readonly drained: boolean }>;
}

/** Resolves when the process that serves the simulated company is gone: without it nothing can be read or done. */
export function companyLost(odoo: OpenOdoo): { readonly lost: Promise<string>; stop(): void } {
  const { servedBy } = odoo;
  if (servedBy === null) return { lost: new Promise(() => {}), stop: () => {} };
  const watch = untilGone(servedBy);
  const sentence = `Process ${servedBy}, which served the simulated company, has ended, so this one stops too. Start it again to go on.`;
  return { lost: watch.gone.then(() => sentence), stop: () => watch.stop() };
}

/** Whether it came to its end within this time. */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const waiting = new AbortController();
  const late = delay(milliseconds, false, { signal: waiting.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    waiting.abort();
  }
}
