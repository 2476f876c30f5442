/** What a suite came to: `ok` is the bar of its form, the rest are figures. */
export interface SuiteResult {
  readonly ok: boolean;
  readonly [figure: string]: unknown;
}

/** One line of progress, for the person who watches. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs a suite as a command: its last line is one JSON object, and the exit code is 1 when it is not ok. A suite
 * that breaks is not ok, and says why.
 */
export async function runSuite(suite: string, run: () => Promise<SuiteResult>): Promise<void> {
  const started = performance.now();
  const result = await run().catch((error: unknown): SuiteResult => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  });
  const { ok, ...figures } = result;
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  process.exitCode = ok ? 0 : 1;
  say(JSON.stringify({ suite, ok, ...figures, seconds }));
}
