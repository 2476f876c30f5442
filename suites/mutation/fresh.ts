import { say } from "../support/report.ts";
import type { Fate } from "./fate.ts";
import { type Bench, runVitest } from "./runVitest.ts";

/**
 * Tries each mutant in a process of its own, in which it is on before anything is loaded, with the given test files: the
 * way for what is worked out once and kept.
 */
export async function tryFresh(bench: Bench, filesOf: ReadonlyMap<string, readonly string[]>): Promise<Map<string, Fate>> {
  const fates = new Map<string, Fate>();
  const files = [...new Set([...filesOf.values()].flat())];
  say(`  ${filesOf.size} mutants are tried in processes of their own, with ${files.length} files`);
  if (files.length > 0) {
    const { end } = await runVitest({ bench, files, env: { MUTATION_ACTIVE: NO_MUTANT }, bail: true });
    if (end !== "succeeded") throw new Error(`Nothing more was tried, because one of ${files.join(", ")} fails as the code is.`);
  }
  for (const [id, ofOne] of filesOf) {
    const fate = await tryOne(bench, id, ofOne);
    fates.set(id, fate);
    if (fate !== "noticed") say(`    ${fate}: ${id}`);
  }
  return fates;
}

/** An id that no mutant has. */
const NO_MUTANT = "none";

async function tryOne(bench: Bench, id: string, files: readonly string[]): Promise<Fate> {
  if (files.length === 0) return "unreached";
  for (let start = 0; start < 2; start++) {
    const { told, end } = await runVitest({ bench, files, env: { MUTATION_ACTIVE: id }, bail: true });
    if (end === "givenUp") return "untried";
    if (end === "succeeded") return "missed";
    // what does not end in time does so twice, or it was the machine
    if (end === "silent" || !told.some((line) => "late" in line) || start > 0) return "noticed";
  }
  return "timedOut";
}
