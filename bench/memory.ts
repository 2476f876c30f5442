import { say } from "../suites/support/report.ts";
import { playRound } from "./pipeline/round.ts";
import { rounded, type BenchSection, type Figures } from "./section.ts";

const ACTIONS = 100_000;
const ROUNDS = 20;
/** What garbage collection may leave more at the end than after the first rounds. */
const MOST_GROWTH = 1.2;

/** Whether a worker's memory stays the same over a hundred thousand actions, measured after a collection in each round. */
export const memory: BenchSection = {
  name: "memory",
  longOnly: true,
  async run({ database }): Promise<Figures> {
    const collect = globalThis.gc;
    if (collect === undefined) throw new Error("Run it as `node --expose-gc bench/main.ts --long`, so that memory can be measured.");
    const megabytes: number[] = [];
    const faults: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const options = { name: "memory", organisations: 1, actions: ACTIONS / ROUNDS, mix: "mail, task, note", delayMs: 0 } as const;
      faults.push(...(await playRound(database, options)).faults);
      await collect({ execution: "async" });
      megabytes.push(Math.round(process.memoryUsage().heapUsed / 1_000_000));
      say(`  after ${((round + 1) * ACTIONS) / ROUNDS}: ${megabytes.at(-1)} MB`);
    }
    // the first rounds fill caches: compiled code, prepared statements
    const start = Math.max(...megabytes.slice(1, 5));
    const end = Math.max(...megabytes.slice(-4));
    return { ok: faults.length === 0 && end / start <= MOST_GROWTH, actions: ACTIONS, megabytes, growth: rounded(end / start), faults };
  },
};
