import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { OdooReader } from "#src/odoo/read/index.ts";
import type { OdooWriter } from "#src/odoo/write/index.ts";

export interface OdooDoors {
  readonly reader: OdooReader;
  readonly writer: OdooWriter;
}

/**
 * Serves an Odoo double to other processes, so that what a killed process did stays, and can be counted. One
 * call a request; `Map` goes as its entries.
 */
export async function serveOdoo(doors: OdooDoors): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const { door, method, args } = JSON.parse(Buffer.concat(parts).toString("utf8")) as {
        door: keyof OdooDoors;
        method: string;
        args: unknown[];
      };
      const target = doors[door] as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
      const result = await target[method]!.apply(target, args);
      response.end(JSON.stringify(result instanceof Map ? { map: [...result] } : { value: result }));
    })().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The doors of a served double, as seen from another process. */
export function remoteOdoo(url: string): OdooDoors {
  const door = (name: keyof OdooDoors) =>
    new Proxy(
      {},
      {
        get:
          (_target, method) =>
          async (...args: readonly unknown[]) => {
            const response = await fetch(url, { method: "POST", body: JSON.stringify({ door: name, method, args }) });
            if (!response.ok) throw new Error(await response.text());
            const answer = (await response.json()) as { map?: [unknown, unknown][]; value?: unknown };
            return answer.map === undefined ? answer.value : new Map(answer.map);
          },
      },
    );
  return { reader: door("reader") as OdooReader, writer: door("writer") as OdooWriter };
}
