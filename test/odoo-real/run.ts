/**
 * `npm run test:odoo`: brings up real Odoo servers through the lab and runs the suites that need them.
 *
 * Servers of your own can stand in for the lab: set ODOO19_URL, ODOO19_DB, ODOO19_LOGIN, ODOO19_API_KEY,
 * ODOO19_ADMIN_LOGIN and ODOO19_ADMIN_API_KEY (and the same with ODOO14_). The suites write test data, so
 * never name a server that people work with.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const LAB = join(ROOT, "../shared/odoo-lab/odoo-lab");
const RELEASES = ["19", "14"] as const;

/** The lab's KEY=VALUE lines as this release's variables, after bringing its database back to the first state. */
function freshServer(release: string): Record<string, string> {
  process.stderr.write(`Odoo ${release}: bringing up a fresh server (minutes the first time, seconds after)\n`);
  const started = Date.now();
  const up = spawnSync(LAB, ["reset", release], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (up.status !== 0) throw new Error(`the lab could not bring up Odoo ${release}`);
  process.stderr.write(`Odoo ${release}: ready after ${Math.round((Date.now() - started) / 1000)} s\n`);
  const lines = up.stdout.split("\n").filter((line) => /^ODOO_[A-Z_]+=/.test(line));
  return Object.fromEntries(
    lines.map((line) => {
      const [name, ...value] = line.split("=");
      return [name!.replace(/^ODOO_/, `ODOO${release}_`), value.join("=")];
    }),
  );
}

const environment: Record<string, string | undefined> = { ...process.env };
for (const release of RELEASES) {
  if (environment[`ODOO${release}_URL`] !== undefined) continue;
  if (!existsSync(LAB)) {
    process.stderr.write(
      `test:odoo: no Odoo ${release}. The lab was not found beside this checkout (../shared/odoo-lab/odoo-lab), ` +
        `and ODOO${release}_URL is not set. Nothing was tested; the head of test/odoo-real/run.ts lists the variables.\n`,
    );
    process.exit(1);
  }
  Object.assign(environment, freshServer(release));
}

const vitest = spawn("vitest", ["run", "--config", "vitest.odoo.config.ts", ...process.argv.slice(2)], {
  cwd: ROOT,
  env: environment,
  stdio: "inherit",
});
vitest.on("exit", (code) => process.exit(code ?? 1));
