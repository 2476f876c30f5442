import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Org } from "./plan.ts";

const CLOCK = join(import.meta.dirname, "clockChild.ts");

/** A process of the product: a web server or a worker, as its users start it. */
export interface Process {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly role: "web" | "worker";
  /** What it printed once it was up. */
  ready: Readonly<Record<string, unknown>> | null;
  /** When that was, on a clock that only measures. */
  readyAt: number;
  /** Set where something is about to be done to it, so that nothing else is. */
  chosen: boolean;
  /** Set where the suite itself ended or froze it. */
  condemned: boolean;
  paused: boolean;
  /** Set where it goes on after the suite froze it, until it says that it was held up. */
  thawed: boolean;
}

/** A time in which the machine let a process do nothing, in milliseconds of the wall clock. */
export interface Stall {
  readonly pid: number;
  readonly from: number;
  readonly until: number;
}

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface InstallationOptions {
  readonly org: Org;
  readonly folder: string;
  /** The file that Node is given: the command line. */
  readonly entry: string;
  readonly databaseUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly workers: number;
}

/** The product of one organisation: its commands, its page, and workers that are started again whenever one is gone. */
export class Installation {
  readonly org: Org;
  readonly #options: InstallationOptions;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #log: number;
  readonly #processes = new Set<Process>();
  #closing = false;
  /** Processes that ended although nobody had ended them, with what they said. */
  readonly deaths: string[] = [];
  /** The processes that the suite killed. */
  readonly killed: number[] = [];
  /** When workers that were up were held up by the machine, and not by the suite. */
  readonly stalls: Stall[] = [];

  constructor(options: InstallationOptions) {
    this.org = options.org;
    this.#options = options;
    const dataDir = join(options.folder, `data-${options.org}`);
    this.#environment = {
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      NODE_COMPILE_CACHE: join(options.folder, "compiled"),
      DATA_DIR: dataDir,
      DATABASE_URL: options.databaseUrl,
      ORG_ID: options.org,
      PORT: "0",
      LOG_LEVEL: "warn",
      AUTH_SECRET: "the chaos suite signs nothing that anybody keeps",
      ...options.environment,
    };
    this.#log = openSync(join(options.folder, `${options.org}.log`), "a");
  }

  /** Runs one command to its end. `aheadMs`: how far its clock stands ahead. */
  run(args: readonly string[], aheadMs = 0): Promise<CommandResult> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ["--import", CLOCK, this.#options.entry, ...args, "--json"], {
        env: { ...this.#environment, CHAOS_CLOCK_MS: String(aheadMs) },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let stdout = "";
      let stderr = "";
      child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, stdout, stderr }));
    });
  }

  /** The same for a command that must work; its document. */
  async json<T>(...args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await this.run(args);
    if (code !== 0) throw new Error(`ai-coo ${args.join(" ")} of ${this.org} ended with ${code}:\n${stderr}`);
    return JSON.parse(stdout) as T;
  }

  /** Starts the page and the workers, and resolves when all of them are up. */
  async start(): Promise<void> {
    this.#closing = false;
    const all = [this.#spawn("web"), ...Array.from({ length: this.#options.workers }, () => this.#spawn("worker"))];
    for (const one of all) while (one.ready === null && !this.#closing && this.#processes.has(one)) await delay(20);
  }

  /** Workers that are up and run, and that no fault is aimed at. */
  workers(): Process[] {
    return [...this.#processes].filter(
      (one) => one.role === "worker" && one.ready !== null && !one.chosen && !one.condemned && !one.paused,
    );
  }

  /** Where the API answers; null while it is being started. */
  url(): string | null {
    const web = [...this.#processes].find((one) => one.role === "web" && one.ready !== null);
    const url = web?.ready?.["url"];
    return typeof url === "string" ? url : null;
  }

  kill(one: Process): void {
    one.condemned = true;
    this.killed.push(one.pid);
    one.child.kill("SIGKILL");
  }

  /** Asks everything to finish and end; the codes with which they did. */
  async stop(): Promise<(number | null)[]> {
    this.#closing = true;
    return Promise.all([...this.#processes].map((one) => ended(one)));
  }

  /** Ends whatever is left, at once. */
  abandon(): void {
    this.#closing = true;
    for (const one of this.#processes) one.child.kill("SIGKILL");
    closeSync(this.#log);
  }

  #spawn(role: Process["role"]): Process {
    const child = spawn(process.execPath, ["--import", CLOCK, this.#options.entry, role, "--json"], {
      env: this.#environment,
      stdio: ["ignore", "pipe", this.#log, "ipc"],
    });
    const one: Process = {
      pid: child.pid ?? 0,
      child,
      role,
      ready: null,
      readyAt: Infinity,
      chosen: false,
      condemned: false,
      paused: false,
      thawed: false,
    };
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (one.ready !== null || !said.trimEnd().endsWith("}")) return;
      one.ready = JSON.parse(said) as Record<string, unknown>;
      one.readyAt = performance.now();
    });
    child.on("error", () => {});
    child.on("message", (said: { readonly heldUpMs?: number }) => {
      if (said.heldUpMs === undefined) return;
      if (one.ready !== null && !one.thawed) this.stalls.push({ pid: one.pid, from: Date.now() - said.heldUpMs, until: Date.now() });
      one.thawed = false;
    });
    child.once("exit", (code, signal) => {
      this.#processes.delete(one);
      if (this.#closing) return;
      if (!one.condemned) this.deaths.push(`${role} ${one.ready === null ? "while starting" : "while up"}: ${signal ?? code}`);
      // a moment later where it could not start, as whoever supervises processes does
      setTimeout(() => !this.#closing && this.#spawn(role), one.ready === null && !one.condemned ? 3_000 : 0);
    });
    this.#processes.add(one);
    return one;
  }
}

/** How long a process may take to finish what is in flight: longer than its own limit. */
const LONGEST_END_MS = 45_000;

async function ended({ child }: Process): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once("exit", (code) => resolve(code));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_END_MS);
  const code = await promise;
  clearTimeout(timer);
  return code;
}
