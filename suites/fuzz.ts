/**
 * `npm run fuzz`: what others send, answer and store, broken in every way that could be thought of. Valid documents,
 * requests and answers are taken and one to three things in them are broken; judges written apart from the product
 * say what may come of it. 100,000 cases; `--long` plays a million. `--seed=N` replays a run, `--only=<words>` the
 * units whose names hold the words.
 */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { FAULT_KINDS, type ExploreOptions, type UnitReport, running } from "./fuzz/harness.ts";
import { LANES, lanesFor, type LaneName, type LaneReport } from "./fuzz/lanes.ts";
import { runSuite, say } from "./support/report.ts";

interface Order extends ExploreOptions {
  readonly lane: LaneName;
}

if (isMainThread) await runSuite("fuzz", main);
else
  await play(workerData as Order).catch((error: unknown) => {
    // a lane that cannot even begin says why, instead of ending as if it had
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });

async function main() {
  const argument = (name: string): string | undefined => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
  const long = process.argv.includes("--long");
  const seed = Number(argument("seed") ?? Math.floor(Math.random() * 0x7fffffff));
  const factor = Number(argument("factor") ?? (long ? 10 : 1));
  const only = argument("only") ?? "";
  say(`seed ${seed}: replay with --seed=${seed}${long ? " --long" : ""}`);
  const reports = await Promise.all(lanesFor(only).map((lane) => inThread({ lane, seed, factor, only })));
  const units = reports.flatMap((report) => report.units);
  const stray = reports.flatMap((report) => report.stray);
  const failures = units.flatMap((unit) => unit.failures);
  for (const { unit, kind, sentence, unitSeed, path, example } of failures) {
    say(`NOT OK ${unit} (${kind}): ${sentence}`);
    say(`  smallest case (seed ${unitSeed}, path ${path}): ${example}`);
  }
  for (const line of stray) say(`NOT OK nobody waited for an error: ${line}`);
  const found = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, failures.filter((one) => one.kind === kind).length]));
  const cases = units.reduce((sum, unit) => sum + unit.cases, 0);
  return {
    ok: failures.length === 0 && stray.length === 0 && (only !== "" || cases >= 100_000 * Math.min(factor, 10)),
    form: long ? "long" : "short",
    seed,
    cases,
    ...found,
    unhandledRejections: stray.length,
    allowedChanges: reports.flatMap((report) => report.allowedChanges),
    byUnit: Object.fromEntries(units.map((unit) => [unit.unit, unit.cases])),
    ...Object.assign({}, ...reports.map((report) => report.figures)),
  };
}

function inThread(order: Order): Promise<LaneReport> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: order, argv: process.argv.slice(2) });
    thread.on("message", (message: { unit?: UnitReport; done?: LaneReport }) => {
      if (message.unit !== undefined) {
        const { unit, cases, failures, seconds } = message.unit;
        say(`${failures.length === 0 ? "ok    " : "NOT OK"} ${unit}: ${cases} cases in ${seconds} s`);
      }
      if (message.done !== undefined) resolve(message.done);
    });
    thread.once("error", reject);
    thread.once("exit", (code) => reject(new Error(`the lane ${order.lane} ended with ${code}`)));
  });
}

/** From a thread to the one that started it. */
function report(message: { unit?: UnitReport; done?: LaneReport }): void {
  // eslint-disable-next-line unicorn/require-post-message-target-origin
  parentPort!.postMessage(message);
}

async function play({ lane, ...options }: Order): Promise<void> {
  const stray: string[] = [];
  const note = (what: string) => (error: unknown) =>
    stray.push(`${what} around ${running.unit}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.on("unhandledRejection", note("unhandled rejection"));
  process.on("uncaughtException", note("uncaught exception"));
  const result = await LANES[lane](options, (unit) => report({ unit }));
  // what still waits for its turn may yet be rejected
  await new Promise((resolve) => setTimeout(resolve, 100));
  report({ done: { ...result, stray } satisfies LaneReport });
  process.exit(0);
}
