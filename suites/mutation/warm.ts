import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startTestServer } from "#test/support/globalSetup.ts";
import { say } from "../support/report.ts";
import type { AreaName } from "./areas.ts";
import type { InstrumentedArea } from "./instrumentArea.ts";
import type { Plan, Told } from "./warmRunner.ts";

/** A process that says nothing for so long runs in circles. */
const SILENCE_MS = 300_000;
/** How often a file's process is started again after something spoilt it, before its rest is given up. */
const MOST_STARTS = 60;
const PROGRESS_MS = 60_000;
/** What a test costs besides what it does. */
const LEAST_MS = 5;

export interface WarmOptions {
  readonly area: AreaName;
  readonly instrumented: InstrumentedArea;
  /** How long tests are tried with one mutant at most, those first that come by little else; what they all miss counts as missed. */
  readonly mostSeconds: number;
  /** Ids of those that are tried. */
  readonly wanted: ReadonlySet<string>;
}

/** Which mutants tests came by while they ran, and which were noticed; those that ran only while modules loaded are left. */
export interface WarmResult {
  readonly noticed: ReadonlySet<string>;
  readonly covered: ReadonlySet<string>;
  readonly onlyAtLoading: ReadonlySet<string>;
}

interface Coverage {
  /** The mutants that each test comes by. */
  readonly ofTest: ReadonlyMap<string, readonly string[]>;
  readonly statics: ReadonlySet<string>;
  readonly milliseconds: ReadonlyMap<string, number>;
}

