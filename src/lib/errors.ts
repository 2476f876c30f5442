/**
 * The closed list of everything that can go wrong, one code each.
 *
 * A code is part of the API: HTTP, CLI and jobs map it once, by an exhaustive switch. Messages are for
 * people and say what happened and what was not done; `next` says what to do about it. Nothing matches
 * on message text, and a message never holds a secret or a traceback.
 */
export const ERROR_CODES = [
  // asked wrongly
  "invalid_input",
  "unauthenticated",
  "forbidden",
  "not_found",
  // the state of an action does not allow it
  "conflict",
  "expired",
  "fingerprint_mismatch",
  "stopped",
  "already_contacted",
  "lease_lost",
  // Odoo
  "odoo_unreachable",
  "odoo_timeout",
  "odoo_unauthenticated",
  "odoo_forbidden",
  "odoo_missing_record",
  "odoo_refused",
  "odoo_bad_answer",
  // mail and SMS providers
  "provider_unreachable",
  "provider_refused",
  "provider_unknown_outcome",
  // this installation
  "config_invalid",
  "database_unreachable",
  "already_running",
  "port_taken",
  "draining",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface ErrorOptions {
  /** What to do next: a command, a variable, the likely causes. */
  readonly next?: string;
  /** Facts for a program, safe to show: ids, field names, limits. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The only error class that crosses a folder's border; `code` tells them apart. */
export class AiCooError extends Error {
  readonly code: ErrorCode;
  readonly next: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AiCooError";
    this.code = code;
    this.next = options.next;
    this.details = options.details;
  }
}

/** Whether `error` carries this code. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): error is AiCooError {
  return error instanceof AiCooError && codes.includes(error.code);
}

/** What a PostgreSQL that is away, going away, only just starting or full answers, and what the system says where none listens. */
const DATABASE_AWAY: ReadonlySet<unknown> = new Set(["57P01", "57P02", "57P03", "53300", "ECONNREFUSED"]);

/** Any thrown value as an {@link AiCooError}; what is not one becomes `database_unreachable` or `internal` and keeps its cause. */
export function asAiCooError(error: unknown): AiCooError {
  if (error instanceof AiCooError) return error;
  if (error instanceof Error && "code" in error && DATABASE_AWAY.has(error.code)) {
    return new AiCooError("database_unreachable", "The database does not answer at the moment, so this could not be finished.", {
      cause: error,
      next: "Try again in a moment. What was being written when it went away may have been kept: look before you do it again.",
    });
  }
  return new AiCooError("internal", "Something unexpected went wrong inside AI COO.", {
    cause: error,
    next: "Look at the log of the process for the cause; nothing after this point was done.",
  });
}
