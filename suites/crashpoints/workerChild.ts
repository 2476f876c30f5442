/**
 * A worker of the product in a process of its own, with its real doors to the outside, told by its one argument what to
 * do and where to die. Its last line says which points it came by.
 */
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
  /** Worked on in turn. */
  readonly orgIds: readonly string[];
  readonly now: string;
  /** Each step moves the clock on, recovers what others left, and executes what is due. */
  readonly stepsInMinutes: readonly number[];
  readonly timeoutMs: number;
  /** Effects in flight at once: fewer than there are actions, so that some wait, or enough for all. */
  readonly concurrency: number;
  /** Executed by their ids first, as a person's own request does; the sweep takes what is left. */
  readonly named: readonly string[];
  readonly odoo: { readonly url: string; readonly database: string; readonly login: string; readonly apiKey: string };
  readonly mail:
    | { readonly kind: "smtp"; readonly url: string }
    | { readonly kind: "smtp2go"; readonly baseUrl: string; readonly apiKey: string };
  readonly sms: { readonly url: string; readonly apiKey: string };
  /** Ends by SIGKILL when this point is come by for the n-th time. */
  readonly dieAt?: { readonly point: string; readonly nth: number };
}

/** How often each point was come by. */
export type Hits = Record<string, number>;

const FROM = "Accounts <accounts@ourcompany.example>";
const NUMBER = "+33700000001";

/** What the instrumented sources call with whatever they wait for. Synchronous values are no points. */
function countPoints(dieAt: Job["dieAt"]): Hits {
  const hits: Hits = {};
  const hit = (id: string): void => {
    hits[id] = (hits[id] ?? 0) + 1;
    if (dieAt?.point !== id || hits[id] !== dieAt.nth) return;
    tell(hits);
    // the system ends the process before anything else of it runs
    kill(pid, "SIGKILL");
  };
  const crashPoint = (id: string, value: unknown): unknown => {
    if (!isThenable(value)) {
      hits[`sync ${id}`] = 1;
      return value;
    }
    return value.then(
      (result) => {
        hit(id);
        return result;
      },
      (error: unknown) => {
        hit(id);
        throw error;
      },
    );
  };
  Object.assign(globalThis, { __crashPoint: crashPoint });
  return hits;
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/** At once and in whole, since nothing runs after the signal. */
const tell = (hits: Hits): void => void writeSync(1, `${JSON.stringify(hits)}\n`);

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
  const hits = countPoints(job.dieAt);
  await using db = await openDatabase({ connectionString: job.connectionString, maxConnections: 6 });
  const connection = connectOdoo({ ...job.odoo, timeoutMs: job.timeoutMs });
  const { reader, writer } = connection;
  const logger = createLogger("error");
  for (const orgId of job.orgIds) {
    const clock = new ManualClock(job.now);
    const ctx: Context = { db, orgId, actor: "system:ai-coo", clock };
    const runtime: ExecutorRuntime = {
      workerId: job.workerId,
      reader,
      ports: { odoo: writer, reader, mail: mailOf(job), sms: smsOf(job), followUps: followUpStore(() => ctx), clock },
      // short leases, so that they are renewed even in so short a life
      settings: { ...DEFAULT_EXECUTOR_SETTINGS, leaseSeconds: 1, concurrency: job.concurrency },
      logger,
    };
    for (const minutes of job.stepsInMinutes) {
      clock.advance({ minutes });
      await recoverAttempts(ctx, runtime);
      if (job.named.length > 0) await executeActions(ctx, runtime, job.named);
      await processApprovedActions(ctx, runtime);
    }
  }
  await connection.close();
  tell(hits);
}

await main(JSON.parse(argv[2]!) as Job);
