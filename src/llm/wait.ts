import { setTimeout as delay } from "node:timers/promises";

/** Waits so long, or until `signal` aborts; never rejects. Tests hand in one that they drive. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export const realWait: Wait = (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => {});
