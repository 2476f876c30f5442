import { type Answer, askOnce } from "../http.ts";

export type { Answer };

/** Posts JSON once: no retry, no redirect (both could make a second mail), a time limit over all of it. Never throws. */
export async function postJson(request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
}): Promise<Answer> {
  const { url, headers, body, timeoutMs } = request;
  return askOnce({
    method: "POST",
    url,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    timeoutMs,
  });
}
