import module from "node:module";
import { setTimeout as delay } from "node:timers/promises";
import type { Running } from "#src/main/running.ts";
import type { Output } from "./output.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** The terminal or a service manager tells this process, and the one that started it passes the same on: within this time, in milliseconds. */
const ECHO_MS = 1_000;

/**
 * The first signal asks for a clean stop; a second one is left to end the process at once. The same signal right
 * after the first is that one, come a second way.
 */
export function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    let first: NodeJS.Signals | undefined;
    const begin = (signal: NodeJS.Signals): void => {
      if (first !== undefined) return;
      first = signal;
      for (const other of SIGNALS) if (other !== signal) process.off(other, begin);
      setTimeout(() => process.off(signal, begin), ECHO_MS).unref();
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, begin);
  });
}

/** What did not end in its time may hold on to the database; the process waits this much longer for it, in milliseconds. */
const LAST_WAIT_MS = 5_000;

/**
 * Keeps a process up until a signal or until it cannot go on, then drains it and closes it. Exit code 0 when all that
 * was in flight came to its end, 1 when not, or when the process stopped without being asked.
 */
export async function untilStopped(running: Running, signal: Promise<void>, drainSeconds: number, output: Output): Promise<void> {
  // all that is needed is loaded; a process that is killed would leave the next one to compile it again
  module.flushCompileCache();
  const lost = await Promise.race([signal.then(() => undefined), running.lost]);
  output.line();
  if (lost !== undefined) {
    process.exitCode = 1;
    if (output.json) process.stderr.write(`${lost}\n`);
    else output.line(output.colours.red(lost));
  }
  output.line(`Stopping: nothing new starts, what is in flight finishes (at most ${drainSeconds} s; Ctrl-C again ends it at once).`);
  const { drained } = await running.drain();
  if (drained) {
    await running[Symbol.asyncDispose]();
    output.line("Stopped.");
    return;
  }
  const late = `Stopped after ${drainSeconds} s with work in flight; recovery finishes it within a minute of its lease, here or in another process.`;
  if (output.json) process.stderr.write(`${late}\n`);
  else output.line(output.colours.red(late));
  await Promise.race([Promise.resolve(running[Symbol.asyncDispose]()).catch(() => {}), delay(LAST_WAIT_MS)]);
  // what still runs would keep the process up
  process.exit(1);
}
