import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { serve, type ServerType } from "@hono/node-server";
import { createApi, ensureWebBuilt, loadWebApp, type Accounts } from "#src/api/index.ts";
import type { Config } from "#src/config/config.ts";
import type { Database } from "#src/db/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { Logger } from "#src/lib/logger.ts";

export interface WebServer extends AsyncDisposable {
  /** Where people open it: PUBLIC_URL, or this machine's own address. */
  readonly url: string;
}

export interface StartWebOptions {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly accounts: (address: () => string) => Accounts;
  readonly onProgress: (text: string) => void;
}

/** Serves the page and the API. Holds nothing that could cause an effect: no Odoo, no mail, only decisions. */
export async function startWeb({
  config,
  db,
  clock,
  logger,
  accounts,
  onProgress,
}: StartWebOptions): Promise<WebServer & { readonly accounts: Accounts }> {
  const webApp = loadWebApp(await ensureWebBuilt({ onBuild: () => onProgress("building the web page") }));
  let url = addressOf(config, config.port);
  const made = accounts(() => url);
  const api = createApi({ db, clock, logger, accounts: made, version: productVersion(), origins: () => [url], webApp });
  const server = await listen(config, (request) => api.fetch(request));
  url = addressOf(config, (server.address() as AddressInfo).port);
  let closing: Promise<void> | undefined;
  return { url, accounts: made, [Symbol.asyncDispose]: () => (closing ??= close(server)) };
}

function addressOf(config: Config, port: number): string {
  return config.publicUrl?.replace(/\/$/, "") ?? `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
}

function productVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string };
  return manifest.version;
}

async function listen({ host, port }: Config, fetch: (request: Request) => Response | Promise<Response>): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, () => resolve(server));
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

/** Lets requests in flight finish; connections that are only kept open are closed. */
function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  });
}
