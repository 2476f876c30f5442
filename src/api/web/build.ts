import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { AiCooError } from "#src/lib/errors.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** What the page is built from: its own files, the protocol it shares, and the versions of its parts. */
const SOURCES = ["web/src", "web/index.html", "web/vite.config.ts", "src/protocol", "package-lock.json"];

/**
 * The folder of the built page, built first when these very sources were not built yet (some seconds).
 * Builds stand side by side under the hash of their sources and appear whole, by a rename: processes that
 * start at the same moment do not disturb each other.
 */
export async function ensureWebBuilt(options: { readonly onBuild?: () => void } = {}): Promise<string> {
  const builds = join(ROOT, "web/dist");
  const folder = join(builds, sourcesHash());
  if (existsSync(join(folder, "index.html"))) return folder;
  options.onBuild?.();
  const unfinished = join(builds, `unfinished-${process.pid}`);
  try {
    mkdirSync(builds, { recursive: true });
    const { build } = await import("vite");
    await build({ configFile: join(ROOT, "web/vite.config.ts"), logLevel: "error", build: { outDir: unfinished } });
    moveInto(folder, unfinished);
  } catch (cause) {
    throw new AiCooError("config_invalid", "The web page could not be built, so AI COO was not started.", {
      next: `Check that ${builds} can be written to, then run \`npm ci\` and \`npm run web:build\`.`,
      cause,
    });
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  for (const old of readdirSync(builds)) {
    if (!old.startsWith("unfinished-") && join(builds, old) !== folder) rmSync(join(builds, old), { recursive: true, force: true });
  }
  return folder;
}

/** Somebody else may have been faster with the same sources: theirs is as good. */
function moveInto(folder: string, built: string): void {
  try {
    renameSync(built, folder);
  } catch (error) {
    if (!existsSync(join(folder, "index.html"))) throw error;
  }
}

function sourcesHash(): string {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of filesOf(join(ROOT, source)))
      hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

/** Every file at or below a path, in a stable order. */
function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => filesOf(join(path, name)));
}
