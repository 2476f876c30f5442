/**
 * `npm run bench`: what the product does in a second, beside references on the same PostgreSQL in the same run. Each
 * section is a file of this folder. `--long` runs the full form, `--only=<words>` the sections whose name holds the
 * words. The last line is one JSON object; its `ok` says whether every section met its bar.
 */
import { parseArgs } from "node:util";
import { startSuiteDatabase } from "../suites/support/database.ts";
import { runSuite, say } from "../suites/support/report.ts";
import { analysing } from "./analysing.ts";
import { latency } from "./latency.ts";
import { memory } from "./memory.ts";
import { million } from "./million.ts";
import { odooCalls } from "./odooCalls.ts";
import { pipeline } from "./pipeline.ts";
import { recommending } from "./recommending.ts";
import type { BenchSection, Figures } from "./section.ts";

const SECTIONS: readonly BenchSection[] = [pipeline, odooCalls, latency, memory, recommending, analysing, million];

const { values } = parseArgs({ options: { long: { type: "boolean" }, only: { type: "string" } }, strict: false });
const long = values["long"] === true;
const only = String(values["only"] ?? "");

await runSuite("bench", async () => {
  const sections: Record<string, Figures> = {};
  const chosen = SECTIONS.filter(({ name, longOnly = false }) => name.includes(only) && (long || !longOnly));
  if (chosen.length === 0)
    throw new Error(`No section of this form is named ${only}: there are ${SECTIONS.map(({ name }) => name).join(", ")}.`);
  for (const section of chosen) {
    say(`${section.name}:`);
    // with the durability of production, on which the product and its references are compared
    await using database = await startSuiteDatabase({ maxConnections: 16, durable: true });
    sections[section.name] = await section.run({ database, long });
  }
  return { ok: Object.values(sections).every(({ ok }) => ok), form: long ? "long" : "short", ...sections };
});
