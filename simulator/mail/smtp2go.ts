import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerSearch } from "./smtp2goSearch.ts";
import { validateSend } from "./smtp2goSend.ts";

export interface Smtp2goMail {
  readonly emailId: string;
  readonly at: Date;
  readonly sender: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly textBody: string;
  readonly htmlBody: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

export type Smtp2goFault =
  /** HTTP 200 with `failed: 1`: nothing was sent. */
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "status"; readonly status: 400 | 401 | 429 | 500 | 503; readonly errorCode?: string; readonly error?: string }
  /** The mail is taken and the connection cut before the answer. */
  | { readonly kind: "drop_after_accept" }
  | { readonly kind: "drop_before_accept" }
  /** The mail is taken and this status answers. */
  | { readonly kind: "status_after_accept"; readonly status: 500 | 503 }
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** `activity/search` does not show what was sent: the index lags. */
  | { readonly kind: "blind_search" };

export type Smtp2goPath = "email/send" | "activity/search";
type Planned = Smtp2goFault & { readonly path?: Smtp2goPath; readonly times?: number };

export interface Smtp2go {
  /** Base URL up to and including `/v3`. */
  readonly url: string;
  readonly apiKey: string;
  sent(): readonly Smtp2goMail[];
  /** Every request, accepted or not, in order. */
  requests(): readonly { readonly path: string; readonly status: number }[];
  readonly faults: {
    add(fault: Planned): void;
    /** Asks this function about every request with a readable body; it sees all of them. */
    decide(strike: (path: Smtp2goPath, body: unknown) => Smtp2goFault | undefined): void;
    clear(): void;
  };
  clear(): void;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A refusal in the API's own form; many things that would be 401 or 403 elsewhere arrive as 400. */
export const refused = (status: number, code: string, error: string, more: Readonly<Record<string, unknown>> = {}): Answer => ({
  status,
  data: { error_code: code, error, ...more },
});

/** A strict stand-in of SMTP2GO's API v3: refuses what the real one refuses, and a request without `fastaccept: false`. */
export async function startSmtp2go(
  options: { readonly port?: number; readonly apiKey?: string; readonly now?: () => Date } = {},
): Promise<Smtp2go> {
  const apiKey = options.apiKey ?? "api-0123456789ABCDEF0123456789ABCDEF";
  const now = options.now ?? (() => new Date());
  const mails: Smtp2goMail[] = [];
  const requests: { path: string; status: number }[] = [];
  let faults: { readonly fault: Planned; left: number }[] = [];
  let strike: (path: Smtp2goPath, body: unknown) => Smtp2goFault | undefined = () => undefined;
  let number = 0;

  const take = (path: Smtp2goPath, text: string): Smtp2goFault | undefined => {
    const met = faults.find(({ fault, left }) => left > 0 && (fault.path ?? pathOf(fault)) === path);
    if (met) met.left -= 1;
    return met?.fault ?? strike(path, readable(text));
  };
  const send = (body: unknown): Answer => {
    const checked = validateSend(body);
    if ("refusal" in checked) return checked.refusal;
    number += 1;
    const emailId = `1sim${String(number).padStart(6, "0")}-aicoo-00`;
    mails.push({ emailId, at: now(), ...checked.mail });
    return { status: 200, data: { succeeded: 1, failed: 0, failures: [], email_id: emailId } };
  };

  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await read(request);
    const path = (request.url ?? "").replace(/^\/v3\//, "");
    const answer = await decide(path, request, text);
    requests.push({ path, status: answer === "drop" ? 0 : answer.status });
    if (answer === "drop") {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ request_id: `sim-${requests.length}`, data: answer.data }));
  };
  const decide = async (path: string, request: IncomingMessage, text: string): Promise<Answer | "drop"> => {
    if (path !== "email/send" && path !== "activity/search")
      return refused(404, "E_ApiResponseCodes.ENDPOINT_NOT_FOUND", "Unknown endpoint");
    const fault = take(path, text);
    if (fault?.kind === "drop_before_accept") return "drop";
    if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
    if (fault?.kind === "status")
      return refused(fault.status, fault.errorCode ?? STATUS_CODES[fault.status], fault.error ?? "The request was not processed");
    const problem = requestProblem(request, text, apiKey);
    if (problem) return problem;
    const body: unknown = JSON.parse(text);
    if (path === "activity/search") return answerSearch(body, fault?.kind === "blind_search" ? [] : mails, now());
    if (fault?.kind === "failed") return { status: 200, data: { succeeded: 0, failed: 1, failures: [fault.reason] } };
    const answer = send(body);
    if (fault?.kind === "status_after_accept" && answer.status === 200) return refused(fault.status, STATUS_CODES[fault.status], "Broken");
    return fault?.kind === "drop_after_accept" ? "drop" : answer;
  };
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  let stopping: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${port}/v3`,
    apiKey,
    sent: () => mails,
    requests: () => requests,
    faults: {
      add: (fault) => faults.push({ fault, left: fault.times ?? 1 }),
      decide: (next) => {
        strike = next;
      },
      clear: () => {
        faults = [];
        strike = () => undefined;
      },
    },
    clear: () => {
      mails.length = 0;
      requests.length = 0;
    },
    stop: () => {
      stopping ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return stopping;
    },
  };
}

const STATUS_CODES = {
  400: "E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD",
  401: "E_ApiResponseCodes.API_EXCEPTION",
  429: "E_ApiResponseCodes.RATE_LIMIT_EXCEEDED",
  500: "E_ApiResponseCodes.API_EXCEPTION",
  503: "E_ApiResponseCodes.API_EXCEPTION",
} as const;

const pathOf = (fault: Smtp2goFault): Smtp2goPath => (fault.kind === "blind_search" ? "activity/search" : "email/send");

function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function requestProblem(request: IncomingMessage, text: string, apiKey: string): Answer | undefined {
  if (request.method !== "POST") return refused(405, "E_ApiResponseCodes.METHOD_NOT_ALLOWED", "Only POST is allowed");
  if (!String(request.headers["content-type"]).startsWith("application/json"))
    return refused(400, "E_ApiResponseCodes.UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json");
  const key = request.headers["x-smtp2go-api-key"];
  if (key === undefined) return refused(400, "E_ApiResponseCodes.API_KEY_MISSING", "An API key is required");
  if (key !== apiKey) return refused(401, "E_ApiResponseCodes.ENDPOINT_PERMISSION_DENIED", "The API key is not valid");
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return refused(400, "E_ApiResponseCodes.BAD_JSON", "The body is not JSON");
  }
}
