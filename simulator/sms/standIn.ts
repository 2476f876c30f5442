import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An SMS that a stand-in took: in the real world it would be on its way to a person. */
export interface SentSms {
  readonly id: string;
  readonly at: Date;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** Where the provider keeps one. */
  readonly reference: string | undefined;
}

export type SmsFault =
  /** Answered so, and nothing is done. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly on?: SmsCall;
    }
  | { readonly kind: "drop_before_accept"; readonly on?: SmsCall }
  /** The SMS is taken and the connection cut before the answer. */
  | { readonly kind: "drop_after_accept" }
  /** The SMS is taken and something else answers. */
  | { readonly kind: "answer_after_accept"; readonly status: number; readonly body?: unknown }
  /** The SMS is taken and no answer ever comes. */
  | { readonly kind: "silence" }
  | { readonly kind: "delay"; readonly milliseconds: number; readonly on?: SmsCall }
  /** A look-up does not show what was sent: the index lags. */
  | { readonly kind: "blind_look_up" }
  /** A look-up shows everything there is, whatever was asked for. */
  | { readonly kind: "careless_look_up" };

export type SmsCall = "send" | "look_up";
type Planned = SmsFault & { readonly times?: number };

export interface SmsStandIn {
  /** What the provider's address is replaced by. */
  readonly url: string;
  readonly apiKey: string;
  /** The ledger: everything taken, answered or not. */
  sent(): readonly SentSms[];
  /** Every request, accepted or not, in order; status 0 where no answer was given. */
  requests(): readonly { readonly method: string; readonly path: string; readonly status: number }[];
  /** What a look-up says of an SMS from now on, in the provider's own words. */
  setStatus(id: string, status: string): void;
  readonly faults: {
    add(fault: Planned): void;
    /** Asks this function about every call; it sees all of them. */
    decide(strike: (call: SmsCall, ask: Ask) => SmsFault | undefined): void;
    clear(): void;
  };
  clear(): void;
  stop(): Promise<void>;
}

export interface StandInOptions {
  readonly port?: number;
  readonly apiKey?: string;
  readonly now?: () => Date;
}

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ListedSms extends SentSms {
  readonly status: string | undefined;
}

/** What is particular to one provider; it refuses what the real one refuses, in the real one's words. */
export interface Provider {
  /** Which call this is, or the refusal of what is none. */
  route(ask: Ask): SmsCall | Reply;
  read(ask: Ask): { readonly refusal: Reply } | { readonly sms: readonly Omit<SentSms, "id" | "at">[] };
  id(number: number): string;
  accepted(sms: readonly SentSms[]): Reply;
  /** `careless`: leave out every filter. */
  lookUp(ask: Ask, sent: readonly ListedSms[], options: { readonly careless: boolean; readonly now: Date }): Reply;
}

/** Starts a stand-in of an SMS provider on this machine: a ledger of what it took, and faults on demand. */
export async function startStandIn(
  provider: Provider,
  { apiKey, path, port = 0, now = () => new Date() }: StandInOptions & { readonly apiKey: string; readonly path: string },
): Promise<SmsStandIn> {
  const sent: SentSms[] = [];
  const statuses = new Map<string, string>();
  const requests: { method: string; path: string; status: number }[] = [];
  let faults: { readonly fault: Planned; left: number }[] = [];
  let strike: (call: SmsCall, ask: Ask) => SmsFault | undefined = () => undefined;
  let number = 0;

  const take = (call: SmsCall, ask: Ask): SmsFault | undefined => {
    const met = faults.find(({ fault, left }) => left > 0 && callOf(fault) === call);
    if (met) met.left -= 1;
    return met?.fault ?? strike(call, ask);
  };
  const send = (ask: Ask): Reply => {
    const read = provider.read(ask);
    if ("refusal" in read) return read.refusal;
    const taken = read.sms.map((sms) => ({ id: provider.id(++number), at: now(), ...sms }));
    sent.push(...taken);
    return provider.accepted(taken);
  };
  const decide = async (ask: Ask): Promise<Reply | "drop" | "silence"> => {
    const call = provider.route(ask);
    if (typeof call !== "string") return call;
    const fault = take(call, ask);
    if (fault?.kind === "drop_before_accept") return "drop";
    if (fault?.kind === "answer") return fault;
    if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
    if (call === "look_up") {
      const listed = sent.map((sms) => ({ ...sms, status: statuses.get(sms.id) }));
      return provider.lookUp(ask, fault?.kind === "blind_look_up" ? [] : listed, {
        careless: fault?.kind === "careless_look_up",
        now: now(),
      });
    }
    const reply = send(ask);
    if (fault?.kind === "drop_after_accept") return "drop";
    if (fault?.kind === "silence") return "silence";
    return fault?.kind === "answer_after_accept" ? fault : reply;
  };

  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://stand-in");
    const method = request.method ?? "";
    const ask: Ask = { method, path: url.pathname, query: url.searchParams, headers: request.headers, text: await read(request) };
    const reply = await decide(ask);
    requests.push({ method, path: url.pathname, status: typeof reply === "string" ? 0 : reply.status });
    if (reply === "silence") return;
    if (reply === "drop") {
      request.socket.destroy();
      return;
    }
    const isText = typeof reply.body === "string";
    response.writeHead(reply.status, { "content-type": isText ? "text/html" : "application/json", ...reply.headers });
    response.end(isText ? reply.body : JSON.stringify(reply.body ?? {}));
  };
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  let stopping: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    apiKey,
    sent: () => sent,
    requests: () => requests,
    setStatus: (id, status) => void statuses.set(id, status),
    faults: {
      add: (fault) => void faults.push({ fault, left: fault.times ?? 1 }),
      decide: (next) => {
        strike = next;
      },
      clear: () => {
        faults = [];
        strike = () => undefined;
      },
    },
    clear: () => {
      sent.length = 0;
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

function callOf(fault: SmsFault): SmsCall {
  if (fault.kind === "blind_look_up" || fault.kind === "careless_look_up") return "look_up";
  return "on" in fault ? (fault.on ?? "send") : "send";
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The JSON object in a body, or `undefined`. */
export function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** International form, with its plus. */
export const E164 = /^\+[1-9]\d{6,14}$/;
