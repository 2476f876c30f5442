import { pino, type DestinationStream, type Logger as PinoLogger } from "pino";

export type Logger = PinoLogger;

/** Keys whose values never reach a log, at any depth the product logs. */
const SECRET_KEYS = ["password", "apiKey", "api_key", "authorization", "token", "secret", "cookie"];

/** A JSON-lines logger on standard error; standard output belongs to people and `--json`. */
export function createLogger(level: string, destination: DestinationStream = pino.destination({ dest: 2, sync: true })): Logger {
  return pino(
    {
      level,
      base: undefined,
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[redacted]" },
      // whoever logs an error under another name is served too
      serializers: { err: describeError, error: describeError, cause: describeError },
    },
    destination,
  );
}

/** A logger that says nothing, for tests. */
export const silentLogger: Logger = pino({ level: "silent" });

/** Causes followed; more would be a circle. */
const MOST_CAUSES = 5;

interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly statement?: string;
  readonly stack?: string;
  readonly cause?: unknown;
}

/**
 * An error for the log, with its causes and without the values it was about. The database's errors repeat the
 * parameters of the query (addresses, texts of mails) in their message, stack and detail: of those remain the
 * statement and the SQLSTATE.
 */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === "object" && error !== null ? "[not an error]" : error;
  const cause = error.cause === undefined || depth >= MOST_CAUSES ? {} : { cause: describeError(error.cause, depth + 1) };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const described: DescribedError = { type: error.name, message: error.message, ...code, ...framesOf(error), ...cause };
  if ("query" in error && typeof error.query === "string") {
    return { ...described, message: "A query of the database failed.", statement: error.query };
  }
  // the server's own sentences carry values too: duplicate keys, rows that break a check, texts that are no number
  if (isDatabaseError(error)) return { ...described, message: `The database refused it with SQLSTATE ${error.code}.` };
  return described;
}

/** Where it happened, without the message that a stack begins with. */
function framesOf(error: Error): { readonly stack?: string } {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return frames.length === 0 ? {} : { stack: frames.join("\n") };
}

function isDatabaseError(error: Error): error is Error & { readonly code: string } {
  return "code" in error && typeof error.code === "string" && /^[0-9A-Z]{5}$/.test(error.code) && "severity" in error;
}
