import { type ChildProcess, spawn } from "node:child_process";
import { COMMAND_LINE } from "./commandLine.ts";

/** A command of the product that stays up (`start`, `web`, `worker`), with `--json`, in a process of its own. */
export class CliProcess<Ready> {
  readonly process: ChildProcess;
  /** Its exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  stderr = "";
  #stdout = "";

  /** `entry` is what Node is given before the arguments: the command line in a bundle, unless another way in is tried. */
  constructor(args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}, entry: readonly string[] = [COMMAND_LINE]) {
    this.process = spawn(process.execPath, [...entry, ...args, "--json"], {
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process.stdout!.on("data", (chunk: Buffer) => (this.#stdout += chunk.toString()));
    this.process.stderr!.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = new Promise((resolve) => this.process.once("close", resolve));
  }

  /** What it says once it is up; an error with what it said instead. */
  async ready(): Promise<Ready> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.#stdout.trimEnd().endsWith("}")) resolve(JSON.parse(this.#stdout) as Ready);
      };
      this.process.stdout!.on("data", look);
      void this.ended.then((code) => reject(new Error(`ended with ${code}: ${this.stderr}`)));
      look();
    });
  }

  error(): { readonly code: string; readonly message: string; readonly next: string } {
    return (JSON.parse(this.stderr) as { error: { code: string; message: string; next: string } }).error;
  }

  signal(name: NodeJS.Signals): Promise<number | null> {
    this.process.kill(name);
    return this.ended;
  }

  stop(): Promise<number | null> {
    return this.signal("SIGINT");
  }
}
