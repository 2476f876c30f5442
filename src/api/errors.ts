import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type AiCooError, type ErrorCode } from "#src/lib/errors.ts";
import type { ErrorBody } from "./schemas/common.ts";

/** The one place where an error code becomes an HTTP status. */
export function httpStatusOf(code: ErrorCode): ContentfulStatusCode {
  switch (code) {
    case "invalid_input":
      return 400;
    case "unauthenticated":
      return 401;
    case "forbidden":
      return 403;
    case "not_found":
      return 404;
    case "conflict":
    case "expired":
    case "fingerprint_mismatch":
    case "already_contacted":
    case "lease_lost":
      return 409;
    case "stopped":
      return 423;
    case "odoo_unreachable":
    case "odoo_unauthenticated":
    case "odoo_forbidden":
    case "odoo_missing_record":
    case "odoo_refused":
    case "odoo_bad_answer":
    case "provider_unreachable":
    case "provider_refused":
    case "provider_unknown_outcome":
      return 502;
    case "odoo_timeout":
      return 504;
    case "database_unreachable":
    case "already_running":
    case "port_taken":
    case "draining":
      return 503;
    case "config_invalid":
    case "internal":
      return 500;
  }
}

/** The body of an answer for an error; the cause stays in the log. */
export function errorBodyOf(error: AiCooError): ErrorBody {
  return {
    error: {
      code: error.code,
      message: error.message,
      ...(error.next === undefined ? {} : { next: error.next }),
      ...(error.details === undefined ? {} : { details: error.details }),
    },
  };
}
