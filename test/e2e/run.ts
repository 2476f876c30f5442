/**
 * `npm run test:e2e`: the page in a browser. Where there is none it says so and what to do; only a machine that is
 * there to test (CI) takes that for a failure.
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { ensureWebBuilt } from "#src/api/index.ts";
import { findChromium, NO_BROWSER } from "#test/support/browser.ts";

if (findChromium() === null) {
  process.stderr.write(`${NO_BROWSER}\n`);
  process.exit(process.env["CI"] === undefined ? 0 : 1);
}
await ensureWebBuilt();
const playwright = createRequire(import.meta.url).resolve("@playwright/test/cli");
const child = spawn(process.execPath, [playwright, "test", ...process.argv.slice(2)], { stdio: "inherit" });
child.once("exit", (code) => process.exit(code ?? 1));
