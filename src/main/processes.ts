import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Announcement, readRunningInstance, type RunningInstance } from "./dataFolder.ts";
import { birthOf, isAlive } from "./liveness.ts";

/** The part that a process of the installation plays: everything, the page alone, or a worker alone. */
export type ProcessRole = "start" | "web" | "worker";

/** A process that is up on a data folder, as it tells the others. Readable by its owner alone. */
export interface RunningProcess extends RunningInstance {
  readonly role: ProcessRole;
}

export interface ProcessEntry {
  announce(more: Announcement): void;
  release(): void;
}

const folderOf = (dataDir: string): string => join(dataDir, "running");

/** The other processes that are up on this folder, the first to start first. Those that were killed do not count. */
export function readProcesses(dataDir: string): readonly RunningProcess[] {
  const instance = readRunningInstance(dataDir);
  const entries = entryFiles(dataDir).flatMap((file): RunningProcess[] => {
    try {
      const found = JSON.parse(readFileSync(join(folderOf(dataDir), file), "utf8")) as RunningProcess;
      return found.pid !== process.pid && isAlive(found) ? [found] : [];
    } catch {
      // gone since, or written by a process that was killed in the middle of it
      return [];
    }
  });
  const all = instance === undefined ? entries : [{ ...instance, role: "start" as const }, ...entries];
  return all.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
}

function entryFiles(dataDir: string): string[] {
  try {
    return readdirSync(folderOf(dataDir)).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
}

/** Puts this process among those of the folder. Any number of web and worker processes may be. */
export function enterDataFolder(dataDir: string, role: "web" | "worker", now: Date): ProcessEntry {
  const { pid } = process;
  const file = join(folderOf(dataDir), `${role}-${pid}.json`);
  let entry: RunningProcess = { pid, born: birthOf(pid), role, startedAt: now.toISOString(), url: "", simulatedOdoo: undefined };
  const write = (): void => writeFileSync(file, JSON.stringify(entry), { mode: 0o600 });
  mkdirSync(folderOf(dataDir), { recursive: true });
  write();
  return {
    announce: (more) => {
      entry = { ...entry, ...more };
      write();
    },
    release: () => rmSync(file, { force: true }),
  };
}

const LOOK_EVERY_MS = 500;

/** Resolves when a process is gone; never holds this one up. */
export function untilGone(pid: number): { readonly gone: Promise<void>; stop(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const mark = { pid, born: birthOf(pid) };
  const timer = setInterval(() => {
    if (isAlive(mark)) return;
    clearInterval(timer);
    resolve();
  }, LOOK_EVERY_MS);
  timer.unref();
  return { gone: promise, stop: () => clearInterval(timer) };
}
