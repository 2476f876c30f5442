import { spawn } from "node:child_process";
import { open, readFile, readlink, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Account } from "./account.ts";

/** The only environment the server sees: none of the product's secrets. */
const SERVER_ENV = { LC_ALL: "C", TZ: "UTC", PATH: "/usr/local/bin:/usr/bin:/bin" };

/** How a program of the server is started: as its user, in a folder that user can be in. */
export function serverSpawnOptions(account: Account | null) {
  const env = process.platform === "win32" ? {} : { env: SERVER_ENV };
  return { cwd: account === null ? undefined : "/", ...env, ...account };
}

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

/**
 * The server running on this cluster, read from its `postmaster.pid`. A pid that belongs to another
 * program (containers hand out the same low numbers after a restart) is not a server; the file it left is
 * removed, because PostgreSQL itself would refuse to start over it.
 */
export async function runningServer(clusterDir: string): Promise<RunningServer | null> {
  const file = join(clusterDir, "postmaster.pid");
  const lines = (await readFile(file, "utf8").catch(() => "")).split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  const port = Number.parseInt(lines[3] ?? "", 10);
  if (!Number.isInteger(pid)) return null;
  if (!isAlive(pid)) return null; // PostgreSQL clears the file by itself
  if (!(await isServerOf(pid, clusterDir))) {
    await rm(file, { force: true });
    return null;
  }
  return Number.isInteger(port) ? { pid, port } : null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** A server sits in its own cluster's folder. Where the system does not tell, the file is believed. */
async function isServerOf(pid: number, clusterDir: string): Promise<boolean> {
  if (process.platform !== "linux") return true;
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === clusterDir;
  } catch (error) {
    const gone = error instanceof Error && "code" in error && error.code === "ENOENT";
    return !gone;
  }
}

export interface LaunchOptions {
  readonly postgres: string;
  readonly clusterDir: string;
  readonly port: number;
  readonly account: Account | null;
  readonly logFile: string;
  /** False only for databases that may be lost: the server does not wait for the disk. */
  readonly durable: boolean;
}

/**
 * Starts the server in a process group of its own, so that Ctrl-C in a terminal reaches the product, which
 * stops the server last. Resolves at once with a function that tells whether it ended early.
 */
export async function launch(options: LaunchOptions): Promise<{ ended: () => boolean }> {
  const log = await open(options.logFile, "a", 0o600);
  try {
    const settings = {
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      max_connections: "200",
      shared_buffers: "128MB",
      timezone: "UTC",
      log_timezone: "UTC",
      ...(options.durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }),
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const child = spawn(options.postgres, ["-D", options.clusterDir, "-p", String(options.port), ...flags], {
      ...serverSpawnOptions(options.account),
      stdio: ["ignore", log.fd, log.fd],
      detached: true,
    });
    let ended = false;
    child.on("error", () => (ended = true));
    child.on("exit", () => (ended = true));
    child.unref();
    return { ended: () => ended };
  } finally {
    await log.close();
  }
}

/** Stops the server: open transactions are rolled back, the disk is in order. Harder after ten seconds. */
export async function shutDown(clusterDir: string): Promise<void> {
  const server = await runningServer(clusterDir);
  if (server === null) return;
  signal(server.pid, "SIGINT");
  if (await endsWithin(server.pid, clusterDir, 10_000)) return;
  signal(server.pid, "SIGQUIT");
  await endsWithin(server.pid, clusterDir, 5_000);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // gone already, which is what was asked for
  }
}

async function endsWithin(pid: number, clusterDir: string, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += 20) {
    if (!isAlive(pid) || (await runningServer(clusterDir))?.pid !== pid) return true;
    await delay(20);
  }
  return false;
}

/** A TCP port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

/** Whether nothing listens on this port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
