#!/usr/bin/env node
// Starts the command line under the Node of this package: the product runs from TypeScript source, which
// older runtimes cannot, and the machine's own Node may be older.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const entry = join(root, "src/cli/main.ts");
const [major] = process.versions.node.split(".").map(Number);

if (major >= 24) {
  await import(entry);
} else {
  const own = join(root, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(own)) {
    console.error(`AI COO needs Node 24 or newer and this is ${process.version}. Run \`npm ci\` in ${root}, which brings one.`);
    process.exit(1);
  }
  const child = spawn(own, [entry, ...process.argv.slice(2)], { stdio: "inherit" });
  // The child decides how to stop, so this process passes on what it is told and waits. A terminal or a service
  // manager may tell the child as well; the child takes the two for one. Windows tells both, and cannot pass on.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (process.platform !== "win32") child.kill(signal);
    });
  }
  child.once("error", (error) => {
    console.error(`AI COO could not start ${own}: ${error.message}`);
    process.exit(1);
  });
  // as shells say that a signal ended a command
  child.once("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
