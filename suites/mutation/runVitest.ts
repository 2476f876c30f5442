import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AreaName } from "./areas.ts";
import type { Told } from "./warmRunner.ts";

/** A process that has computed for so long without a word runs in circles, where no test can stop it. */
const SILENT_SECONDS = 120;
/** One that says nothing for so long, whatever it does, is ended, which says nothing of its mutant. */
const GIVEN_UP_MS = 1_800_000;
/** After so long without a word, it is asked every so often what it has computed. */
const ASKED_AFTER_MS = 30_000;

/** Where an area is tried. */
export interface Bench {
  readonly area: AreaName;
  /** Holds `code.json`, the area's code with every mutant in it, and what processes tell. */
  readonly folder: string;
  /** The owner's connection to the tests' server; undefined for an area whose tests need none. */
  readonly server: string | undefined;
}

export interface RunInput {
  readonly bench: Bench;
  /** Test files; none are all of the area's. */
  readonly files: readonly string[];
  /** For the runner, besides what every process is told. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly hear?: (line: Told) => void;
  /** Whether the first test that fails ends it. */
  readonly bail?: boolean;
}

export interface Ran {
  readonly told: readonly Told[];
  /** `silent`: ended because it ran in circles; `givenUp`: because nothing was known of it for long; else how it ended itself. */
  readonly end: "succeeded" | "failed" | "silent" | "givenUp";
  /** The last of what it wrote to its error stream. */
  readonly errors: string;
}

/** Runs Vitest with an area's instrumented code, in a process of its own, and ends one that has fallen silent. */
export async function runVitest({ bench, files, env, hear, bail = false }: RunInput): Promise<Ran> {
  const out = join(bench.folder, "told.jsonl");
  rmSync(out, { force: true });
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "suites/mutation/warm.config.ts", ...files];
  const child = spawn(process.execPath, [...vitest, ...(bail ? ["--bail=1"] : [])], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
    env: {
      ...process.env,
      MUTATION_AREA: bench.area,
      MUTATION_CODE: join(bench.folder, "code.json"),
      MUTATION_TOLD: out,
      ...(bench.server === undefined ? {} : { MUTATION_SERVER: bench.server }),
      ...env,
    },
  });
  let errors = "";
  child.stderr.on("data", (text: Buffer) => (errors = (errors + text.toString("utf8")).slice(-4_000)));
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
  const told: Told[] = [];
  const listen = (): void => {
    const lines = existsSync(out) ? readFileSync(out, "utf8").split("\n").slice(0, -1) : [];
    for (const line of lines.slice(told.length)) {
      const one = JSON.parse(line) as Told;
      told.push(one);
      hear?.(one);
    }
  };
  let killed: "silent" | "givenUp" | undefined;
  let [heard, heardAt, askedAt, computedThen] = [0, performance.now(), 0, 0];
  while (child.exitCode === null && child.signalCode === null) {
    await Promise.race([sleep(500), ended]);
    listen();
    const now = performance.now();
    if (told.length > heard) [heard, heardAt, computedThen] = [told.length, now, computedSeconds(child.pid!)];
    if (killed !== undefined || Math.min(now - heardAt, now - askedAt) < ASKED_AFTER_MS) continue;
    askedAt = now;
    if (computedSeconds(child.pid!) - computedThen > SILENT_SECONDS) killed = "silent";
    else if (now - heardAt > GIVEN_UP_MS) killed = "givenUp";
    if (killed !== undefined) process.kill(-child.pid!, "SIGKILL");
  }
  await ended;
  listen();
  return { told, end: killed ?? (child.exitCode === 0 ? "succeeded" : "failed"), errors };
}

/** What a process that leads its session and those it started have computed, as long as they run. */
function computedSeconds(leader: number): number {
  const { stdout } = spawnSync("ps", ["-o", "cputimes=", "--sid", String(leader)], { encoding: "utf8" });
  return stdout.split("\n").reduce((sum, line) => sum + Number(line), 0);
}
