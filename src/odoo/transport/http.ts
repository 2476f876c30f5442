import { AiCooError } from "#src/lib/errors.ts";
import { keepable } from "#src/lib/words.ts";
import { odooError, type OdooEffect } from "./errors.ts";

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What is being done, to follow "could not": "read account.move". */
  readonly what: string;
}

export interface HttpLimits {
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  /** Aborts everything under way when the connection is closed. */
  readonly closed: AbortSignal;
}

/** An answer whose body is JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly json: unknown;
  /** Seconds, where the server named them. */
  readonly retryAfter: number | null;
}

/** Failures that come before a byte of the request has left: it certainly had no effect. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/**
 * One HTTP exchange that ends in JSON or in a typed error. Redirects are refused: following one would hand
 * the key to another address. Connections are kept alive by the runtime.
 */
export async function exchange(request: HttpRequest, limits: HttpLimits): Promise<JsonAnswer> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: {
        accept: "application/json",
        ...(request.body === undefined ? {} : { "content-type": "application/json" }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: "manual",
      signal: AbortSignal.any([timeout, limits.closed]),
    });
    const text = await bodyText(response, request, limits.maxAnswerBytes);
    return { status: response.status, json: parse(text, response, request), retryAfter: retryAfterSeconds(response) };
  } catch (error) {
    if (error instanceof AiCooError) throw error;
    throw networkError(error, request, limits, timeout);
  }
}

async function bodyText(response: Response, request: HttpRequest, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    // Leaving the loop cancels the body, so no more of it is read.
    if (size > maxBytes) throw badAnswer(`more than ${maxBytes} bytes`, response.status, request);
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string, response: Response, request: HttpRequest): unknown {
  if (isBusy(response.status)) {
    throw odooError("odoo_unreachable", `Odoo could not ${request.what}: it is not available now (HTTP ${response.status}).`, {
      status: response.status,
      retryAfter: retryAfterSeconds(response),
      // 429 comes before the request is looked at; a gateway's 5xx may hide an Odoo that went on.
      effect: response.status === 429 ? "none" : "unknown",
    });
  }
  try {
    return storable(text);
  } catch {
    const type = /^[\w.+-]{1,40}\/[\w.+-]{1,40}(?=;|$)/.exec(response.headers.get("content-type") ?? "")?.[0] ?? "no content type";
    throw badAnswer(`HTTP ${response.status} with ${type} instead of JSON`, response.status, request);
  }
}

/** Escapes of what the database (NUL) or the audit (half a surrogate pair) cannot keep. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

/**
 * The answer's JSON. Texts that could not be kept are read without what makes them so: Odoo itself cannot keep a
 * NUL, and a fact that cannot be recorded would leave its action unrecorded.
 */
function storable(text: string): unknown {
  if (!UNSTORABLE.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown) => (typeof value === "string" ? keepable(value) : value));
}

/** The statuses of a proxy or server that is overloaded or restarting. */
function isBusy(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}

function retryAfterSeconds(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

function badAnswer(seen: string, status: number, request: HttpRequest): AiCooError {
  // Without JSON nobody knows whether Odoo itself saw the request; a 4xx page comes before it would act.
  const effect: OdooEffect = sentAway(status) ? "none" : "unknown";
  return odooError("odoo_bad_answer", `Odoo could not ${request.what}: ${origin(request.url)} answered ${seen}.`, { status, effect });
}

/**
 * Statuses that say that this very request was not carried out: it is at the wrong address, or was asked wrongly. 302
 * and 303 also follow a request that was carried out, and 408, 409, 425 and 499 may.
 */
function sentAway(status: number): boolean {
  if ([301, 307, 308].includes(status)) return true;
  return status >= 400 && status < 500 && ![408, 409, 425, 499].includes(status);
}

function networkError(error: unknown, request: HttpRequest, limits: HttpLimits, timeout: AbortSignal): AiCooError {
  if (limits.closed.aborted) {
    return odooError("odoo_unreachable", `The connection to Odoo was closed while trying to ${request.what}.`, { effect: "unknown" });
  }
  if (timeout.aborted) {
    return odooError("odoo_timeout", `Odoo did not ${request.what} within ${limits.timeoutMs} ms.`, {
      timeoutMs: limits.timeoutMs,
      effect: "unknown",
    });
  }
  const systemCode = codeOf(error);
  return odooError("odoo_unreachable", `Odoo could not ${request.what}: no connection to ${origin(request.url)} (${systemCode}).`, {
    systemCode,
    effect: NEVER_SENT.has(systemCode) ? "none" : "unknown",
  });
}

/** The system's error code, found in fetch's chain of causes; the causes themselves are not passed on. */
function codeOf(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ("code" in current && typeof current.code === "string") return current.code;
    if (current instanceof AggregateError && current.errors.length > 0) return codeOf(current.errors[0]);
  }
  return "connection failed";
}

/** Scheme, host and port, without a path or credentials. */
function origin(url: string): string {
  return new URL(url).origin;
}
