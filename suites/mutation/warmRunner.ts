import { appendFileSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { type RunnerTask, type RunnerTestCase, type RunnerTestSuite, TestRunner, type TestRunnerConfig, type TestTryOptions } from "vitest";

/** What the driver has this process do: which mutants each test is to try, and which of them it suspects of spoiling others. */
export interface Plan {
  readonly tests: Readonly<Record<string, readonly string[]>>;
  readonly suspects: readonly string[];
}

/** One line of what this process tells the driver. */
export type Told =
  | { readonly covered: string; readonly statics: readonly string[] }
  /** `costMs` is what the test had this process compute: how long it took says more of what else the machine did. */
  | { readonly test: string; readonly covers: readonly string[]; readonly costMs: number }
  | { readonly fails: string }
  | { readonly begins: string; readonly test: string }
  | { readonly missed: string; readonly test: string }
  | { readonly noticed: string; readonly test: string }
  | { readonly suspect: string; readonly test: string }
  /** The test did not end in time with this mutant, after it had without one. */
  | { readonly late: string; readonly test: string }
  | { readonly broken: string };

/** What the instrumented code looks at. */
interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: { readonly static: Record<string, number>; readonly perTest: Record<string, Record<string, number>> };
}

const switches = ((globalThis as { __stryker__?: Switches }).__stryker__ ??= {});

/** A mutant that runs in circles is stopped after so many rounds. */
const MOST_ROUNDS = 200_000;
/** After so many noticed mutants, a test has to succeed without any, or none of them counts. */
const CONFIRMED_TOGETHER = 12;

/** A test that has not ended after so many turns hangs: a test takes a second or two. */
const MOST_TURNS = 300;
const TURN_MS = 50;

class OutOfTurns extends Error {}

/**
 * Waits for a test as long as this process had turns for it. A clock would run on while a busy machine lets neither this
 * process nor its database do anything, and a test that is merely kept waiting would look like one that hangs.
 */
async function withinTurns(running: unknown): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
    if (turns > MOST_TURNS) reject(new OutOfTurns(`The test had not ended after ${MOST_TURNS} turns of ${TURN_MS} ms.`));
  }, TURN_MS);
  try {
    await Promise.race([running, late]);
  } finally {
    clearInterval(timer);
  }
}

const computedMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const idOf = (test: RunnerTestCase): string => {
  const names = [test.name];
  for (let suite: RunnerTestSuite | undefined = test.suite; suite !== undefined; suite = suite.suite) names.unshift(suite.name);
  return `${relative(process.cwd(), test.file.filepath)}#${names.join(" > ").trim()}`;
};

const tell = (line: Told): void => appendFileSync(process.env["MUTATION_TOLD"]!, `${JSON.stringify(line)}\n`);

/**
 * Runs each test once more for every mutant that the plan has for it, in a process that is already warm: what is loaded
 * stays loaded, and the file's database stays. Without a plan it says which mutants each test comes by.
 */
export default class WarmRunner extends TestRunner {
  readonly #plan: Plan | undefined;
  /** A mutant that is on from the start, with which each test runs once. */
  readonly #alwaysOn = process.env["MUTATION_ACTIVE"];
  readonly #suspects: ReadonlySet<string>;
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #noticed = new Set<string>();
  /** Noticed since a test last succeeded without a mutant. */
  #unconfirmed: string[] = [];
  #queue: string[] = [];
  /** Whether the next try is one without a mutant. */
  #checks = true;
  /** What ran in this process has spoilt it: nothing more is tried here. */
  #spoilt = false;
  #computedBefore = 0;
  #isLate = false;

  constructor(config: TestRunnerConfig) {
    super(config);
    const plan = process.env["MUTATION_PLAN"];
    this.#plan = plan === undefined ? undefined : (JSON.parse(readFileSync(plan, "utf8")) as Plan);
    this.#suspects = new Set(this.#plan?.suspects);
    this.#ranks = new Map(Object.keys(this.#plan?.tests ?? {}).map((test, rank) => [test, rank]));
    // before the first module loads, for what is worked out then
    switches.activeMutant = this.#alwaysOn;
    switches.hitLimit = MOST_ROUNDS;
  }

