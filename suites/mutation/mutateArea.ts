import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, matchesGlob } from "node:path";
import { startTestServer } from "#test/support/globalSetup.ts";
import { AREAS, type AreaName } from "./areas.ts";
import type { Tried } from "./fate.ts";
import { tryFresh } from "./fresh.ts";
import { instrumentArea } from "./instrumentArea.ts";
import type { Bench } from "./runVitest.ts";
import { tryWarm } from "./warm.ts";

/** How many files try once more what warm processes missed: the quickest that come by. */
const MOST_FRESH_FILES = 3;

export interface MutateOptions {
  /** One file of the area. */
  readonly only?: string | undefined;
  /** One in so many mutants: the figures are those of the sample. */
  readonly every: number;
  /** Where among them the sample begins. */
  readonly seed: number;
  /** What tests compute for one mutant at most. */
  readonly mostSeconds: number;
}

export interface AreaResult {
  readonly mutants: number;
  readonly noticed: number;
  readonly survivors: readonly Tried[];
}

/** Tries the mutants of one area: those met while a test runs in warm processes, those of loading in fresh ones. */
export async function mutateArea(name: AreaName, options: MutateOptions): Promise<AreaResult> {
  const instrumented = await instrumentArea(name, options.only);
  const mutants = instrumented.mutants.filter((_, index) => (index + options.seed) % options.every === 0);
  if (mutants.length === 0) return { mutants: 0, noticed: 0, survivors: [] };
  const folder = await mkdtemp(join(tmpdir(), "ai-coo-mutation-"));
  const server = AREAS[name].database ? await startTestServer() : undefined;
  try {
    await writeFile(join(folder, "code.json"), JSON.stringify(instrumented.code));
    const bench: Bench = { area: name, folder, server: server?.connectionString };
    const wanted = new Set(mutants.map(({ id }) => id));
    const { fateOf, onlyAtLoading, missed } = await tryWarm({ bench, instrumented, wanted, mostSeconds: options.mostSeconds });
    const isForLoading = (file: string): boolean => AREAS[name].atLoading.some((pattern) => matchesGlob(file, pattern));
    const fresh = await tryFresh(
      bench,
      new Map([
        ...[...onlyAtLoading].map(([id, files]) => [id, files.filter(isForLoading)] as const),
        // a warm process may go by what it kept from before the mutant was on
        ...[...missed].map(([id, files]) => [id, files.slice(0, MOST_FRESH_FILES)] as const),
      ]),
    );
    return tally(
      mutants.map(({ id, place, mutator, replacement }) => ({ place, mutator, replacement, fate: fresh.get(id) ?? fateOf(id) })),
    );
  } finally {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function tally(tried: readonly Tried[]): AreaResult {
  const survivors = tried
    .filter(({ fate }) => fate !== "noticed")
    .toSorted((a, b) => a.place.localeCompare(b.place, "en", { numeric: true }));
  return { mutants: tried.length, noticed: tried.length - survivors.length, survivors };
}
