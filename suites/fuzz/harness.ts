import * as fc from "fast-check";

/** What may be wrong with a case; each kind is counted, and the bar for each is none. */
export const FAULT_KINDS = ["crash", "hang", "leak", "state", "code", "accepted", "outcome", "effect"] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  readonly sentence: string;
}

export const fault = (kind: FaultKind, sentence: string): Fault => ({ kind, sentence });

/** The first fault of several looks, or none. */
export const firstOf = (...faults: readonly (Fault | null)[]): Fault | null => faults.find((one) => one !== null) ?? null;

/** A kind of case: how one is made, and what is wrong with what the product does about it. */
export interface Trial<T> {
  /** Such as `protocol/mutated`; its cases follow from this name and the seed. */
  readonly name: string;
  /** Cases in the short form; the long form has ten times as many. */
  readonly share: number;
  readonly arbitrary: fc.Arbitrary<T>;
  judge(value: T): Promise<Fault | null> | Fault | null;
  /** Longer than any case of it takes on a busy machine, in milliseconds; 20,000 unless told. */
  readonly hangMs?: number;
  /** The case as a person reads it; JSON unless told. */
  show?(value: T): string;
}

export interface Failure extends Fault {
  readonly unit: string;
  /** `--seed=… --only=…` replays the unit; the path leads to the shrunken case. */
  readonly unitSeed: number;
  readonly path: string;
  readonly example: string;
}

export interface UnitReport {
  readonly unit: string;
  readonly cases: number;
  readonly failures: readonly Failure[];
  readonly seconds: number;
}

export interface ExploreOptions {
  readonly seed: number;
  readonly factor: number;
  readonly only: string;
}

/** Failures of one unit that are looked for before its remaining cases are left. */
const MOST_FAILURES = 3;
/** Runs spent on making a failing case smaller. */
const MOST_SHRINKS = 150;
const LONGEST_EXAMPLE = 3_000;
/** Nothing here takes this long unless it hangs. */
const HANG_MS = 20_000;

/** Runs a trial's cases; a failing one is minimised, reported, and the rest go on. Null when it was not asked for. */
export async function explore<T>(trial: Trial<T>, { seed, factor, only }: ExploreOptions): Promise<UnitReport | null> {
  if (!trial.name.includes(only)) return null;
  const started = performance.now();
  const failures: Failure[] = [];
  const total = Math.ceil(trial.share * factor);
  const count = { cases: 0 };
  for (let round = 0; count.cases < total && failures.length < MOST_FAILURES; round++) {
    const unitSeed = seedOf(seed, trial.name, round);
    let found: Fault | undefined;
    let shrinks = 0;
    const property = fc.asyncProperty(trial.arbitrary, async (value) => {
      if (found === undefined) count.cases += 1;
      else if (++shrinks > MOST_SHRINKS) return;
      const verdict = await judged(trial, value);
      // a smaller case counts only when it shows the same fault
      if (verdict === null || (found !== undefined && verdict.kind !== found.kind)) return;
      found = verdict;
      throw new Error(verdict.sentence);
    });
    const result = await fc.check(property, { seed: unitSeed, numRuns: total - count.cases });
    if (!result.failed || found === undefined) break;
    const [value] = result.counterexample ?? [];
    failures.push({
      ...found,
      unit: trial.name,
      unitSeed,
      path: result.counterexamplePath ?? "",
      example: value === undefined ? "" : shown(trial, value),
    });
  }
  return { unit: trial.name, cases: count.cases, failures, seconds: Math.round((performance.now() - started) / 100) / 10 };
}

/** What runs now; an error that nobody waits for is told with it. */
export const running = { unit: "" };

async function judged<T>(trial: Trial<T>, value: T): Promise<Fault | null> {
  running.unit = trial.name;
  const { hangMs = HANG_MS } = trial;
  let timer: NodeJS.Timeout | undefined;
  try {
    const verdict = trial.judge(value);
    if (!(verdict instanceof Promise)) return verdict;
    const hang = new Promise<Fault>((resolve) => {
      timer = setTimeout(() => resolve(fault("hang", `nothing came of it within ${hangMs} ms`)), hangMs);
    });
    return await Promise.race([verdict, hang]);
  } catch (error) {
    return fault("crash", error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    clearTimeout(timer);
  }
}

function shown<T>(trial: Trial<T>, value: T): string {
  const text = trial.show === undefined ? fc.stringify(value) : trial.show(value);
  return text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}… (${text.length} characters)` : text;
}

/** A seed of 31 bits for one round of one unit (FNV-1a). */
function seedOf(seed: number, name: string, round: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${name}/${round}`) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash & 0x7fffffff;
}
