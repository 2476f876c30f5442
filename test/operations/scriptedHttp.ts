import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Record<string, unknown>;
}

/** What comes back; `drop` cuts the connection after the request was read, `silence` never answers. */
export type HttpReply =
  | { readonly status?: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | "drop"
  | "silence";

export interface ScriptedHttp {
  readonly url: string;
  readonly received: readonly Received[];
  /** The next replies, in order; an unexpected request is answered with 418, which no test wants. */
  reply(...replies: readonly HttpReply[]): void;
  stop(): Promise<void>;
}

/** An HTTP server that answers JSON from a script and keeps what it was asked. */
export async function startScriptedHttp(): Promise<ScriptedHttp> {
  const received: Received[] = [];
  const script: HttpReply[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const asked = Buffer.concat(chunks).toString("utf8");
      const { method = "", url = "", headers } = request;
      received.push({ method, path: url, headers, body: asked === "" ? {} : JSON.parse(asked) });
      const reply = script.shift() ?? { status: 418 };
      if (reply === "silence") return;
      if (reply === "drop") {
        request.socket.destroy();
        return;
      }
      const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body ?? {});
      response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    reply: (...replies) => void script.push(...replies),
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