/** Tries every mutant that code of an area comes by while a test runs, test file by test file. */
export async function tryWarm(options: WarmOptions): Promise<WarmResult> {
  const folder = await mkdtemp(join(tmpdir(), "ai-coo-mutation-"));
  const server = await startTestServer();
  try {
    await writeFile(join(folder, "code.json"), JSON.stringify(options.instrumented.code));
    return await new Warm(options, folder, server.connectionString).run();
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

class Warm {
  readonly #options: WarmOptions;
  readonly #folder: string;
  readonly #server: string;
  readonly #noticed = new Set<string>();
  /** Mutants and tests that were tried together. */
  readonly #tried = new Set<string>();
  readonly #suspects = new Set<string>();
  #processes = 0;

  constructor(options: WarmOptions, folder: string, server: string) {
    this.#options = options;
    this.#folder = folder;
    this.#server = server;
  }

  async run(): Promise<WarmResult> {
    const coverage = await this.#cover();
    const plans = this.#plan(coverage);
    const { wanted } = this.#options;
    const covered = new Set([...coverage.ofTest.values()].flat().filter((id) => wanted.has(id)));
    say(`  ${covered.size} mutants are come by while tests run, ${plans.size} files try them`);
    for (const [file, tests] of plans) {
      const before = this.#noticed.size;
      const started = performance.now();
      await this.#tryFile(file, tests);
      const left = [...covered].filter((id) => !this.#noticed.has(id)).length;
      const seconds = Math.round((performance.now() - started) / 1000);
      say(`  ${file}: ${this.#noticed.size - before} noticed in ${seconds} s, ${left} left`);
    }
    return {
      noticed: this.#noticed,
      covered,
      onlyAtLoading: new Set([...coverage.statics].filter((id) => wanted.has(id) && !covered.has(id))),
    };
  }

  /** Runs all tests once, without any mutant. */
  async #cover(): Promise<Coverage> {
    const ofTest = new Map<string, readonly string[]>();
    const statics = new Set<string>();
    const milliseconds = new Map<string, number>();
    const { told, silent } = await this.#start([], undefined);
    // what was not come by yet would count as missed
    if (silent) throw new Error("The tests fell silent before they had said what they come by, so nothing was tried.");
    for (const line of told) {
      if ("fails" in line) say(`  fails as it is, and is left out: ${line.fails}`);
      if ("covers" in line) ofTest.set(line.test, line.covers);
      if (!("covered" in line)) continue;
      for (const id of line.statics) statics.add(id);
      for (const [test, took] of Object.entries(line.milliseconds)) milliseconds.set(test, took);
    }
    return { ofTest, statics, milliseconds };
  }

  /** The tests that each mutant is tried with, by file: the most particular and the quickest, the quickest file first. */
  #plan({ ofTest, milliseconds }: Coverage): Map<string, Record<string, string[]>> {
    const weight = (test: string): number => ofTest.get(test)!.length * (50 + (milliseconds.get(test) ?? 0));
    const tests = [...ofTest.keys()].toSorted((a, b) => weight(a) - weight(b));
    const plans = new Map<string, Record<string, string[]>>();
    const spent = new Map<string, number>();
    const mostMs = this.#options.mostSeconds * 1000;
    for (const test of tests) {
      const file = test.slice(0, test.indexOf("#"));
      const plan = plans.get(file) ?? {};
      plans.set(file, plan);
      for (const id of ofTest.get(test)!) {
        const already = spent.get(id) ?? 0;
        if (already >= mostMs || !this.#options.wanted.has(id)) continue;
        spent.set(id, already + Math.max(LEAST_MS, milliseconds.get(test) ?? 0));
        (plan[test] ??= []).push(id);
      }
    }
    const cost = ([, plan]: [string, Record<string, string[]>]): number =>
      Object.keys(plan).reduce((sum, test) => sum + (milliseconds.get(test) ?? 0), 0) / Math.max(1, Object.keys(plan).length);
    return new Map([...plans].toSorted((a, b) => cost(a) - cost(b)));
  }

  /** Starts the file's process again after whatever spoilt it, until everything of it was tried. */
  async #tryFile(file: string, tests: Readonly<Record<string, readonly string[]>>): Promise<void> {
    for (let start = 0; start < MOST_STARTS; start++) {
      const plan: Plan = { tests: this.#rest(tests), suspects: [...this.#suspects] };
      if (Object.keys(plan.tests).length === 0) return;
      const { told, silent } = await this.#start([file], plan);
      const open = told.findLast((line) => "begins" in line || "missed" in line);
      // it runs in circles where nothing can stop it, which is what a test would say too
      if (silent && open !== undefined && "begins" in open) this.#noticed.add(open.begins);
    }
    say(`  ${file}: given up after ${MOST_STARTS} starts`);
  }

  #rest(tests: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
    const rest: Record<string, string[]> = {};
    for (const [test, ids] of Object.entries(tests)) {
      const left = ids.filter((id) => !this.#noticed.has(id) && !this.#tried.has(`${id} ${test}`));
      if (left.length > 0) rest[test] = left;
    }
    return rest;
  }

  #hear(line: Told): void {
    if ("noticed" in line) this.#noticed.add(line.noticed);
    if ("missed" in line) this.#tried.add(`${line.missed} ${line.test}`);
    if ("suspect" in line) this.#suspects.add(line.suspect);
    if (!("broken" in line)) return;
    say(`  fails without a mutant: ${line.broken}`);
    for (const { id } of this.#options.instrumented.mutants) this.#tried.add(`${id} ${line.broken}`);
  }

  /** Runs Vitest on these files; one that has fallen silent is ended. */
  async #start(files: readonly string[], plan: Plan | undefined) {
    this.#processes += 1;
    const out = join(this.#folder, `told-${this.#processes}.jsonl`);
    const planned = join(this.#folder, "plan.json");
    if (plan !== undefined) await writeFile(planned, JSON.stringify(plan));
    const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "suites/mutation/warm.config.ts", ...files];
    const child = spawn(process.execPath, vitest, {
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
      env: {
        ...process.env,
        MUTATION_AREA: this.#options.area,
        MUTATION_CODE: join(this.#folder, "code.json"),
        MUTATION_SERVER: this.#server,
        MUTATION_TOLD: out,
        ...(plan === undefined ? {} : { MUTATION_PLAN: planned }),
      },
    });
    let errors = "";
    child.stderr.on("data", (text: Buffer) => (errors = (errors + text.toString("utf8")).slice(-4_000)));
    const ended = new Promise<void>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", () => resolve());
    });
    const told: Told[] = [];
    const hear = (): void => {
      const lines = existsSync(out) ? readFileSync(out, "utf8").split("\n").slice(0, -1) : [];
      for (const line of lines.slice(told.length)) {
        const one = JSON.parse(line) as Told;
        told.push(one);
        this.#hear(one);
      }
    };
    let silent = false;
    let [heard, heardAt, saidAt] = [0, performance.now(), performance.now()];
    while (child.exitCode === null && child.signalCode === null) {
      await Promise.race([sleep(500), ended]);
      hear();
      if (told.length > heard) heardAt = performance.now();
      heard = told.length;
      if (performance.now() - saidAt > PROGRESS_MS) {
        saidAt = performance.now();
        say(`    ${this.#noticed.size} noticed so far`);
      }
      if (!silent && performance.now() - heardAt > SILENCE_MS) {
        silent = true;
        process.kill(-child.pid!, "SIGKILL");
      }
    }
    await ended;
    hear();
    if (told.length === 0) {
      const end = child.signalCode ?? child.exitCode;
      throw new Error(`Vitest said nothing of ${files.join(", ") || "the tests"} and ended with ${end}: ${errors}`);
    }
    return { told, silent };
  }
}
