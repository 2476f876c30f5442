import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What the process said when it had started, or why it did not. */
type Started =
  | { readonly ok: true; readonly connectionString: string; readonly port: number; readonly clusterDir: string }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly next: string };

export interface EmbeddedProcess {
  readonly child: ChildProcess;
  readonly started: Promise<Started>;
  /** Asks it to stop, as Ctrl-C would, and waits. */
  stop(): Promise<void>;
  /** Ends it without a word, as a power cut would. */
  kill(): Promise<void>;
}

/** The embedded database in a process of its own. */
export function startInProcess(
  options: { readonly dataDir: string; readonly share?: boolean; readonly durable?: boolean },
  asUser?: { readonly uid: number; readonly gid: number },
): EmbeddedProcess {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("embeddedChild.ts", import.meta.url)), JSON.stringify({ durable: false, ...options })],
    {
      stdio: ["pipe", "pipe", "inherit"],
      ...asUser,
    },
  );
  const ended = once(child, "exit");
  const started = once(createInterface(child.stdout), "line").then(([line]) => JSON.parse(String(line)) as Started);
  return {
    child,
    started,
    stop: async () => {
      child.stdin?.end();
      await ended;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
