import { AiCooError, type ErrorCode } from "#src/lib/errors.ts";
import { oneLine, withoutSecrets } from "#src/lib/words.ts";

/** What a failed call may have done: certainly nothing, or perhaps what was asked. */
export type OdooEffect = "none" | "unknown";

/**
 * What the call behind this error may have done in Odoo. `none`: it was refused, or never left this
 * machine. `unknown`: it was sent and no proper answer came; look it up before anything else. Errors
 * that say nothing about it count as `unknown`.
 */
export function effectOf(error: unknown): OdooEffect {
  return error instanceof AiCooError && error.details?.["effect"] === "none" ? "none" : "unknown";
}

/** The same error for a call that changes nothing in Odoo, or that failed before the one that would. */
export function withoutEffect(error: unknown): unknown {
  if (!(error instanceof AiCooError) || effectOf(error) === "none") return error;
  const { code, message, next, details, cause } = error;
  return new AiCooError(code, message, { ...(next === undefined ? {} : { next }), details: { ...details, effect: "none" }, cause });
}

/** The odoo_* codes. */
type OdooErrorCode = Extract<ErrorCode, `odoo_${string}`>;

const NEXT: Readonly<Record<OdooErrorCode, string>> = {
  odoo_unreachable: "Check that Odoo runs and that ODOO_URL and ODOO_DB are right; it is tried again by itself.",
  odoo_timeout: "Odoo may be busy. It is tried again by itself; if this lasts, look at Odoo's load.",
  odoo_unauthenticated:
    "Check ODOO_LOGIN and ODOO_API_KEY: the key may be mistyped, removed or expired (keys of ordinary users of Odoo 19 live three months at most).",
  odoo_forbidden: "Give the integration's user in Odoo the group that the message names, or leave this part of Odoo out.",
  odoo_missing_record: "The record was deleted in Odoo; look for what replaced it.",
  odoo_refused: "Odoo's reason is in the message; correct it there or propose something else.",
  odoo_bad_answer: "Check that ODOO_URL points to Odoo itself and not to a proxy's page or a login page, and that ODOO_DB exists.",
};

/** An error of Odoo's side. `details` hold facts only: never a traceback, an argument or a key. */
export function odooError(
  code: OdooErrorCode,
  message: string,
  details: { readonly effect: OdooEffect } & Readonly<Record<string, unknown>>,
): AiCooError {
  return new AiCooError(code, message, { next: NEXT[code], details });
}

/** What Odoo says when a call raised: the Python class and its text. */
export interface OdooFault {
  readonly exception: string;
  readonly message: string;
  readonly status?: number;
}

/** Classes raised by the method itself: Odoo rolled the call's transaction back. The name tells the code. */
const CODES: Readonly<Record<string, OdooErrorCode>> = {
  AccessDenied: "odoo_unauthenticated",
  Unauthorized: "odoo_unauthenticated",
  SessionExpiredException: "odoo_unauthenticated",
  AccessError: "odoo_forbidden",
  Forbidden: "odoo_forbidden",
  MissingError: "odoo_missing_record",
  UserError: "odoo_refused",
  ValidationError: "odoo_refused",
  RedirectWarning: "odoo_refused",
  NotFound: "odoo_refused",
  BadRequest: "odoo_refused",
  UnprocessableEntity: "odoo_refused",
  ValueError: "odoo_refused",
  TypeError: "odoo_refused",
  KeyError: "odoo_refused",
  AttributeError: "odoo_refused",
  IndexError: "odoo_refused",
  NotImplementedError: "odoo_refused",
};

/** The database's classes for "not now": no connection, or a conflict that outlasted Odoo's own retries. */
const PASSING = new Set([
  "OperationalError",
  "InterfaceError",
  "PoolError",
  "SerializationFailure",
  "DeadlockDetected",
  "LockNotAvailable",
]);

/** The database's classes for a rule or a value that is wrong, after which it has rolled back: those of SQLSTATE 22, 23 and 42. */
const BROKEN_RULE =
  /(?:Violation|OutOfRange|Truncation|Overflow|Representation|IntegrityError|DataError|ProgrammingError|SyntaxError|InsufficientPrivilege|DivisionByZero|CannotCoerce|(?:Undefined|Duplicate|Ambiguous|Invalid)[A-Z]\w*)$/;

/**
 * The error for a call that Odoo answered with an exception. The class decides, never the text. The text is
 * shown only for classes whose texts are made for people or developers; the database's hold SQL and values.
 */
export function errorOfFault(fault: OdooFault, what: string, secrets: readonly string[]): AiCooError {
  const last = fault.exception.split(".").at(-1) ?? "";
  // a name is shown, so it has to be one
  const name = /^[A-Za-z_]\w{0,79}$/.test(last) ? withoutSecrets(last, secrets) : "";
  const known = Object.hasOwn(CODES, name) ? CODES[name] : undefined;
  const details = { exception: name, ...(fault.status === undefined ? {} : { status: fault.status }) };
  if (known !== undefined) {
    return odooError(known, `Odoo refused to ${what}: ${readable(fault.message, secrets)}`, { ...details, effect: "none" });
  }
  if (PASSING.has(name)) {
    return odooError("odoo_unreachable", `Odoo could not ${what}: its database is not available (${name}).`, {
      ...details,
      effect: "unknown",
    });
  }
  // a session that was ended, or an error nobody knows, may have come after the commit
  const rolledBack = fault.exception.startsWith("psycopg2.") && BROKEN_RULE.test(name);
  return odooError("odoo_refused", `Odoo failed to ${what} (${name || "an error without a name"}).`, {
    ...details,
    effect: rolledBack ? "none" : "unknown",
  });
}

const LONGEST_MESSAGE = 400;

/** Odoo's text on one line, without traceback or key, cut to a length that a person reads. */
export function readable(text: string, secrets: readonly string[] = []): string {
  const [beforeTraceback = ""] = text.split(/Traceback \(most recent call last\)/i);
  const line = oneLine(withoutSecrets(beforeTraceback, secrets), LONGEST_MESSAGE);
  return line === "" ? "no reason was given." : line;
}
