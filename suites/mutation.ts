/**
 * `npm run mutation`: changes the code of the protocol, revalidation, outreach and executor a little, thousands of
 * times, and sees whether a test notices. Survivors are listed, each with what became of it. `--area=<name>` takes one
 * area, `--only=<file>` one file of it, `--every=<n>` one in so many mutants and `--seed=<n>` where the sample begins;
 * `--seconds=<n>` lets tests compute for so long at most for each. `--trial` tries the suite itself instead, on code of
 * which it is known what becomes of its mutants. It takes hours for all areas and is no part of CI.
 */
import { AREA_NAMES, type AreaName } from "./mutation/areas.ts";
import { mutateArea } from "./mutation/mutateArea.ts";
import type { Fate } from "./mutation/fate.ts";
import { trySuite } from "./mutation/trySuite.ts";
import { runSuite, say } from "./support/report.ts";

/** Mutants of a hundred that have to be noticed. */
const BAR = 88;

const option = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

function areas(): readonly AreaName[] {
  const wanted = option("area");
  if (wanted === undefined) return AREA_NAMES;
  const found = AREA_NAMES.filter((name) => name === wanted);
  if (found.length === 0) throw new Error(`There is no area ${wanted}: choose one of ${AREA_NAMES.join(", ")}.`);
  return found;
}

interface Score {
  /** Percent of all that were tried or should have been: what no test comes by counts like what all tests miss. */
  readonly score: number;
  readonly mutants: number;
  readonly survived: number;
  /** Why each survived. */
  readonly as: Partial<Record<Fate, number>>;
}

const counts = (fates: readonly Fate[]): Partial<Record<Fate, number>> =>
  fates.reduce<Partial<Record<Fate, number>>>((sum, fate) => ({ ...sum, [fate]: (sum[fate] ?? 0) + 1 }), {});

await runSuite("mutation", async () => {
  if (process.argv.includes("--trial")) return trySuite();
  const options = {
    only: option("only"),
    every: Number(option("every") ?? 1),
    seed: Number(option("seed") ?? 0),
    mostSeconds: Number(option("seconds") ?? 20),
  };
  const scores: Record<string, Score> = {};
  for (const name of areas()) {
    say(name);
    const { mutants, noticed, survivors } = await mutateArea(name, options);
    for (const { place, mutator, replacement, fate } of survivors) say(`  ${fate} ${place} ${mutator}: ${replacement.slice(0, 120)}`);
    const score = Math.floor((noticed / Math.max(1, mutants)) * 1000) / 10;
    scores[name] = { score, mutants, survived: survivors.length, as: counts(survivors.map(({ fate }) => fate)) };
    say(`${name}: ${score} % of ${mutants} mutants were noticed`);
  }
  const { every, seed, mostSeconds } = options;
  const ok = Object.values(scores).every(({ score, mutants }) => mutants > 0 && score >= BAR);
  return { ok, bar: BAR, every, seed, mostSeconds, scores };
});
