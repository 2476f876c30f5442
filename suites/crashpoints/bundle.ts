import { readFile, symlink } from "node:fs/promises";
import { join, relative } from "node:path";
import { build, type Plugin } from "vite";
import { instrument, instrumentedFiles, ROOT, type Point } from "./instrument.ts";

/** The worker as one file of plain JavaScript, and the points that it tells of. */
export interface Worker {
  readonly path: string;
  readonly points: readonly Point[];
}

/**
 * Puts the worker and the whole product behind it into one file, because a worker lives for less than a second and would
 * spend most of that on loading modules. What is instrumented is listed anew every time.
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
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    plugins: [instrumenting],
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: join(import.meta.dirname, "workerChild.ts"),
      outDir: into,
      emptyOutDir: true,
      minify: false,
      target: "esnext",
      rolldownOptions: { external: ["pg-native"], output: { codeSplitting: false } },
    },
  });
  // what is loaded only when it is needed is looked for from there
  await symlink(join(ROOT, "node_modules"), join(into, "node_modules"), "dir");
  return { path: join(into, "workerChild.js"), points };
}
