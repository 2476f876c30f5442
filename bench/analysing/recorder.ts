import { Agent, createServer, request, type IncomingHttpHeaders, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** A request as it went to Odoo, so that it can be sent again without the product. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Recorder extends AsyncDisposable {
  readonly url: string;
  /** What has passed since the last time; from here on the list is empty again. */
  take(): RecordedRequest[];
}

/** Stands between a client and a server, changes nothing, and keeps what was asked. */
export async function startRecorder(target: string): Promise<Recorder> {
  let recorded: RecordedRequest[] = [];
  const { hostname, port } = new URL(target);
  // a connection of its own for each request: one that is kept may be closed while a large answer keeps both ends busy
  const agent = new Agent({ keepAlive: false });
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const { method = "GET", url: path = "/", headers } = incoming;
      recorded.push({ method, path, headers, body: body.toString() });
      const forwarded = request({ hostname, port, method, path, headers, agent }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.on("error", () => outgoing.destroy());
      forwarded.end(body);
    });
  });
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
