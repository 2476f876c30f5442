import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { serve, type HttpBindings, type ServerType } from "@hono/node-server";
import { createApi, ensureWebBuilt, loadWebApp, type Accounts, type Inbound } from "#src/api/index.ts";
import type { CommonConfig } from "#src/config/config.ts";
import type { Database } from "#src/db/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { Logger } from "#src/lib/logger.ts";
import { readModelMonth } from "./model.ts";

export interface WebServer extends AsyncDisposable {
  /** Where people open it: PUBLIC_URL, or this machine's own address. */
  readonly url: string;
  readonly accounts: Accounts;
  /** Takes no change any more, and says so to those who ask for its health, until it is disposed of. */
  beginDraining(): void;
  /** Resolves once no request is in flight. */
  idle(): Promise<void>;
}

export interface StartWebOptions {
  readonly config: CommonConfig;
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly accounts: (address: () => string) => Accounts;
  /** By what webhooks and unsubscribe links are believed. */
  readonly inbound: Inbound;
  readonly onProgress: (text: string) => void;
}

/** Serves the page and the API. Holds nothing that could cause an effect: no Odoo, no mail, only decisions. */
export async function startWeb({ config, db, clock, logger, accounts, inbound, onProgress }: StartWebOptions): Promise<WebServer> {
  const webApp = loadWebApp(await ensureWebBuilt({ onBuild: () => onProgress("building the web page") }));
  let url = addressOf(config, config.port);
  const made = accounts(() => url);
  const ending = new AbortController();
  const api = createApi({
    db,
    clock,
    logger,
    accounts: made,
    version: productVersion(),
    origins: () => [url],
    webApp,
    ending: ending.signal,
    inbound,
    odooUrl: config.odooUrl,
    modelMonth: readModelMonth,
    proxies: config.trustedProxies,
  });
  const requests = new InFlight();
  const server = await listen(config, (request, connection) => requests.count(async () => api.fetch(request, connection)));
  url = addressOf(config, (server.address() as AddressInfo).port);
  let closing: Promise<void> | undefined;
  return {
    url,
    accounts: made,
    beginDraining: () => ending.abort(),
    idle: () => requests.none(),
    [Symbol.asyncDispose]: () => (closing ??= close(server)),
  };
}

/** Counts what is in flight and tells when there is nothing. */
class InFlight {
  #many = 0;
  #waiting: (() => void)[] = [];

  async count<T>(work: () => Promise<T>): Promise<T> {
    this.#many += 1;
    try {
      return await work();
    } finally {
      this.#many -= 1;
      if (this.#many === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }

  none(): Promise<void> {
    return this.#many === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }
}

function addressOf(config: CommonConfig, port: number): string {
  return config.publicUrl?.replace(/\/$/, "") ?? `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
}

function productVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string };
  return manifest.version;
}

async function listen(
  { host, port }: CommonConfig,
  fetch: (request: Request, connection: HttpBindings) => Response | Promise<Response>,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    // plain HTTP/1: no other server is asked for
    const server = serve({ fetch: (request, connection) => fetch(request, connection as HttpBindings), hostname: host, port }, () =>
      resolve(server),
    );
    server.once("error", (cause: NodeJS.ErrnoException) => reject(cannotListen(host, port, cause)));
  });
}

function cannotListen(host: string, port: number, cause: NodeJS.ErrnoException): AiCooError {
  if (cause.code === "EADDRINUSE") {
    return new AiCooError("port_taken", `Port ${port} of ${host} is taken by another program, so nothing was started.`, {
      next: `Stop that program, or choose another port: \`npm start -- --port ${port + 1}\`.`,
      details: { port },
    });
  }
  if (cause.code === "EACCES") {
    return new AiCooError("port_taken", `This user may not listen on port ${port}, so nothing was started.`, {
      next: "Choose a port above 1023: `npm start -- --port 4747`.",
      details: { port },
    });
  }
  return new AiCooError("config_invalid", `The web server cannot listen on ${host}:${port}, so nothing was started.`, {
    next: "Check HOST and PORT.",
    cause,
  });
}

/** After the last answer a client has this long to read it, in milliseconds. */
const LAST_WORD_MS = 1_000;

/** Lets answers that are on their way arrive; connections that are only kept open are closed. */
function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if (!("closeIdleConnections" in server)) return;
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), LAST_WORD_MS).unref();
  });
}
