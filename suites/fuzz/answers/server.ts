import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import * as fc from "fast-check";
import { breaks, broken, SPOILS, spoilt, textOf, type Break, type Spoil } from "../values.ts";

/** How an answer reaches the asker. */
export const WAYS = ["whole", "cut", "slow_cut", "reset", "silent"] as const;
export type Way = (typeof WAYS)[number];

/** A recipe for one answer: a valid one, broken. */
export interface Recipe {
  /** Which of the valid samples it begins with. */
  readonly sample: number;
  readonly breaks: readonly Break[];
  readonly spoil: Spoil;
  readonly at: number;
  /** Undefined for the sample's own. */
  readonly status: number | undefined;
  readonly way: Way;
  readonly type: string | undefined;
  readonly retryAfter: string | undefined;
  /** Repeats what was asked, secrets and all, as debugging servers do. */
  readonly echo: boolean;
}

const STATUSES = [
  200, 201, 202, 204, 206, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 408, 409, 410, 413, 422, 425, 429, 451, 499, 500, 501, 502,
  503, 504, 520, 599,
];

const rarely = <T>(one: T, arbitrary: fc.Arbitrary<T>, weight = 5): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(one) }, { weight: 1, arbitrary });

/** One to three things wrong with a valid answer; now and then none. */
export const recipe: fc.Arbitrary<Recipe> = fc.record({
  sample: fc.nat(50),
  breaks: rarely<Break[]>([], breaks(3, 1), 1),
  spoil: rarely<Spoil>("none", fc.constantFrom(...SPOILS), 6),
  at: fc.nat(3_000),
  status: rarely<number | undefined>(undefined, fc.constantFrom(...STATUSES), 2),
  way: fc.oneof(
    { weight: 60, arbitrary: fc.constant<Way>("whole") },
    { weight: 3, arbitrary: fc.constantFrom<Way>("cut", "slow_cut", "reset") },
    { weight: 1, arbitrary: fc.constant<Way>("silent") },
  ),
  type: rarely<string | undefined>(
    undefined,
    fc.constantFrom("text/html", "text/plain; charset=utf-16", "", "application/octet-stream", "image/png"),
    8,
  ),
  retryAfter: rarely<string | undefined>(
    undefined,
    fc.constantFrom("0", "-1", "5", "1e400", "1e308", "abc", "Wed, 21 Oct 2026 07:28:00 GMT", "", "99999999999"),
    12,
  ),
  echo: rarely(false, fc.constant(true), 10),
});

/** What the asker was given, as far as it was sent. */
export interface Served {
  readonly request: Asked;
  readonly status: number;
  readonly text: string;
  readonly way: Way;
}

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A valid answer and the place where repeated words of the question would stand. */
export interface Sample {
  readonly status: number;
  readonly body: unknown;
  /** Where an error says something in words: a path such as `data.error`. */
  readonly words?: string;
}

export interface AnswerServer extends AsyncDisposable {
  readonly url: string;
  /** Requests so far; none may come of an input that is not valid. */
  requests(): number;
  /** What was served since the last call. */
  served(): Served[];
  /** Answers from here on: `samplesOf` names the valid answers to a question, undefined for one that is answered properly. */
  answerWith(recipes: readonly Recipe[], samplesOf: (asked: Asked) => readonly Sample[] | Sample): void;
}

/** A server on 127.0.0.1 whose answers are broken as told. It keeps nothing. */
export async function startAnswerServer(): Promise<AnswerServer> {
  let recipes: readonly Recipe[] = [];
  let samplesOf: (asked: Asked) => readonly Sample[] | Sample = () => ({ status: 200, body: {} });
  let next = 0;
  // a question of an earlier case that was given up may arrive late: each case has an address of its own
  let turn = 0;
  let requests = 0;
  let log: Served[] = [];
  const server = createServer((request, response) => {
    requests += 1;
    void respond(request, response).catch(() => response.destroy());
  });
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const own = /^\/turn-(\d+)/.exec(request.url ?? "")?.[1];
    const asked = {
      method: request.method ?? "",
      url: request.url?.replace(/^\/turn-\d+/, "") ?? "",
      headers: request.headers,
      body: await bodyOf(request),
    };
    if (own !== undefined && Number(own) !== turn) {
      response.destroy();
      return;
    }
    const samples = samplesOf(asked);
    if ("status" in samples) {
      response.writeHead(samples.status, { "content-type": "application/json" }).end(textOf(samples.body));
      return;
    }
    const one = recipes[next % recipes.length]!;
    next += 1;
    const made = makeAnswer(one, samples, asked);
    log.push({ request: asked, ...made, way: one.way });
    await send(response, made, one);
  };
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    get url() {
      return `http://127.0.0.1:${port}/turn-${turn}`;
    },
    requests: () => requests,
    served: () => {
      const was = log;
      log = [];
      return was;
    },
    answerWith: (list, samples) => {
      recipes = list;
      samplesOf = samples;
      turn += 1;
      next = 0;
      log = [];
    },
    [Symbol.asyncDispose]: () => stop(server),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function makeAnswer(one: Recipe, samples: readonly Sample[], asked: Asked): { readonly status: number; readonly text: string } {
  const sample = samples[one.sample % samples.length]!;
  let body = broken(sample.body, one.breaks);
  if (one.echo) body = withWords(body, sample.words, `you sent ${JSON.stringify(asked.headers)} and ${asked.body}`);
  let text = spoilt(textOf(body), one.spoil, one.at);
  if (one.echo && one.spoil === "html") text += JSON.stringify(asked.headers);
  return { status: one.status ?? sample.status, text };
}

/** The value with words put at a path, where the path is still there. */
function withWords(body: unknown, path: string | undefined, words: string): unknown {
  const names = (path ?? "error").split(".");
  let at = body;
  for (const name of names.slice(0, -1)) at = typeof at === "object" && at !== null ? Reflect.get(at, name) : undefined;
  if (typeof at === "object" && at !== null && !Array.isArray(at)) Reflect.set(at, names.at(-1)!, words);
  return body;
}

async function send(response: ServerResponse, { status, text }: { status: number; text: string }, one: Recipe): Promise<void> {
  const headers: Record<string, string> = { "content-type": one.type ?? "application/json" };
  if (one.retryAfter !== undefined) headers["retry-after"] = one.retryAfter;
  if (status >= 300 && status < 400) headers["location"] = "http://127.0.0.1:9/elsewhere";
  if (one.type === "") delete headers["content-type"];
  const bytes = Buffer.from(text, "utf8");
  switch (one.way) {
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "silent":
      // nothing ever comes; the asker gives up, which closes the connection
      return;
    case "cut":
    case "slow_cut": {
      // `content-length` promises more than comes
      response.writeHead(status, { ...headers, "content-length": String(bytes.length + 10) });
      response.write(bytes.subarray(0, Math.max(1, one.at % (bytes.length + 1))));
      if (one.way === "slow_cut") await sleep(3);
      response.socket?.destroySoon();
      return;
    }
    case "whole":
      response.writeHead(status, headers).end(status === 204 || status === 304 ? undefined : bytes);
  }
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
