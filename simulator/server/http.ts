import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isRecord } from "../engine/values.ts";
import { HTML_TYPE, json2, type Response } from "./json2.ts";
import { json, jsonrpc, versionOf } from "./jsonrpc.ts";
import type { Backend } from "./run.ts";

/** The HTTP face of the simulated Odoo. */
export function httpServer(backend: Backend): Server {
  return createServer((request, response) => {
    void respond(backend, request, response).catch(() => response.destroy());
  });
}

async function respond(backend: Backend, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const answer = await route(backend, request, path, body);
  if (answer === "drop") {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, {
    "Content-Type": answer.contentType,
    "Content-Length": Buffer.byteLength(answer.body),
    ...answer.headers,
  });
  response.end(answer.body);
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function route(backend: Backend, request: IncomingMessage, path: string, body: string): Promise<Response | "drop"> {
  const { release } = backend.instance.server;
  if (path === "/jsonrpc") return jsonrpc(backend, body);
  if (path === "/web/webclient/version_info") return json(release, { jsonrpc: "2.0", id: idOf(body), result: versionOf(release) });
  if (release === 19 && (path === "/web/version" || path === "/json/version"))
    return json(release, { version_info: versionOf(release).server_version_info, version: "19.0" });
  if (path.startsWith("/json/2/")) {
    if (release === 19) return json2(backend, { method: request.method ?? "GET", path, headers: request.headers, body });
    const data = {
      name: "werkzeug.exceptions.NotFound",
      debug: "Traceback (most recent call last):\n",
      message: "404 Not Found: The requested URL was not found on the server.",
      arguments: [],
      context: {},
    };
    return json(release, { jsonrpc: "2.0", id: null, error: { code: 404, message: "404: Not Found", http_status: 404, data } }, 404);
  }
  if (path === "/")
    return {
      status: 200,
      contentType: HTML_TYPE,
      body: "<!DOCTYPE html>\n<html><head><title>Odoo</title></head><body><p>A simulated Odoo. Only its API exists.</p></body></html>\n",
    };
  return {
    status: 404,
    contentType: HTML_TYPE,
    body: "<!DOCTYPE html>\n<html><head><title>Odoo</title></head><body><h1>404: Page not found</h1></body></html>\n",
  };
}

function idOf(body: string): unknown {
  try {
    const message: unknown = JSON.parse(body);
    return isRecord(message) ? (message["id"] ?? null) : null;
  } catch {
    return null;
  }
}
