import { AREAS, type AreaName } from "./areas.ts";
import { instrumentArea, type Mutant } from "./instrumentArea.ts";
import { tryWithStryker, type Tried } from "./stryker.ts";
import { tryWarm } from "./warm.ts";

export interface MutateOptions {
  /** One file of the area. */
  readonly only?: string | undefined;
  /** One in so many mutants: the figures are those of the sample. */
  readonly every: number;
  readonly mostSeconds: number;
  /** Processes of Stryker's; what is tried warm is tried by one. */
  readonly concurrency: number;
}

export interface AreaResult {
  readonly mutants: number;
  readonly noticed: number;
  readonly survivors: readonly Tried[];
}

/** Tries the mutants of one area: those met while a test runs in warm processes, those of loading in fresh ones. */
export async function mutateArea(name: AreaName, options: MutateOptions): Promise<AreaResult> {
  const instrumented = await instrumentArea(name, options.only);
  const mutants = instrumented.mutants.filter((_, index) => index % options.every === 0);
  if (mutants.length === 0) return { mutants: 0, noticed: 0, survivors: [] };
  const wanted = new Set(mutants.map(({ id }) => id));
  if (!AREAS[name].database) return tally(await inFreshProcesses(name, mutants, options));
  const { covered, noticed, onlyAtLoading } = await tryWarm({ area: name, instrumented, wanted, mostSeconds: options.mostSeconds });
  const loading = mutants.filter(({ id }) => onlyAtLoading.has(id));
  const warm = mutants
    .filter(({ id }) => !onlyAtLoading.has(id))
    .map(({ id, place, mutator, replacement }) => ({ place, mutator, replacement, noticed: covered.has(id) && noticed.has(id) }));
  return tally([...warm, ...(await inFreshProcesses(name, loading, options))]);
}

/** Stryker takes stretches of files, in which it may find more than what is asked about. */
async function inFreshProcesses(name: AreaName, mutants: readonly Mutant[], { concurrency }: MutateOptions): Promise<Tried[]> {
  if (mutants.length === 0) return [];
  const asked = new Set(mutants.map(keyOf));
  const tried = await tryWithStryker(name, { mutate: mutants.map(({ range }) => range), concurrency });
  return tried.filter((one) => asked.has(keyOf(one)));
}

const keyOf = ({ place, mutator, replacement }: Omit<Tried, "noticed">): string => `${place} ${mutator} ${replacement}`;

function tally(tried: readonly Tried[]): AreaResult {
  const survivors = tried.filter(({ noticed }) => !noticed).toSorted((a, b) => a.place.localeCompare(b.place, "en", { numeric: true }));
  return { mutants: tried.length, noticed: tried.length - survivors.length, survivors };
}
