import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMMAND_LINE } from "./commandLine.ts";
import type { OdooTarget } from "./odooAdmin.ts";

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProductSettings {
  readonly databaseUrl: string;
  readonly odoo: OdooTarget;
  readonly smtpUrl: string;
}

/** The product as its users run it: the command line in a process of its own, configured by its environment. */
export interface Product extends AsyncDisposable {
  readonly dataDir: string;
  run(...args: readonly string[]): Promise<CommandResult>;
  /** Runs with `--json` and gives back the document; throws what the command said when it failed. */
  json<T>(...args: readonly string[]): Promise<T>;
}

export async function installProduct(settings: ProductSettings): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), "ai-coo-job-"));
  const environment = {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    DATA_DIR: dataDir,
    DATABASE_URL: settings.databaseUrl,
    ODOO_URL: settings.odoo.url,
    ODOO_DB: settings.odoo.database,
    ODOO_LOGIN: settings.odoo.login,
    ODOO_API_KEY: settings.odoo.apiKey,
    SMTP_URL: settings.smtpUrl,
    MAIL_FROM: "Accounts <accounts@ourcompany.example>",
  };
  const run = (...args: readonly string[]) => runCommand(args, environment);
  return {
    dataDir,
    run,
    async json<T>(...args: readonly string[]) {
      const { code, stdout, stderr } = await run(...args, "--json");
      if (code !== 0) throw new Error(`ai-coo ${args.join(" ")} ended with ${code}:\n${stderr}`);
      return JSON.parse(stdout) as T;
    },
    [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** The command line in a process of its own, with this environment alone. */
export function runCommand(args: readonly string[], env: NodeJS.ProcessEnv): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND_LINE, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}
