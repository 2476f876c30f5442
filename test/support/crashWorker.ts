/**
 * A worker process of its own, for tests that kill it: the product's executor on the real database, told by
 * its one argument what to do and at which named point to die.
 */
import { argv, kill, pid, stdout } from "node:process";
import { openDatabase, type Context } from "#src/db/index.ts";
import {
  DEFAULT_EXECUTOR_SETTINGS,
  processApprovedActions,
  recoverAttempts,
  type CrashPoint,
  type ExecutorRuntime,
} from "#src/executor/index.ts";
import { ManualClock } from "#src/lib/clock.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { connectOdoo } from "#src/odoo/connect.ts";
import { outboxTransport, smtpTransport, type MailTransport } from "#src/operations/index.ts";

export interface CrashJob {
  readonly connectionString: string;
  readonly workerId: string;
  /** Each is executed or recovered in turn. */
  readonly orgIds: readonly string[];
  readonly now: string;
  readonly odoo: { readonly url: string; readonly database: string; readonly login: string; readonly apiKey: string };
  readonly mail: { readonly kind: "smtp"; readonly url: string } | { readonly kind: "outbox"; readonly dir: string };
  /** Recovers what others left, then executes what is due, as a freshly started worker does. */
  readonly recover: boolean;
  /** Dies by SIGKILL when this point is reached. */
  readonly dieAt?: CrashPoint;
}

function mailOf({ mail }: CrashJob): MailTransport {
  if (mail.kind === "smtp") return smtpTransport({ url: mail.url, from: "AI COO <office@company.example>" });
  return outboxTransport({ dir: mail.dir, from: "AI COO <office@company.example>" });
}

async function main(job: CrashJob): Promise<void> {
  await using db = await openDatabase({ connectionString: job.connectionString, maxConnections: 4 });
  const clock = new ManualClock(job.now);
  const connection = connectOdoo(job.odoo);
  const { reader, writer } = connection;
  const runtime: ExecutorRuntime = {
    workerId: job.workerId,
    reader,
    ports: { odoo: writer, reader, mail: mailOf(job), clock },
    settings: DEFAULT_EXECUTOR_SETTINGS,
    logger: silentLogger,
    hooks: {
      at: (point) => {
        if (point !== job.dieAt) return;
        kill(pid, "SIGKILL");
        // the signal ends the process before anything else runs; nothing goes on while it is on its way
        return new Promise(() => {});
      },
    },
  };
  for (const orgId of job.orgIds) {
    const ctx: Context = { db, orgId, actor: "system:ai-coo", clock };
    if (job.recover) {
      await recoverAttempts(ctx, runtime);
      clock.advance({ minutes: 1 });
    }
    await processApprovedActions(ctx, runtime);
  }
  await connection.close();
  stdout.write("done\n");
}

await main(JSON.parse(argv[2]!) as CrashJob);
