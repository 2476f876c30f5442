import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadWebApp, type WebApp } from "#src/api/index.ts";
import { AiCooError } from "#src/lib/errors.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DIST = join(ROOT, "web/dist");
const STAMP = join(DIST, "sources.sha256");
/** What the page is made of. */
const SOURCES = ["web/src", "web/index.html", "web/vite.config.ts", "src/protocol", "package-lock.json"];

/** The built page; built first where it is missing or older than its sources, which takes some seconds. */
export async function buildWebApp(onProgress: (text: string) => void): Promise<WebApp | null> {
  const stamp = stampOf(SOURCES);
  if (readStamp() !== stamp) {
    onProgress("building the web page");
    await build();
    writeFileSync(STAMP, stamp);
  }
  return loadWebApp(DIST);
}

async function build(): Promise<void> {
  const vite = await import("vite");
  try {
    await vite.build({ configFile: join(ROOT, "web/vite.config.ts"), logLevel: "silent" });
  } catch (cause) {
    throw new AiCooError("internal", "The web page could not be built, so nothing was started.", {
      next: "Run `npm ci` again; `npm run web:build` shows what is wrong.",
      cause,
    });
  }
}

function readStamp(): string | undefined {
  try {
    return readFileSync(STAMP, "utf8");
  } catch {
    return undefined;
  }
}

function stampOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesOf))
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(ROOT, file)));
  return hash.digest("hex");
}

function filesOf(path: string): string[] {
  try {
    const entries = readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
      .toSorted();
  } catch {
    return [path];
  }
}
