/** What came of one HTTP request, told apart by what the other side can have done. */
export type Answer =
  /** A status and a body; `undefined` where the body is no JSON. */
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly body: unknown;
      /** What `Retry-After` asked for, where it was there and in seconds. */
      readonly retryAfterMs?: number;
    }
  /** No byte of the request left: it was certainly not carried out. */
  | { readonly kind: "not_sent"; readonly reason: string }
  /** The request left and no whole answer came: it may have been carried out. */
  | { readonly kind: "silent"; readonly reason: string };

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Over all of it, from connecting to the answer's last byte. */
  readonly timeoutMs: number;
}

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

/** Longer answers are not read to their end: no provider has so much to say about one message. */
const MAX_ANSWER_BYTES = 8_000_000;

/** Makes one request once: no retry, no redirect (both could cause the effect twice), a time limit over all of it. Never throws. */
export async function askOnce({ method, url, headers, body, timeoutMs }: HttpRequest): Promise<Answer> {
  let request: Request;
  try {
    request = new Request(url, {
      method,
      headers: { accept: "application/json", ...headers },
      ...(body === undefined ? {} : { body }),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch {
    return { kind: "not_sent", reason: "the configured address or a header is not usable" };
  }
  try {
    const response = await fetch(request);
    const text = await read(response);
    if (text === undefined) return { kind: "silent", reason: "the answer is too long to be one" };
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const wait = Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: Math.min(seconds, 86_400) * 1000 } : {};
    return { kind: "answered", status: response.status, body: parse(text), ...wait };
  } catch (error) {
    const code = codeOf(error);
    const reason =
      code ?? (error instanceof Error && error.name === "TimeoutError" ? `no answer within ${timeoutMs} ms` : "connection lost");
    return code !== undefined && BEFORE_CONNECTION.has(code) ? { kind: "not_sent", reason } : { kind: "silent", reason };
  }
}

/** The body as text, or `undefined` when it is longer than any answer. */
async function read(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
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
