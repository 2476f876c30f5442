import type { SuiteDatabase } from "../suites/support/database.ts";

export interface BenchOptions {
  readonly database: SuiteDatabase;
  /** The full form: minutes in place of seconds, and the sections that need them. */
  readonly long: boolean;
}

/** What a section came to: `ok` is the bar of its form, the rest are figures. */
export interface Figures {
  readonly ok: boolean;
  readonly [figure: string]: unknown;
}

/** One part of the bench, a file of its own beside `main.ts`. */
export interface BenchSection {
  readonly name: string;
  /** Runs only with `--long`. */
  readonly longOnly?: boolean;
  run(options: BenchOptions): Promise<Figures>;
}

/** The middle one; of an even number the lower of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

/** The value that `share` of the values stay under. */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
}

export const rounded = (value: number, digits = 2): number => Math.round(value * 10 ** digits) / 10 ** digits;
