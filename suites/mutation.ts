/**
 * `npm run mutation`: changes the code of the protocol, revalidation, outreach and executor a little, thousands of
 * times, and sees whether a test notices. Survivors are listed. `--area=<name>` takes one area, `--only=<file>` one
 * file of it, `--every=<n>` one in so many mutants, `--seconds=<n>` tries each for so long at most. It takes hours
 * for all areas and is no part of CI.
 */
import { AREA_NAMES, type AreaName } from "./mutation/areas.ts";
import { mutateArea } from "./mutation/mutateArea.ts";
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

await runSuite("mutation", async () => {
  const options = {
    only: option("only"),
    every: Number(option("every") ?? 1),
    mostSeconds: Number(option("seconds") ?? 20),
    concurrency: Number(option("concurrency") ?? 1),
  };
  const scores: Record<string, { readonly score: number; readonly mutants: number; readonly survived: number }> = {};
  for (const name of areas()) {
    say(name);
    const { mutants, noticed, survivors } = await mutateArea(name, options);
    for (const { place, mutator, replacement } of survivors) say(`  survived ${place} ${mutator}: ${replacement.slice(0, 120)}`);
    scores[name] = { score: Math.floor((noticed / Math.max(1, mutants)) * 1000) / 10, mutants, survived: survivors.length };
    say(`${name}: ${scores[name].score} % of ${mutants} mutants were noticed`);
  }
  const { every, mostSeconds } = options;
  const ok = Object.values(scores).every(({ score, mutants }) => mutants > 0 && score >= BAR);
  return { ok, bar: BAR, every, mostSeconds, scores };
});