  /** The most particular and quickest tests come first, so that the slow ones meet only what is left. */
  override async onBeforeRunSuite(suite: RunnerTestSuite): Promise<void> {
    await super.onBeforeRunSuite(suite);
    if (this.#plan === undefined) return;
    const rankOf = (task: RunnerTask): number =>
      task.type === "suite" ? Math.min(Infinity, ...task.tasks.map(rankOf)) : (this.#ranks.get(idOf(task)) ?? Infinity);
    const ranks = new Map(suite.tasks.map((task) => [task, rankOf(task)]));
    suite.tasks.sort((a, b) => (ranks.get(a) === ranks.get(b) ? 0 : ranks.get(a)! - ranks.get(b)!));
  }

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    await super.onBeforeRunTask(test);
    if (this.#plan === undefined) return;
    this.#queue = (this.#plan.tests[idOf(test)] ?? []).filter((mutant) => !this.#noticed.has(mutant));
    if (this.#queue.length === 0 || this.#spoilt) test.mode = "skip";
    this.#checks = true;
    this.#unconfirmed = [];
    // the first try and, at worst, every second one is without a mutant
    test.repeats = 2 * this.#queue.length + 1;
  }

  override onBeforeTryTask(test: RunnerTestCase, options: TestTryOptions): void {
    super.onBeforeTryTask(test, options);
    this.#computedBefore = computedMs();
    this.#isLate = false;
    switches.hitCount = 0;
    if (this.#alwaysOn !== undefined) return;
    if (this.#plan === undefined) switches.currentTestId = idOf(test);
    else if (!this.#checks && this.#queue.length > 0 && !this.#spoilt) {
      switches.activeMutant = this.#queue[0];
      tell({ begins: this.#queue[0]!, test: idOf(test) });
    }
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    const isOver = this.#plan !== undefined && (this.#spoilt || (this.#queue.length === 0 && !this.#checks));
    if (isOver) return;
    try {
      await withinTurns(TestRunner.getTestFn(test)?.());
    } catch (error) {
      this.#isLate = error instanceof OutOfTurns;
      throw error;
    }
  }

  override async onAfterRetryTask(test: RunnerTestCase, options: TestTryOptions): Promise<void> {
    await super.onAfterRetryTask(test, options);
    if (this.#alwaysOn !== undefined) {
      if (this.#isLate) tell({ late: this.#alwaysOn, test: idOf(test) });
      return;
    }
    const mutant = switches.activeMutant;
    switches.activeMutant = undefined;
    switches.currentTestId = undefined;
    if (this.#plan === undefined) return this.#cover(test);
    const succeeded = test.result?.state === "pass";
    if (test.result !== undefined) {
      test.result.state = "pass";
      test.result.errors = undefined;
      test.result.attempts = [];
    }
    if (this.#spoilt) return;
    if (mutant === undefined) {
      if (this.#checks) this.#check(idOf(test), succeeded);
      return;
    }
    this.#queue.shift();
    if (succeeded) {
      tell({ missed: mutant, test: idOf(test) });
    } else if (this.#isLate) {
      // what hangs may hold on to the database: the driver goes on in another process, and tries it once more
      tell({ late: mutant, test: idOf(test) });
      this.#spoilt = true;
      return;
    } else {
      this.#unconfirmed.push(mutant);
      this.#checks = this.#suspects.has(mutant) || this.#unconfirmed.length >= CONFIRMED_TOGETHER;
    }
    if (this.#queue.length === 0 && this.#unconfirmed.length > 0) this.#checks = true;
  }

  /**
   * Without a mutant the test has to succeed; else what was noticed since it last did may be the doing of only one, or of
   * the machine. One that spoils its process each time by itself is noticed.
   */
  #check(test: string, succeeded: boolean): void {
    this.#checks = false;
    const [first, ...others] = this.#unconfirmed;
    if (succeeded || (first !== undefined && others.length === 0 && this.#suspects.has(first))) {
      for (const mutant of this.#unconfirmed) {
        this.#noticed.add(mutant);
        tell({ noticed: mutant, test });
      }
    } else {
      for (const mutant of this.#unconfirmed) tell({ suspect: mutant, test });
      if (first === undefined) tell({ broken: test });
    }
    this.#unconfirmed = [];
    if (!succeeded) this.#spoilt = true;
  }

  #cover(test: RunnerTestCase): void {
    const id = idOf(test);
    if (test.result?.state !== "pass") return tell({ fails: id });
    const costMs = computedMs() - this.#computedBefore;
    tell({ test: id, covers: Object.keys(switches.mutantCoverage?.perTest[id] ?? {}), costMs });
  }

  override async onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
    await super.onAfterRunSuite(suite);
    if (this.#plan !== undefined || !("filepath" in suite)) return;
    const statics = Object.keys(switches.mutantCoverage?.static ?? {});
    tell({ covered: relative(process.cwd(), String(suite.filepath)), statics });
  }
}
