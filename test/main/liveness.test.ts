import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { birthOf, isAlive } from "#src/main/liveness.ts";

describe.skipIf(!existsSync("/proc/self/stat"))("whether the process that left a mark is still up", () => {
  test("counts the process and not its name, and none that is gone", async () => {
    // its command line holds nothing of ours, as that of a command linked under another name
    const child = spawn("sleep", ["60"], { stdio: "ignore" });
    await once(child, "spawn");
    const mark = { pid: child.pid!, born: birthOf(child.pid!) };
    expect(isAlive(mark)).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isAlive(mark)).toBe(false);
  });

  test("a later process with the same id is not it", () => {
    const { pid } = process;
    expect(isAlive({ pid, born: birthOf(pid) })).toBe(true);
    expect(isAlive({ pid, born: "1" })).toBe(false);
  });

  test("a mark without a time does not hold for a process of another kind, of whatever user", () => {
    expect(isAlive({ pid: 1 })).toBe(false);
    expect(isAlive({ pid: 1, born: "not that of the first process" })).toBe(false);
  });
});
