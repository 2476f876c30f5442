import type { APIConnectionError, APIError, APIUserAbortError } from "@anthropic-ai/sdk";
import { oneLine, withoutSecrets } from "#src/lib/words.ts";
import type { ProviderAnswer } from "./provider.ts";
import type { Failure, FailureReason } from "./types.ts";

/** The SDK's classes, which are loaded only when they are needed. */
export interface ErrorClasses {
  readonly APIError: typeof APIError;
  readonly APIConnectionError: typeof APIConnectionError;
  readonly APIUserAbortError: typeof APIUserAbortError;
}

interface Circumstances {
  readonly errors: ErrorClasses;
  readonly model: string;
  readonly baseUrl: string;
  readonly apiKey: string;
}

type Failed = Extract<ProviderAnswer, { readonly kind: "failed" }>;

const LONGEST_QUOTE = 300;

/** What a thrown error of the SDK, or of the connection under it, means. */
export function failureOf(error: unknown, circumstances: Circumstances): Failed {
  const { APIError, APIConnectionError, APIUserAbortError } = circumstances.errors;
  if (error instanceof APIUserAbortError) return aborted;
  if (error instanceof APIError && !(error instanceof APIConnectionError)) return refusalOf(error, circumstances);
  if (error instanceof SyntaxError) return cutShort;
  return connectionFailure(error, circumstances);
}

/** An answer with a status that is none of success. */
function refusalOf(error: APIError, circumstances: Circumstances): Failed {
  const { model, baseUrl } = circumstances;
  const status = error.status ?? 0;
  // without a type of the API's own, somebody else answered
  const isFromApi = error.type !== null;
  const said = isFromApi ? quote(error.apiMessage ?? "", circumstances) : "";
  const because = `${status}${said === "" ? "" : `, ${said}`}`;
  const headers = error.headers ?? null;
  const failed = (failure: Failure, more: Partial<Failed> = {}): Failed => ({
    kind: "failed",
    failure,
    mayPass: false,
    retryAfterMs: null,
    maybeCharged: false,
    requestId: error.requestID ?? null,
    ...more,
  });
  const named = (reason: FailureReason, what: string, next: string): Failure => ({
    reason,
    sentence: `${what} (${because}), so there is no answer of the model.`,
    next,
  });

  if (status === 401)
    return failed(
      named("key_refused", "Anthropic does not accept the key", "Set ANTHROPIC_API_KEY to a key that is active in the Claude Console."),
    );
  if (status === 403)
    return failed(
      named(
        "key_refused",
        `The key may not be used for ${model}`,
        "Give the key's workspace access to this model in the Claude Console, or set ANTHROPIC_MODEL to another one.",
      ),
    );
  if (status === 404 && isFromApi)
    return failed(
      named(
        "model_unknown",
        `Anthropic knows no model called ${model}`,
        "Set ANTHROPIC_MODEL to a model that there is, such as claude-sonnet-5-5.",
      ),
    );
  if (status === 404 || status === 405)
    return failed(
      named("unavailable", `Nothing at ${baseUrl} answers as Anthropic's API`, "Check ANTHROPIC_BASE_URL; it is written without /v1."),
    );
  if (status === 429) {
    const next = "Try again later; the limits of the organisation are in the Claude Console.";
    return failed(named("rate_limited", "Anthropic's rate limit is reached", next), {
      mayPass: mayPass(headers),
      retryAfterMs: retryAfterOf(headers),
    });
  }
  if (status === 408 || status === 409 || status >= 500) {
    const what = status === 529 ? "Anthropic's API is overloaded" : "Anthropic's API failed";
    return failed(named("unavailable", what, "Try again later; status.claude.com says whether it is known."), {
      mayPass: mayPass(headers),
      retryAfterMs: retryAfterOf(headers),
      // a request that took too long was worked on
      maybeCharged: status === 408 || status === 504,
    });
  }
  const next =
    status === 402
      ? "Check payment and credit in the Claude Console."
      : "Look at what Anthropic says; where it names no limit of yours, this is a fault of AI COO: please report it.";
  return failed(named("rejected", "Anthropic does not take the request", next));
}

/** The API may say itself that trying again is of no use. */
const mayPass = (headers: Headers | null): boolean => headers?.get("x-should-retry") !== "false";

/** `retry-after` in milliseconds: it holds seconds, or a date. */
function retryAfterOf(headers: Headers | null): number | null {
  const value = headers?.get("retry-after");
  if (value === null || value === undefined || value.trim() === "") return null;
  const seconds = Number(value);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

const NEVER_SENT: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** No connection, or one that broke. Where it broke after the request was sent, the model may have been at work. */
function connectionFailure(error: unknown, { baseUrl }: Circumstances): Failed {
  const code = codeOf(error);
  const wasSent = !NEVER_SENT.has(code);
  const why = code === null ? "" : ` (${code})`;
  return {
    kind: "failed",
    failure: {
      reason: "unavailable",
      sentence: wasSent
        ? `The connection to ${baseUrl} broke before the answer was there${why}, so there is no answer of the model.`
        : `${baseUrl} cannot be reached${why}, so the model was not asked.`,
      next: "Check the network of this machine, and ANTHROPIC_BASE_URL where it is set.",
    },
    mayPass: true,
    retryAfterMs: null,
    maybeCharged: wasSent,
    requestId: null,
  };
}

const MOST_CAUSES = 5;

/** The system's code of an error, which stands in one of its causes. */
function codeOf(error: unknown): string | null {
  let cause = error;
  for (let depth = 0; depth < MOST_CAUSES && cause instanceof Error; depth++) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
    cause = cause.cause;
  }
  return null;
}

const quote = (text: string, { apiKey }: Circumstances): string => oneLine(withoutSecrets(text, [apiKey]), LONGEST_QUOTE);

/** The port that ended it knows why, and says so. */
const aborted: Failed = {
  kind: "failed",
  failure: { reason: "cancelled", sentence: "The call was cancelled, so there is no answer of the model.", next: "Ask again." },
  mayPass: false,
  retryAfterMs: null,
  maybeCharged: true,
  requestId: null,
};

const cutShort: Failed = {
  kind: "failed",
  failure: {
    reason: "malformed",
    sentence: "The answer of the model's API is no whole JSON, so nothing was taken from it.",
    next: "Check what any proxy on the way to ANTHROPIC_BASE_URL answers.",
  },
  mayPass: false,
  retryAfterMs: null,
  maybeCharged: true,
  requestId: null,
};
