import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readProcesses } from "#src/main/processes.ts";
import { CliProcess } from "#test/support/cliProcess.ts";

const BIN = join(import.meta.dirname, "../../bin/ai-coo.js");
/** Makes Node say that it is an older one, so that the command starts the one of the package as its child. */
const OLDER = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})';

interface Ready {
  readonly pid: number;
}

let dataDir: string;
let running: CliProcess<Ready>[];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "ai-coo-wrapper-"));
  running = [];
});
afterEach(async () => {
  // what a killed wrapper leaves behind would go on for ever
  for (const { pid } of readProcesses(dataDir)) process.kill(pid, "SIGKILL");
  for (const one of running) {
    if (one.process.exitCode !== null || one.process.signalCode !== null) continue;
    one.process.kill("SIGKILL");
    await one.ended;
  }
  await rm(dataDir, { recursive: true, force: true });
});

function up(args: readonly string[], node: readonly string[] = []): CliProcess<Ready> {
  const one = new CliProcess<Ready>([...args, "--data", dataDir], {}, [...node, BIN]);
  running.push(one);
  return one;
}

describe("the command as a package manager links it", { timeout: 240_000 }, () => {
  test("processes started through it see each other", async () => {
    const worker = up(["worker"]);
    const { pid } = await worker.ready();
    expect(readProcesses(dataDir)).toMatchObject([{ pid, role: "worker" }]);
    const stop = up(["stop", "--reason", "to see whether it finds the worker"]);
    expect(await stop.ended).toBe(0);
    expect(await worker.signal("SIGTERM")).toBe(0);
  });

  test.each(["SIGTERM", "SIGINT"] as const)("under an older Node %s drains the child, and its exit code is the child's", async (signal) => {
    const worker = up(["worker"], ["--import", OLDER]);
    const { pid } = await worker.ready();
    expect(pid).not.toBe(worker.process.pid);
    expect(await worker.signal(signal)).toBe(0);
    expect(worker.stderr).toBe("");
    expect(readProcesses(dataDir)).toEqual([]);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });

  test("a signal that reaches the child twice, from the service manager and from the wrapper, is one", async () => {
    const worker = up(["worker"], ["--import", OLDER]);
    const { pid } = await worker.ready();
    process.kill(pid, "SIGTERM");
    expect(await worker.signal("SIGTERM")).toBe(0);
  });

  test("under an older Node the exit code of what went wrong comes through", async () => {
    const wrong = up(["actions", "show", "nothing-like-it"], ["--import", OLDER]);
    expect(await wrong.ended).toBe(1);
  });
});
