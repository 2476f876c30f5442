/** What came of one HTTP request, told apart by what the other side can have done. */
export type Answer =
  /** A status and a body; `undefined` where the body is no JSON. */
  | { readonly kind: "answered"; readonly status: number; readonly body: unknown }
  /** No byte of the request left: it was certainly not carried out. */
  | { readonly kind: "not_sent"; readonly reason: string }
  /** The request left and no whole answer came: it may have been carried out. */
  | { readonly kind: "silent"; readonly reason: string };

/** Errors that arise before a connection stands. Anything else may come after the request was sent. */
const BEFORE_CONNECTION = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_HAS_EXPIRED",
]);

/** Posts JSON once: no retry, no redirect (both could make a second mail), a time limit over all of it. Never throws. */
export async function postJson(request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
}): Promise<Answer> {
  try {
    const response = await fetch(request.url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", ...request.headers },
      body: JSON.stringify(request.body),
      redirect: "manual",
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    const text = await response.text();
    return { kind: "answered", status: response.status, body: parse(text) };
  } catch (error) {
    const code = codeOf(error);
    const reason =
      code ?? (error instanceof Error && error.name === "TimeoutError" ? `no answer within ${request.timeoutMs} ms` : "connection lost");
    return code !== undefined && BEFORE_CONNECTION.has(code) ? { kind: "not_sent", reason } : { kind: "silent", reason };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The system's code of a failed fetch; it stands in the cause, and only there. */
function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}
