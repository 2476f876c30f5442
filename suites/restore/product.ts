import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proposeAction } from "#src/actions/index.ts";
import { openDatabase, startEmbeddedPostgres } from "#src/db/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";

const ENTRY = join(import.meta.dirname, "../../src/cli/main.ts");

/** What `ai-coo start --json` says once it answers. */
interface Ready {
  readonly url: string;
  readonly stopped: string | null;
}

/** The product as its owner runs it, with the embedded database in a data folder of its own. */
export class Product implements AsyncDisposable {
  readonly orgId: string;
  readonly #folder: string;
  readonly #environment: Readonly<Record<string, string>>;
  #running: ChildProcess | undefined;

  private constructor(folder: string, orgId: string, environment: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.orgId = orgId;
    this.#environment = {
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      NODE_COMPILE_CACHE: join(folder, "compiled"),
      DATA_DIR: join(folder, "data"),
      ORG_ID: orgId,
      PORT: "0",
      LOG_LEVEL: "error",
      ...environment,
    };
  }

  static async install(orgId: string, environment: Readonly<Record<string, string>>): Promise<Product> {
    const folder = await mkdtemp(join(tmpdir(), "ai-coo-restore-"));
    // to be passed through by the database's own user, or the database goes elsewhere
    await chmod(folder, 0o711);
    return new Product(folder, orgId, environment);
  }

  get dataDir(): string {
    return join(this.#folder, "data");
  }

  async start(): Promise<Ready> {
    const child = spawn(process.execPath, [ENTRY, "start", "--json"], { env: this.#environment, stdio: ["ignore", "pipe", "inherit"] });
    this.#running = child;
    return new Promise((resolve, reject) => {
      let said = "";
      child.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (said.trimEnd().endsWith("}")) resolve(JSON.parse(said) as Ready);
      });
      child.once("exit", (code) => reject(new Error(`ai-coo start ended with ${code}`)));
    });
  }

  /** As Ctrl-C does it. */
  async stop(): Promise<void> {
    const child = this.#running;
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    await ended;
    this.#running = undefined;
  }

  /** A command beside what runs; its document. `mayFail`: exit code 1 is an answer too. */
  async command<T>(args: readonly string[], options: { readonly mayFail?: boolean } = {}): Promise<T> {
    const child = spawn(process.execPath, [ENTRY, ...args, "--json"], { env: this.#environment, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    const code = await new Promise((resolve) => child.once("close", resolve));
    if (code !== 0 && options.mayFail !== true) throw new Error(`ai-coo ${args.join(" ")} ended with ${String(code)}: ${err}`);
    return JSON.parse(out === "" ? (err.trimEnd().split("\n").at(-1) ?? "{}") : out) as T;
  }

  /** Proposes as an analysis does: through the product's own verb, beside what runs. How many were taken. */
  async propose(documents: readonly ActionProtocol[]): Promise<number> {
    const server = await startEmbeddedPostgres({ dataDir: this.dataDir, share: true });
    try {
      await using db = await openDatabase({ connectionString: server.connectionString, maxConnections: 2 });
      const ctx = { db, orgId: this.orgId, actor: "system:ai-coo", clock: systemClock } as const;
      let proposed = 0;
      for (const action of documents) if ((await proposeAction({ ctx, input: { action } })).proposed) proposed += 1;
      return proposed;
    } finally {
      await server.stop();
    }
  }

  /** The backup of docs/backup.md: the folder of the database with its owners, copied while nothing runs. */
  async backUp(): Promise<void> {
    const child = spawn("cp", ["-a", join(this.dataDir, "postgres"), join(this.#folder, "backup")], { stdio: "inherit" });
    const code = await new Promise((resolve) => child.once("exit", resolve));
    if (code !== 0) throw new Error(`cp ended with ${String(code)}`);
  }

  async restore(): Promise<void> {
    await rm(join(this.dataDir, "postgres"), { recursive: true });
    await rename(join(this.#folder, "backup"), join(this.dataDir, "postgres"));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
