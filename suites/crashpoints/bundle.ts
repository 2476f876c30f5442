import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Plugin } from "vite";
import { bundle } from "../support/bundle.ts";
import { instrument, instrumentedFiles, ROOT, type Point } from "./instrument.ts";

/** The worker as one file of plain JavaScript, and the points that it tells of. */
export interface Worker {
  readonly path: string;
  readonly points: readonly Point[];
}

/**
 * The worker and the whole product behind it in one file, with its points instrumented. What is instrumented is listed anew
 * every time.
 */
export async function bundleWorker(into: string): Promise<Worker> {
  const told = new Set(instrumentedFiles());
  const points: Point[] = [];
  const instrumenting: Plugin = {
    name: "crash-points",
    enforce: "pre",
    async load(id) {
      const file = relative(ROOT, id);
      if (!told.has(file)) return null;
      const { code, points: found } = instrument(file, await readFile(id, "utf8"));
      points.push(...found);
      return code;
    },
  };
  const path = await bundle({ entry: join(import.meta.dirname, "workerChild.ts"), into, plugin: instrumenting, inOneFile: true });
  return { path, points };
}
