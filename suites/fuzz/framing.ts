import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { serve, type ServerType } from "@hono/node-server";
import * as fc from "fast-check";
import type { ApiWorld } from "./api/world.ts";
import { leakIn } from "./canaries.ts";
import { fault, type Fault, type Trial } from "./harness.ts";
import { NASTY_TEXTS } from "./values.ts";

const TARGETS = [
  "/api/health",
  "/api/ai-coo/actions",
  "/api/auth/sign-in/link",
  "/api/webhooks/org-acme/sms",
  "/api/%ZZ",
  "/api/ai-coo/actions/%00",
  "//evil.example/api/health",
  "http://evil.example/api/health",
  "*",
  "/..%2f..%2fetc/passwd",
  "/assets/../../package.json",
  "?",
  "/api/ai-coo/actions?cursor=%ff%fe",
  "",
  "\u0000",
  `/${"x".repeat(20_000)}`,
];
const METHODS = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "CONNECT", "get", "G\u0000T", "", "PATCH", "X".repeat(500)];
const HEADERS = [
  "host: x",
  "host: x\r\nhost: y",
  "content-length: 5",
  "content-length: -1",
  "content-length: 5\r\ncontent-length: 6",
  "content-length: 99999999999999999999",
  "transfer-encoding: chunked",
  "transfer-encoding: chunked\r\ncontent-length: 3",
  "transfer-encoding: gzip, chunked",
  "content-type: application/json",
  "expect: 100-continue",
  "connection: upgrade\r\nupgrade: websocket",
  `x-long: ${"x".repeat(20_000)}`,
  "x\u0000y: 1",
  ": empty",
  "no colon at all",
  " folded",
  "cookie: ai_coo.session_token=\u00ff\u00fe",
  "x-api-key: \u0001",
  "origin: null",
];
const BODIES = [
  "",
  "{}",
  '{"token":"x"}',
  "5\r\nhello\r\n0\r\n\r\n",
  "zz\r\nhello\r\n",
  "ffffffffffffffff\r\nx",
  "0\r\nx: y\r\n\r\n",
  "\u0000\u0001",
  "GET /api/health HTTP/1.1\r\nhost: x\r\n\r\n",
  "{".repeat(70_000),
];

interface Framed {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly headers: readonly string[];
  readonly body: string;
  readonly end: "\r\n\r\n" | "\n\n" | "\r\n" | "";
}

/** Bytes on a connection to the real server: answered as HTTP, in our own form where we answer, or cut. */
export async function startFramingTrial({ app }: ApiWorld): Promise<Trial<Framed> & AsyncDisposable> {
  const server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, () => resolve(started));
  });
  const { port } = server.address() as AddressInfo;
  return {
    name: "api/framing",
    share: 450,
    arbitrary: fc.record({
      method: fc.constantFrom(...METHODS),
      target: fc.constantFrom(...TARGETS),
      version: fc.oneof(
        { weight: 6, arbitrary: fc.constant("HTTP/1.1") },
        { weight: 1, arbitrary: fc.constantFrom("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "", ...NASTY_TEXTS.slice(0, 12)) },
      ),
      headers: fc.array(fc.constantFrom(...HEADERS), { maxLength: 4 }),
      body: fc.constantFrom(...BODIES),
      end: fc.constantFrom<Framed["end"]>("\r\n\r\n", "\r\n\r\n", "\r\n\r\n", "\n\n", "\r\n", ""),
    }),
    async judge({ method, target, version, headers, body, end }) {
      const text = `${[`${method} ${target} ${version}`, ...headers, "connection: close"].join("\r\n")}${end}${body}`;
      return answersFault(await exchange(port, Buffer.from(text, "utf8")));
    },
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}

/** All that comes back until the server closes, or for a moment where it waits for more. */
function exchange(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect(port, "127.0.0.1", () => socket.end(bytes));
    const timer = setTimeout(() => socket.destroy(), 400);
    socket.on("data", (chunk: Buffer) => parts.push(chunk));
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(Buffer.concat(parts).toString("utf8"));
    });
  });
}

function answersFault(text: string): Fault | null {
  const leak = leakIn(text);
  if (leak !== null) return leak;
  if (text !== "" && !/^HTTP\/1\.[01] \d{3} /.test(text)) return fault("code", `it answered ${text.slice(0, 200)}`);
  const [head = "", body = ""] = text.split("\r\n\r\n", 2);
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
  if (status === 500) return fault("crash", `it answered ${text.slice(0, 400)}`);
  if (status >= 400 && /application\/json/.test(head) && body !== "" && !body.includes('"code"'))
    return fault("code", `it answered ${text.slice(0, 400)}`);
  return null;
}
