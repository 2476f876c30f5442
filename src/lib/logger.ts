import { pino, type Logger as PinoLogger } from "pino";

export type Logger = PinoLogger;

/** Keys whose values never reach a log, at any depth the product logs. */
const SECRET_KEYS = ["password", "apiKey", "api_key", "authorization", "token", "secret", "cookie"];

/** A JSON-lines logger on standard error; standard output belongs to people and `--json`. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: undefined, redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[redacted]" } },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** A logger that says nothing, for tests. */
export const silentLogger: Logger = pino({ level: "silent" });
