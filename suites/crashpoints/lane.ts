import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Release } from "#simulator/index.ts";
import type { SuiteDatabase } from "../support/database.ts";
import { NOW } from "../support/stage.ts";
import type { Worker } from "./bundle.ts";
import { calm, LATE, PATIENT_MS, strike, type FaultName } from "./faults.ts";
import { judge, readLedgers, type Wrong } from "./judge.ts";
import { prepareOrg, type Org } from "./orgs.ts";
import { openOutside, type MailKind, type Outside } from "./outside.ts";
import type { Course, Death, Job } from "./workerChild.ts";

/** An organisation whose worker died, or met a fault, and that still has to come to rest. */
export interface Story {
  readonly org: Org;
  readonly mail: MailKind;
  readonly told: string[];
}

/** What a worker is to do with one of them. */
interface OneLife {
  readonly story: Story;
  readonly death?: Death | undefined;
}

/** What all lanes came to so far. */
export interface Tally {
  /** Worker processes, and those of them that ended by SIGKILL. */
  runs: number;
  processesKilled: number;
  /** Organisations at whose point a process was killed. */
  kills: number;
  actions: number;
  errors: number;
  readonly ends: Record<string, number>;
  readonly wrongs: Record<Wrong, number>;
  readonly say: (line: string) => void;
}

/** Organisations that one last worker brings to rest together. */
const TOGETHER = 12;
/** Minutes after the beginning: a first worker, one that finds its lease run out, and one that has all the time it needs. */
const PHASES = {
  work: { from: 0, steps: [0, 3] },
  recovery: { from: 10, steps: [0, 3] },
  rest: { from: 30, steps: [0, 5, 30, 60] },
} as const;
type Phase = keyof typeof PHASES;

/** A world of its own outside the product, in which one worker lives after the other. */
export class Lane implements AsyncDisposable {
  readonly outside: Outside;
  readonly #worker: Worker;
  readonly #database: SuiteDatabase;
  readonly #tally: Tally;
  #stories: Story[] = [];
  /** When the last of what a provider does late has been done. */
  #settledAt = 0;
  #workers = 0;
  /** Begun and not yet judged. */
  #open = 0;

  private constructor(outside: Outside, options: { worker: Worker; database: SuiteDatabase; tally: Tally }) {
    this.outside = outside;
    this.#worker = options.worker;
    this.#database = options.database;
    this.#tally = options.tally;
  }

  static async open(options: { release: Release; worker: Worker; database: SuiteDatabase; tally: Tally }): Promise<Lane> {
    return new Lane(await openOutside(options.release), options);
  }

