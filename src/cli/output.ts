import picocolors from "picocolors";
import { asAiCooError } from "../lib/errors.ts";

export type Colours = ReturnType<typeof picocolors.createColors>;

/** The part of a stream that the command line needs; tests hand in their own. */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * Where a command says things. Results go to standard output, progress and errors to standard error,
 * so that `--json` prints one JSON document and nothing else.
 */
export interface Output {
  readonly json: boolean;
  readonly colours: Colours;
  /** Width of the terminal in columns; 100 where there is none. */
  readonly width: number;
  /** A line for people; silent under `--json`. */
  line(text?: string): void;
  /** The result for programs; silent without `--json`. */
  result(value: unknown): void;
  /** What long work is doing right now; replaced in place on a terminal, one line each elsewhere. */
  progress(text: string): void;
  /** Ends the progress line. */
  progressDone(): void;
  /** The error for people or, under `--json`, as an object on standard error. */
  error(error: unknown): void;
}

export interface OutputOptions {
  readonly json: boolean;
  readonly out: Stream;
  readonly err: Stream;
}

/** The real output: colours only on a terminal and where the environment does not say otherwise (NO_COLOR). */
export function createOutput({ json, out, err }: OutputOptions): Output {
  const colours = picocolors.createColors(out.isTTY === true && picocolors.isColorSupported);
  let progressing = false;
  const endProgress = (): void => {
    if (progressing && err.isTTY === true) err.write("\r\x1b[2K");
    progressing = false;
  };
  return {
    json,
    colours,
    width: Math.max(60, Math.min(out.columns ?? 100, 120)),
    line(text = "") {
      endProgress();
      if (!json) out.write(`${text}\n`);
    },
    result(value) {
      endProgress();
      if (json) out.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    progress(text) {
      if (json) return;
      err.write(err.isTTY === true ? `\r\x1b[2K${text}` : `${text}\n`);
      progressing = true;
    },
    progressDone: endProgress,
    error(thrown) {
      endProgress();
      const error = asAiCooError(thrown);
      if (json) {
        err.write(
          `${JSON.stringify({ error: { code: error.code, message: error.message, next: error.next, details: error.details } }, null, 2)}\n`,
        );
        return;
      }
      const red = picocolors.createColors(err.isTTY === true && picocolors.isColorSupported).red;
      err.write(`${red("error")} ${error.message} (${error.code})\n`);
      if (error.next !== undefined) err.write(`  what to do: ${error.next}\n`);
    },
  };
}
