import { symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { build, type Plugin } from "vite";

const ROOT = join(import.meta.dirname, "../..");

export interface BundleOptions {
  /** The file that begins it. */
  readonly entry: string;
  /** A folder that is emptied. */
  readonly into: string;
  /** Sees each file of ours before anything else does. */
  readonly plugin: Plugin;
  /** What stays in its package, beside `pg-native`, which nobody has. */
  readonly external?: readonly string[];
  /** Everything in one file, what is loaded only when needed too. */
  readonly inOneFile?: boolean;
}

/**
 * Puts a program and the whole product behind it into a few files of plain JavaScript: processes that live for a second
 * would spend most of it on finding modules. Answers the file to start.
 */
export async function bundle({ entry, into, plugin, external = [], inOneFile = false }: BundleOptions): Promise<string> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    plugins: [plugin],
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: entry,
      outDir: into,
      emptyOutDir: true,
      // what is read at every start: half as much is read sooner
      minify: true,
      target: "esnext",
      rolldownOptions: {
        external: ["pg-native", ...external],
        ...(inOneFile ? { output: { codeSplitting: false } } : {}),
      },
    },
  });
  // what is loaded only when it is needed is looked for from there
  await symlink(join(ROOT, "node_modules"), join(into, "node_modules"), "dir");
  return join(into, `${basename(entry, ".ts")}.js`);
}
