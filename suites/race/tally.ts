import { AiCooError, type ErrorCode } from "#src/lib/errors.ts";

/** What became of many that wanted the same at once. */
export interface Tally<T> {
  readonly won: readonly T[];
  /** Losers by the code of their error. */
  readonly lost: Readonly<Record<string, number>>;
  /** Errors that have no code, or one that this race does not allow. */
  readonly strangers: readonly string[];
}

/** Starts all of them before it waits for any. */
export async function race<T>(runs: readonly (() => Promise<T>)[], allowed: readonly ErrorCode[]): Promise<Tally<T>> {
  const ends = await Promise.allSettled(runs.map((run) => run()));
  const won: T[] = [];
  const lost: Record<string, number> = {};
  const strangers: string[] = [];
  for (const end of ends) {
    if (end.status === "fulfilled") {
      won.push(end.value);
      continue;
    }
    const error: unknown = end.reason;
    const code = error instanceof AiCooError ? error.code : "untyped";
    lost[code] = (lost[code] ?? 0) + 1;
    if (!(error instanceof AiCooError) || !allowed.includes(error.code)) strangers.push(describe(error));
  }
  return { won, lost, strangers };
}

export const describe = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

export const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

/** Counts by what `key` says of each. */
export function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

/** Adds the counts of `more` to `counts`. */
export function addTo(counts: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [key, count] of Object.entries(more)) counts[key] = (counts[key] ?? 0) + count;
}

/** A sentence for everything that is not as it must be. */
export class Faults {
  readonly list: string[] = [];

  expect(holds: boolean, otherwise: string): void {
    if (!holds) this.list.push(otherwise);
  }

  equal(what: string, is: unknown, wanted: unknown): void {
    this.expect(JSON.stringify(is) === JSON.stringify(wanted), `${what}: ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`);
  }

  none(what: string, list: readonly string[]): void {
    this.expect(list.length === 0, `${what}: ${list.slice(0, 3).join(" | ")}`);
  }
}

/** What one round of a scene came to. */
export interface Round {
  readonly faults: readonly string[];
  /** How often each thing happened, for the figures. */
  readonly counts: Readonly<Record<string, number>>;
}

/** One race, played in an organisation of its own. */
export interface Scene<World> {
  readonly name: string;
  play(world: World, round: number): Promise<Round>;
}
