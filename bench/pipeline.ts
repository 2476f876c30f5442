import { say } from "../suites/support/report.ts";
import { bareTransactions } from "./pipeline/bare.ts";
import { dbosWorkflows } from "./references/dbos.ts";
import { pgBossJobs } from "./references/pgBoss.ts";
import { playRound, type RoundOptions } from "./pipeline/round.ts";
import { median, rounded, type BenchSection, type Figures } from "./section.ts";

interface Mode extends RoundOptions {
  /** What it has to reach of the bare transaction's rate. */
  readonly bar: number;
}

const MODES = (actions: number): readonly Mode[] => [
  { name: "several organisations", organisations: 4, actions, mix: "mail, task, note", delayMs: 0, bar: 1 },
  { name: "several organisations, mail only", organisations: 4, actions, mix: "mail", delayMs: 0, bar: 1 },
  { name: "one organisation", organisations: 1, actions, mix: "mail, task, note", delayMs: 0, bar: 0.9 },
  { name: "answers after 30 ms", organisations: 4, actions, mix: "mail, task, note", delayMs: 30, bar: 0.8 },
];

/**
 * The whole pipeline, claim to completed with every row, beside the bare transaction on the same server: medians of
 * rounds that alternate, so that whatever else the machine does falls on both.
 */
export const pipeline: BenchSection = {
  name: "pipeline",
  async run({ database, long }): Promise<Figures> {
    const modes = MODES(long ? 12_000 : 3_000);
    const rounds = long ? 5 : 3;
    const bare: number[] = [];
    const pgBoss: number[] = [];
    const dbos: number[] = [];
    const rates = new Map<string, number[]>(modes.map(({ name }) => [name, []]));
    const faults: string[] = [];
    // a round that does not count: the database and the program get to know what comes
    for (const mode of modes) faults.push(...(await playRound(database, { ...mode, actions: 300 })).faults);
    for (let round = 0; round < rounds; round++) {
      bare.push(await bareTransactions(database.connectionString, 4_000));
      say(`  bare transaction: ${Math.round(bare.at(-1)!)}/s`);
      pgBoss.push(await pgBossJobs(database.connectionString, 2_000));
      say(`  pg-boss, empty jobs: ${Math.round(pgBoss.at(-1)!)}/s`);
      dbos.push(await dbosWorkflows(database.connectionString, 200));
      say(`  DBOS, six empty steps: ${Math.round(dbos.at(-1)!)}/s`);
      for (const mode of modes) {
        const result = await playRound(database, mode);
        rates.get(mode.name)!.push(result.perSecond);
        faults.push(...result.faults.map((fault) => `${mode.name}: ${fault}`));
        say(`  ${mode.name}: ${Math.round(result.perSecond)}/s${result.faults.length === 0 ? "" : ` NOT OK ${result.faults.join(", ")}`}`);
      }
    }
    const reference = median(bare);
    const figures = modes.map(({ name, bar }) => {
      const perSecond = median(rates.get(name)!);
      return { name, perSecond: Math.round(perSecond), ofBare: rounded(perSecond / reference), bar, ok: perSecond / reference >= bar };
    });
    const whole = figures[0]!.perSecond;
    const others = [
      { name: "pg-boss, empty jobs", perSecond: median(pgBoss), bar: 1.5 },
      { name: "DBOS, six empty steps", perSecond: median(dbos), bar: 10 },
    ].map(({ name, perSecond, bar }) => ({
      name,
      perSecond: Math.round(perSecond),
      times: rounded(whole / perSecond),
      bar,
      ok: whole / perSecond >= bar,
    }));
    return {
      ok: faults.length === 0 && [...figures, ...others].every(({ ok }) => ok),
      bareTransactionsPerSecond: Math.round(reference),
      others,
      modes: figures,
      faults: faults.slice(0, 20),
    };
  },
};
