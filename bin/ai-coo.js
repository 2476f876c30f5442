#!/usr/bin/env node
// Starts the command line under the Node of this package: the product runs from TypeScript source, which
// older runtimes cannot, and the machine's own Node may be older.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const entry = join(root, "src/cli/main.ts");
const [major] = process.versions.node.split(".").map(Number);

if (major >= 24) {
  // what was compiled and stripped of its types once is not compiled again: a command or worker starts in half the time
  module.enableCompileCache();
  await import(entry);
} else {
  const own = join(root, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(own)) {
    console.error(`AI COO needs Node 24 or newer and this is ${process.version}. Run \`npm ci\` in ${root}, which brings one.`);
    process.exit(1);
  }
  // Signals of the terminal reach the child as well; it decides how to stop.
  process.on("SIGINT", () => {});
  const child = spawnSync(own, [entry, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exit(child.status ?? 1);
}
