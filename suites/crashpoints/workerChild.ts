/**
 * A worker of the product in a process of its own, with its real doors to the outside, told by its one argument what to
 * do and where to die. Its last line says which points it came by.
 *
 * To start a process costs more than its work. So one process may work for several organisations at once, each of which
 * has a point of its own to die at: what comes to any point after that stays there for ever, and the process is killed
 * as soon as every organisation has come to its point, or to its end. Until then only those that are still alive go on.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { writeSync } from "node:fs";
import { argv, kill, pid } from "node:process";
import { openDatabase, type Context } from "#src/db/index.ts";
import {
  DEFAULT_EXECUTOR_SETTINGS,
  executeActions,
  processApprovedActions,
  recoverAttempts,
  type ExecutorRuntime,
} from "#src/executor/index.ts";
import { followUpStore } from "#src/followups/index.ts";
import { ManualClock } from "#src/lib/clock.ts";
import { createLogger } from "#src/lib/logger.ts";
import { connectOdoo } from "#src/odoo/connect.ts";
import { gatewayTransport, parseGatewayShape, smtp2goTransport, smtpTransport, type MailTransport } from "#src/operations/index.ts";

export interface Job {
  readonly connectionString: string;
  readonly workerId: string;
  /** Worked on at once, on connections of their own. */
  readonly orgs: readonly Task[];
  readonly now: string;
  /** Each step moves the clock on, recovers what others left, and executes what is due. */
  readonly stepsInMinutes: readonly number[];
  readonly timeoutMs: number;
  /** Effects in flight at once: fewer than there are actions, so that some wait, or enough for all. */
  readonly concurrency: number;
  readonly odoo: { readonly url: string; readonly database: string; readonly login: string; readonly apiKey: string };
  readonly mail:
    | { readonly kind: "smtp"; readonly url: string }
    | { readonly kind: "smtp2go"; readonly baseUrl: string; readonly apiKey: string };
  readonly sms: { readonly url: string; readonly apiKey: string };
}

/** What the process has to do for one organisation. */
interface Task {
  readonly orgId: string;
  /** Executed by their ids first, as a person's own request does; the sweep takes what is left. */
  readonly named: readonly string[];
  /** Dies when this point is come by for the n-th time. */
  readonly dieAt?: Death;
}

/** Where a worker is to die. */
export interface Death {
  readonly point: string;
  readonly nth: number;
}

/** How often each point was come by. */
export type Hits = Record<string, number>;

/** How it went for one organisation. */
export interface Course {
  readonly hits: Hits;
  readonly died: boolean;
}

const FROM = "Accounts <accounts@ourcompany.example>";
const NUMBER = "+33700000001";

/** One organisation's life in this process. */
class Life {
  readonly hits: Hits = {};
  readonly orgId: string;
  /** Settled when it died. */
  readonly death = Promise.withResolvers<void>();
  readonly #dieAt: Death | undefined;
  readonly #died: () => void;
  died = false;

  constructor({ orgId, dieAt }: Task, died: () => void) {
    this.orgId = orgId;
    this.#dieAt = dieAt;
    this.#died = died;
  }

  /** Counts a point that was come by; false when nothing may go on from there. */
  comesBy(point: string): boolean {
    if (this.died) return false;
    this.hits[point] = (this.hits[point] ?? 0) + 1;
    if (this.#dieAt?.point !== point || this.hits[point] !== this.#dieAt.nth) return true;
    this.died = true;
    // where it was the last one, the system ends the process before anything else of it runs
    this.#died();
    this.death.resolve();
    return false;
  }
}

const lives = new AsyncLocalStorage<Life>();
const NEVER = new Promise<never>(() => {});

/** What the instrumented sources call with whatever they wait for. Synchronous values are no points. */
function crashPoint(id: string, value: unknown): unknown {
  const life = lives.getStore();
  if (life === undefined) return value;
  if (!isThenable(value)) {
    life.hits[`sync ${id}`] = 1;
    return value;
  }
  return value.then(
    (result) => (life.comesBy(id) ? result : NEVER),
    (error: unknown) => {
      if (!life.comesBy(id)) return NEVER;
      throw error;
    },
  );
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/** At once and in whole, since nothing runs after the signal. */
function tell(all: readonly Life[]): void {
  const courses: Record<string, Course> = Object.fromEntries(all.map(({ orgId, hits, died }) => [orgId, { hits, died }]));
  writeSync(1, `${JSON.stringify(courses)}\n`);
}

function mailOf({ mail, timeoutMs }: Job): MailTransport {
  if (mail.kind === "smtp") return smtpTransport({ url: mail.url, from: FROM, timeoutMs });
  return smtp2goTransport({ apiKey: mail.apiKey, baseUrl: mail.baseUrl, from: FROM, timeoutMs });
}

function smsOf({ sms: { url, apiKey }, timeoutMs }: Job): ReturnType<typeof gatewayTransport> {
  const json = JSON.stringify({
    json: { to: "{to}", from: "{from}", message: "{text}", reference: "{reference}" },
    lookUp: `${url}/messages?reference={reference}`,
  });
  const shape = parseGatewayShape({ url: `${url}/send`, json, apiKey, from: NUMBER });
  return gatewayTransport({ shape, apiKey, from: NUMBER, timeoutMs });
}

async function main(job: Job): Promise<void> {
  Object.assign(globalThis, { __crashPoint: crashPoint });
  let open = job.orgs.length;
  const all: Life[] = [];
  const oneLess = (): void => {
    open -= 1;
    if (open > 0 || !all.some(({ died }) => died)) return;
    tell(all);
    kill(pid, "SIGKILL");
  };
  all.push(...job.orgs.map((task) => new Life(task, oneLess)));
  await Promise.all(
    all.map(async (life, index) => {
      const work = lives.run(life, () => workFor(job, job.orgs[index]!));
      await Promise.race([work, life.death.promise]);
      if (!life.died) oneLess();
    }),
  );
  tell(all);
}

/** Many connect at once: a slow machine is no fault of the database's. */
const CONNECT_MS = 300_000;

/** Of each organisation. A session costs the server more than most of what is done in it; with one alone nothing would meet. */
const CONNECTIONS = 2;

async function workFor(job: Job, { orgId, named }: Task): Promise<void> {
  await using db = await openDatabase({
    connectionString: job.connectionString,
    maxConnections: CONNECTIONS,
    connectTimeoutMs: CONNECT_MS,
  });
  const connection = connectOdoo({ ...job.odoo, timeoutMs: job.timeoutMs });
  const { reader, writer } = connection;
  const clock = new ManualClock(job.now);
  const ctx: Context = { db, orgId, actor: "system:ai-coo", clock };
  const runtime: ExecutorRuntime = {
    workerId: job.workerId,
    reader,
    ports: { odoo: writer, reader, mail: mailOf(job), sms: smsOf(job), followUps: followUpStore(() => ctx), clock },
    // short leases, so that they are renewed even in so short a life
    settings: { ...DEFAULT_EXECUTOR_SETTINGS, leaseSeconds: 1, concurrency: job.concurrency },
    logger: createLogger("error"),
  };
  for (const minutes of job.stepsInMinutes) {
    clock.advance({ minutes });
    await recoverAttempts(ctx, runtime);
    if (named.length > 0) await executeActions(ctx, runtime, named);
    await processApprovedActions(ctx, runtime);
  }
  await connection.close();
}

await main(JSON.parse(argv[2]!) as Job);
