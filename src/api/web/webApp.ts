import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

interface WebFile {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly gzipped: Uint8Array<ArrayBuffer> | null;
  readonly etag: string;
  /** Its name carries its hash, so it never changes. */
  readonly immutable: boolean;
}

/** The built page, held in memory: a path either names one of its files or nothing on the disk. */
export interface WebApp {
  readonly file: (path: string) => WebFile | undefined;
  readonly index: WebFile;
}

/** Reads the built page. Null when it is not built. */
export function loadWebApp(folder: string): WebApp | null {
  if (!existsSync(join(folder, "index.html"))) return null;
  const files = new Map<string, WebFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const absolute = join(entry.parentPath, entry.name);
    const path = absolute.slice(folder.length).replaceAll("\\", "/");
    const type = TYPES[extname(entry.name)];
    if (type !== undefined) files.set(path, read(absolute, type, path.startsWith("/assets/")));
  }
  const index = files.get("/index.html")!;
  return { index, file: (path) => files.get(path) };
}

function read(absolute: string, type: string, immutable: boolean): WebFile {
  const body = new Uint8Array(readFileSync(absolute));
  const packed = type.startsWith("font/") ? null : new Uint8Array(gzipSync(body));
  return { type, body, gzipped: packed, etag: `"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"`, immutable };
}

/** The answer for a file: unchanged, compressed or whole. */
export function respondWith(file: WebFile, request: Request): Response {
  const headers = new Headers({
    "content-type": file.type,
    "cache-control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
    etag: file.etag,
    vary: "accept-encoding",
  });
  if (request.headers.get("if-none-match") === file.etag) return new Response(null, { status: 304, headers });
  if (file.gzipped === null || !/\bgzip\b/.test(request.headers.get("accept-encoding") ?? "")) return new Response(file.body, { headers });
  headers.set("content-encoding", "gzip");
  return new Response(file.gzipped, { headers });
}
