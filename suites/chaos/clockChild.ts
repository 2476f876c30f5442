/**
 * Loaded into a process of the product before anything else: its wall clock can jump. It stands `CHAOS_CLOCK_MS`
 * ahead from the start; a message on the channel to the suite moves it to another distance, and the process says there
 * when it was held up. Nothing of the product knows of it. Waiting times are not touched, as they are not when somebody sets a real clock.
 */
let ahead = Number(process.env["CHAOS_CLOCK_MS"] ?? 0);
const RealDate = Date;

class MovedDate extends RealDate {
  constructor(...values: readonly unknown[]) {
    if (values.length === 0) super(RealDate.now() + ahead);
    else super(...(values as [number]));
  }

  static override now(): number {
    return RealDate.now() + ahead;
  }
}

/** Held up for longer than this a worker may lose a lease that it would have renewed in time. */
const STALL_MS = 1_000;
const LOOK_MS = 100;

Object.defineProperty(globalThis, "Date", { value: MovedDate, configurable: true, writable: true });

if (process.channel !== undefined && process.channel !== null) {
  process.on("message", (moved: unknown) => {
    if (typeof moved === "number") ahead = moved;
  });
  // a judge that broke leaves nobody behind
  process.on("disconnect", () => process.exit(1));
  // a machine that gives a process no time freezes it as a signal does; only the process itself can tell
  let lastTurn = performance.now();
  setInterval(() => {
    const heldUpMs = performance.now() - lastTurn - LOOK_MS;
    lastTurn = performance.now();
    if (heldUpMs > STALL_MS) process.send?.({ heldUpMs });
  }, LOOK_MS).unref();
  // the channel alone keeps no process up
  process.channel.unref();
}
