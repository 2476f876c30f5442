/**
 * `npm run crashpoints`: a worker with one action of every operation in flight is killed with SIGKILL after everything
 * that it waits for, while the providers do every kind of thing to it; another recovers, and is killed in its recovery;
 * a last one finishes. Then the stand-ins' ledgers and the database are held to the bar. The points are found in the
 * code (`crashpoints/instrument.ts`), so a new await is tried without anybody naming it.
 *
 * The short form tries every point once, with the faults in turn, and has one process work for a dozen organisations,
 * each of which stops for ever at its own point: to start processes is most of what it costs. `--long` tries every point
 * with every fault, on Odoo 19 and 14, in a process for each, killed at the very moment. `--together=<n>` says how many
 * live in one process; `--seed=<number>` repeats a run; `--only=<words>` kills only at points whose name holds the words;
 * `--verbose` prints the points that nothing came by.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SAFE_OPERATIONS } from "#src/protocol/index.ts";
import { bundleWorker } from "./crashpoints/bundle.ts";
import { tryEverything } from "./crashpoints/plan.ts";
import { startSuiteDatabase } from "./support/database.ts";
import { runSuite, say } from "./support/report.ts";

const long = process.argv.includes("--long");
const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length) ?? "";
const verbose = process.argv.includes("--verbose");
const together = Number(
  process.argv.find((argument) => argument.startsWith("--together="))?.slice("--together=".length) ?? (long ? 1 : 12),
);
const seed = Number(process.argv.find((argument) => argument.startsWith("--seed="))?.slice("--seed=".length) ?? Date.now() % 1_000_000);

await runSuite("crashpoints", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ai-coo-crashpoints-"));
  try {
    const worker = await bundleWorker(folder);
    say(`${worker.points.length} points in ${new Set(worker.points.map(({ file }) => file)).size} files, seed ${seed}`);
    await using database = await startSuiteDatabase({ maxConnections: 8 });
    const figures = await tryEverything({ worker, database, long, seed, verbose, only, together });
    return { form: long ? "long" : "short", seed, together, operations: SAFE_OPERATIONS.length, ...figures };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
