import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AiCooError } from "#src/lib/errors.ts";
import { birthOf, isAlive, type ProcessMark } from "./liveness.ts";

/** What a running instance tells the commands that are run beside it. Readable by its owner alone. */
export interface RunningInstance extends ProcessMark {
  readonly startedAt: string;
  /** Where people open it; empty until it is ready. */
  readonly url: string;
  /** How to reach the simulated Odoo of the demo, which this instance serves. */
  readonly simulatedOdoo: { readonly url: string; readonly database: string; readonly login: string; readonly apiKey: string } | undefined;
}

/** What it tells as soon as it knows. */
export type Announcement = Partial<Pick<RunningInstance, "url" | "simulatedOdoo">>;

const PRIVATE_FILE = 0o600;

/** Makes the folder; says what to do where that is not possible. */
export function prepareDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    throw new AiCooError("config_invalid", `The data folder ${dataDir} cannot be made, so nothing was started.`, {
      next: "Name a folder you may write to: `npm start -- --data /path/to/folder`, or DATA_DIR.",
      cause,
    });
  }
}

const runningFile = (dataDir: string): string => join(dataDir, "running.json");

/** The instance that runs on this folder, or undefined. One whose process is gone does not count. */
export function readRunningInstance(dataDir: string): RunningInstance | undefined {
  let text: string;
  try {
    text = readFileSync(runningFile(dataDir), "utf8");
  } catch {
    return undefined;
  }
  try {
    const instance = JSON.parse(text) as RunningInstance;
    return isAlive(instance) && instance.pid !== process.pid ? instance : undefined;
  } catch {
    // Written by an instance that was killed in the middle of it.
    return undefined;
  }
}

export interface FolderLock {
  /** Tells the commands and processes beside this instance where things are, as soon as it knows. */
  announce(more: Announcement): void;
  release(): void;
}

/**
 * Makes this process the one that runs on the folder.
 * @throws AiCooError `already_running` naming the other instance.
 */
export function lockDataFolder(dataDir: string, now: Date): FolderLock {
  prepareDataFolder(dataDir);
  const file = runningFile(dataDir);
  const { pid } = process;
  let known: RunningInstance = { pid, born: birthOf(pid), startedAt: now.toISOString(), url: "", simulatedOdoo: undefined };
  const write = (instance: RunningInstance, flag: "w" | "wx"): void =>
    writeFileSync(file, JSON.stringify(instance), { flag, mode: PRIVATE_FILE });
  const other = readRunningInstance(dataDir);
  if (other !== undefined) throw alreadyRunning(dataDir, other);
  rmSync(file, { force: true });
  try {
    write(known, "wx");
  } catch (cause) {
    const winner = readRunningInstance(dataDir);
    if (winner !== undefined) throw alreadyRunning(dataDir, winner);
    throw new AiCooError("config_invalid", `The data folder ${dataDir} cannot be written, so nothing was started.`, {
      next: "Name a folder you may write to: `npm start -- --data /path/to/folder`, or DATA_DIR.",
      cause,
    });
  }
  return {
    announce: (more) => write((known = { ...known, ...more }), "w"),
    release: () => rmSync(file, { force: true }),
  };
}

function alreadyRunning(dataDir: string, other: RunningInstance): AiCooError {
  const where = other.url === "" ? "it is starting" : `it answers at ${other.url}`;
  return new AiCooError("already_running", `AI COO already runs on ${dataDir} (process ${other.pid}; ${where}). Nothing was started.`, {
    next: "Use that one, stop it with Ctrl-C where it runs, or start a second one apart: `npm start -- --port 4848 --data .data-two`.",
    details: { pid: other.pid, url: other.url },
  });
}

/** Shorter ones can be guessed, and an empty one makes the session library fall back to a secret that everybody knows. */
const SECRET_LENGTH = 32;

/**
 * The secret that signs sessions: the configured one, else one made once and kept in the folder. It is written
 * whole beside its place and then linked there, so that a kill or a full disk leaves no half of one, and of two
 * processes that make one at once both use the first.
 * @throws AiCooError `config_invalid` when the file is there and cannot be used.
 */
export function authSecret(dataDir: string, configured: string | undefined): string {
  if (configured !== undefined) return configured;
  const file = join(dataDir, "auth-secret");
  const present = readSecretFile(file);
  if (present !== undefined) return present;
  const draft = `${file}.${process.pid}.${randomBytes(6).toString("hex")}`;
  try {
    writeFileSync(draft, randomBytes(32).toString("base64url"), { mode: PRIVATE_FILE, flag: "wx", flush: true });
    linkSync(draft, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw unusableSecret(file, "cannot be written", cause);
  } finally {
    rmSync(draft, { force: true });
  }
  const made = readSecretFile(file);
  if (made === undefined) throw unusableSecret(file, "is gone right after it was written");
  return made;
}

/** What the file holds; undefined when there is none. */
function readSecretFile(file: string): string | undefined {
  let secret: string;
  try {
    secret = readFileSync(file, "utf8").trim();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unusableSecret(file, "cannot be read", cause);
  }
  if (secret.length < SECRET_LENGTH) throw unusableSecret(file, `is shorter than ${SECRET_LENGTH} characters`);
  return secret;
}

function unusableSecret(file: string, fault: string, cause?: unknown): AiCooError {
  return new AiCooError("config_invalid", `The file ${file}, which signs sessions, ${fault}, so nothing was started.`, {
    next: "Remove it to have a new one made (everybody signs in again), or set AUTH_SECRET.",
    cause,
  });
}
