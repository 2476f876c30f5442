import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createCaller, READ_RETRIES, type AllowList, type CallerSettings, type OdooCaller } from "#src/odoo/transport/index.ts";

export const KEY = "a-secret-key-that-nobody-may-see";

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Record<string, unknown>;
}

/** How one request is answered. */
export type Handler = (request: SeenRequest, response: ServerResponse, raw: IncomingMessage) => void | Promise<void>;

/** A web server that answers what a test tells it to, one handler per request; the last one stays. */
export interface FakeServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: SeenRequest[];
  answer(...handlers: Handler[]): void;
}

export async function startFakeServer(): Promise<FakeServer> {
  const seen: SeenRequest[] = [];
  let handlers: Handler[] = [];
  const server = createServer((raw, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of raw) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
      const request = { method: raw.method ?? "", path: raw.url ?? "", headers: raw.headers, body };
      seen.push(request);
      const handler = handlers.length > 1 ? handlers.shift() : handlers[0];
      await handler?.(request, response, raw);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answer(...next) {
      handlers = next;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Handler {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
  };
}

export function html(status: number, text = "<html><body>Bad gateway</body></html>"): Handler {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "text/html" }).end(text);
  };
}

/** Odoo's JSON-2 answer to a call that raised. */
export function fault(status: number, name: string, message: string): Handler {
  return json(
    { name, message, arguments: [message], context: {}, debug: `Traceback (most recent call last):\n  File "models.py"\n${message}` },
    status,
  );
}

/** Takes the request and cuts the connection. */
export const hangUp: Handler = (_request, response) => {
  response.destroy();
};

/** Takes the request and never answers. */
export const silence: Handler = () => undefined;

/** Pauses that a caller asked for, without taking them. */
export interface Pauses {
  readonly milliseconds: number[];
}

/** A caller on a fake server, over JSON-2 unless told, that retries without sleeping. */
export function callerOf(
  url: string,
  changes: Partial<CallerSettings> & { readonly allowed: AllowList },
  pauses: Pauses = { milliseconds: [] },
): OdooCaller {
  return createCaller({
    url,
    credential: { database: "db", login: "bot", apiKey: KEY },
    transport: "json2",
    timeoutMs: 20_000,
    maxConcurrent: 4,
    maxAnswerBytes: 100_000,
    retries: {
      ...READ_RETRIES,
      pause: async (milliseconds) => {
        pauses.milliseconds.push(milliseconds);
      },
    },
    ...changes,
  });
}