  /** A new organisation, with approved actions and nothing done about them. */
  async begin(mail: MailKind): Promise<Story> {
    this.#open += 1;
    return { org: await prepareOrg(this.#database.db, this.outside), mail, told: [] };
  }

  /**
   * Lets one worker work on all of them, or recover what others left, while the providers do this to it; each dies at a
   * point of its own. All have the same kind of mail.
   */
  async live(phase: Phase, fault: FaultName, lives: readonly OneLife[]): Promise<Course[]> {
    strike(this.outside, fault);
    const courses = await this.#run(phase, fault === "late" ? LATE.timeoutMs : PATIENT_MS, lives);
    calm(this.outside);
    if (fault === "late") this.#settledAt = performance.now() + LATE.answersAfterMs;
    for (const [index, { story, death }] of lives.entries()) {
      const killed = death === undefined ? "" : `, ${courses[index]!.died ? "killed" : "not killed"} after ${death.point} #${death.nth}`;
      story.told.push(`${phase} with ${fault}${killed}`);
    }
    return courses;
  }

  /** Leaves it for the last worker, which comes when there are enough. */
  async leave(story: Story): Promise<void> {
    this.#stories.push(story);
    if (this.#stories.length >= TOGETHER) await this.rest();
  }

  /** Brings everything that was left to rest, and judges it. */
  async rest(): Promise<void> {
    const stories = this.#stories;
    this.#stories = [];
    await sleep(Math.max(0, this.#settledAt - performance.now()));
    for (const mail of ["smtp2go", "smtp"] as const) {
      const lives = stories.filter((story) => story.mail === mail).map((story) => ({ story }));
      if (lives.length > 0) await this.#run("rest", PATIENT_MS, lives);
    }
    const ledgers = readLedgers(this.outside);
    for (const { org, mail, told } of stories) {
      const { ends, wrongs } = await judge(org, ledgers, mail);
      for (const [end, count] of Object.entries(ends)) this.#tally.ends[end] = (this.#tally.ends[end] ?? 0) + count;
      this.#tally.actions += org.actions.length;
      for (const { kind, what } of wrongs) {
        this.#tally.wrongs[kind] += 1;
        this.#tally.say(`  NOT OK ${kind}: ${what}; Odoo ${this.outside.release}, mail by ${mail}, ${told.join(", then ")}`);
      }
    }
    this.#open -= stories.length;
    // what is told of effects is kept while somebody may still be judged by it
    if (this.#open === 0) this.outside.simulator.calls.clear();
  }

  async #run(phase: Phase, timeoutMs: number, lives: readonly OneLife[]): Promise<Course[]> {
    const { from, steps } = PHASES[phase];
    const now = Date.parse(NOW) + from * 60_000;
    // at the worker's last step, so that nothing outside is older than the intent that led to it
    this.outside.clock.set(new Date(now + steps.reduce<number>((sum, minutes) => sum + minutes, 0) * 60_000));
    this.#workers += 1;
    const job: Job = {
      connectionString: this.#database.connectionString,
      workerId: `worker-${this.outside.release}-${this.#workers}-${phase}`,
      orgs: lives.map(({ story: { org }, death }, index) => ({
        orgId: org.orgId,
        named: phase === "work" && (this.#workers + index) % 5 === 1 ? org.actions.map(({ actionId }) => actionId) : [],
        ...(death === undefined ? {} : { dieAt: death }),
      })),
      now: new Date(now).toISOString(),
      stepsInMinutes: steps,
      concurrency: this.#workers % 4 === 0 ? 4 : 16,
      timeoutMs,
      ...this.outside.doors(lives[0]!.story.mail),
    };
    const { courses, errors } = await runWorker(this.#worker, job);
    this.#tally.runs += 1;
    if (Object.values(courses).some(({ died }) => died)) this.#tally.processesKilled += 1;
    this.#tally.kills += Object.values(courses).filter(({ died }) => died).length;
    for (const line of errors) this.#tally.say(`  an error in ${phase}: ${line.slice(0, 600)}`);
    this.#tally.errors += errors.length;
    return lives.map(({ story }) => courses[story.org.orgId]!);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.outside[Symbol.asyncDispose]();
  }
}

/** Runs a worker process to its end, which it tells apart: killed by itself, or finished. Any other end is an error. */
async function runWorker(worker: Worker, job: Job): Promise<{ courses: Record<string, Course>; errors: string[] }> {
  const child = spawn(process.execPath, [worker.path, JSON.stringify(job)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(worker.path), "compiled") },
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (text: Buffer) => (output += text.toString("utf8")));
  child.stderr.on("data", (text: Buffer) => (errors += text.toString("utf8")));
  const { code, signal } = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode, exitSignal) => resolve({ code: exitCode, signal: exitSignal }));
  });
  const isMeant = signal === "SIGKILL" && job.orgs.some(({ dieAt }) => dieAt !== undefined);
  if (!isMeant && code !== 0) throw new Error(`a worker ended with ${signal ?? code}: ${errors}`);
  return {
    courses: JSON.parse(output.trim().split("\n").at(-1)!) as Record<string, Course>,
    // providers that fail are no errors of the worker's
    errors: errors.split("\n").filter((line) => line !== ""),
  };
}
