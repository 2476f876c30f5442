import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { approveAction, proposeAction, resumeActions } from "#src/actions/index.ts";
import { createAccounts } from "#src/api/index.ts";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { startSimulator, type Simulator } from "#simulator/index.ts";
import { startSmtpSink, type SmtpSink } from "#simulator/mail/smtpSink.ts";
import { CliProcess } from "#test/support/cliProcess.ts";
import { asOwner, createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

/**
 * Several worker processes of two organisations on one database, under load: joining, leaving, and the emergency stop.
 */

/** What the mail server takes for one message. */
const MAIL_TAKES_MS = 2_000;
/** Approved actions that wait at any time. */
const WAITING = 30;

let database: TestDatabase;
let simulator: Simulator;
let sink: SmtpSink;
let folder: string;
const processes: CliProcess<{ readonly pid: number }>[] = [];

beforeAll(async () => {
  [database, simulator, sink, folder] = await Promise.all([
    createTestDatabase(),
    startSimulator({ release: 19, company: "empty", now: () => new Date() }),
    startSmtpSink(),
    mkdtemp(join(tmpdir(), "ai-coo-workers-")),
  ]);
  sink.faults.decide(() => ({ kind: "delay", milliseconds: MAIL_TAKES_MS }));
});
afterAll(async () => {
  for (const { process: child, ended } of processes) {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await ended;
  }
  await Promise.all([sink.stop(), simulator.stop(), rm(folder, { recursive: true, force: true })]);
  await database.drop();
});

/** A command of one organisation, each in a data folder of its own, as on machines of their own. */
function command<Ready>(orgId: string, machine: string, ...args: readonly string[]): CliProcess<Ready> {
  return new CliProcess<Ready>([...args, "--data", join(folder, machine)], {
    DATABASE_URL: database.connectionString,
    ORG_ID: orgId,
    ORG_NAME: orgId,
    ODOO_URL: simulator.url,
    ODOO_DB: simulator.database,
    ODOO_LOGIN: simulator.login,
    ODOO_API_KEY: simulator.apiKey,
    SMTP_URL: sink.url,
    MAIL_FROM: "Accounts <accounts@ourcompany.example>",
  });
}

async function worker(orgId: string, machine: string): Promise<CliProcess<{ readonly pid: number }>> {
  const started = command<{ readonly pid: number }>(orgId, machine, "worker");
  processes.push(started);
  await started.ready();
  return started;
}

/** An organisation that may write at any hour, and somebody who may decide in it. */
async function found(orgId: string): Promise<Context> {
  const { db } = database;
  const system: Context = { db, orgId, actor: "system:ai-coo", clock: systemClock };
  const accounts = createAccounts({
    db,
    clock: systemClock,
    secret: "test-secret-".repeat(4),
    publicUrl: "http://127.0.0.1",
    origins: () => [],
  });
  const { userId } = await accounts.ensureOwner({ orgId, orgName: orgId });
  const caps = { perHour: 100_000, perDay: 100_000, perPartnerAndDay: 100 };
  await withTransaction(system, (inner) =>
    saveOrgSettings(inner, "outreach", {
      businessHours: { start: "00:00", end: "23:59", days: [1, 2, 3, 4, 5, 6, 7] },
      publicHolidays: false,
      limits: { email: caps, sms: caps },
    }),
  );
  return { ...system, actor: `user:${userId}` };
}

/** Approved reminders, each to a customer of its own. */
async function load(person: Context, many: number): Promise<void> {
  for (let index = 0; index < many; index++) {
    const now = systemClock.now();
    const name = `${person.orgId} ${uuidv7(now)}`;
    const address = `${name.replace(" ", ".")}@customer.example`;
    const customer = simulator.company.customer({ name, email: address });
    const { id: invoiceId } = customer.invoice({ amount: 900, due: "-10d" });
    const times = { createdAt: now.toISOString(), expiresAt: new Date(now.getTime() + 86_400_000).toISOString() };
    const example = exampleAction(
      {},
      { actionId: uuidv7(now), orgId: person.orgId, partnerId: customer.id, ids: [invoiceId], to: [address], ...times },
    );
    if (example.operation.type !== "send_email") throw new Error("the example is no mail");
    const inputs = { ...example.operation.inputs, attach_invoice_ids: [] };
    const action = atAnyHour({ ...example, operation: { ...example.operation, inputs } });
    const proposed = await proposeAction({ ctx: { ...person, actor: "system:ai-coo" }, input: { action } });
    if (!proposed.proposed) throw new Error(`not proposed: ${proposed.reason}`);
    const { actionId, fingerprint } = proposed;
    await approveAction({ ctx: person, input: { actionId, fingerprint, channel: "in_app" } });
  }
}

/** The test runs at whatever hour it is run. */
function atAnyHour(action: ActionProtocol): ActionProtocol {
  const checks = action.revalidation_plan.checks.map((check) =>
    check.predicate.type === "quiet_hours_ok"
      ? {
          ...check,
          predicate: { ...check.predicate, business_hours_start: "00:00", business_hours_end: "23:59", days: [1, 2, 3, 4, 5, 6, 7] },
        }
      : check,
  );
  return { ...action, revalidation_plan: { checks } };
}

interface Counts {
  readonly intents: number;
  readonly completed: number;
  readonly executing: number;
  readonly approved: number;
  readonly other: number;
}

/** What stands in the database of an organisation. */
async function counts(orgId: string): Promise<Counts> {
  return asOwner(database.ownerConnectionString, async (owner) => {
    await owner.query("select set_config('ai_coo.org_id', $1, false)", [orgId]);
    const { rows } = await owner.query<Counts>(
      `select (select count(*)::int from ai_coo.action_attempts where org_id = $1 and intent_at is not null) as intents,
         count(*) filter (where status = 'completed')::int as completed, count(*) filter (where status = 'executing')::int as executing,
         count(*) filter (where status = 'approved')::int as approved,
         count(*) filter (where status not in ('completed', 'executing', 'approved'))::int as other
       from ai_coo.autonomous_actions where org_id = $1`,
      [orgId],
    );
    return rows[0]!;
  });
}

async function until(orgId: string, holds: (now: Counts) => boolean): Promise<Counts> {
  for (;;) {
    const now = await counts(orgId);
    if (holds(now)) return now;
  }
}

const SEVERAL_PROCESSES = { timeout: 400_000 };

test("workers join, leave and are stopped under load, each organisation by itself", SEVERAL_PROCESSES, async () => {
  const [alpha, beta] = [await found("alpha"), await found("beta")];
  await load(alpha, WAITING);
  await load(beta, 10);
  const [first] = await Promise.all([worker("alpha", "one"), worker("alpha", "two"), worker("beta", "three")]);
  // people go on approving, before the stop and after it: there is always something that could begin
  const feeding = new AbortController();
  const fed = feed(alpha, feeding.signal);

  // a third one joins while the others work, and the first one leaves, finishing what it has in flight
  await until("alpha", ({ completed }) => completed > 0);
  const joined = worker("alpha", "four");
  expect(await first.signal("SIGTERM")).toBe(0);
  expect(first.stderr).toBe("");
  await joined;

  const stop = command<{ readonly stoppedAt: string }>("alpha", "one", "stop", "--reason", "a test");
  const { stoppedAt } = await stop.ready();
  const atReturn = await counts("alpha");
  // the other organisation goes on, while this one is approved more of
  await load(beta, 10);
  await until("beta", ({ completed }) => completed === 20);
  const later = await until("alpha", ({ executing, approved }) => executing === 0 && approved >= WAITING);
  // nothing began after the stop in any process, and what was in flight is recorded
  expect(later.intents).toBe(atReturn.intents);
  expect(later.completed).toBe(later.intents);
  expect(later.other).toBe(0);
  expect(await intentsAfter("alpha", stoppedAt)).toBe(0);

  feeding.abort();
  await fed;
  await resumeActions(alpha, { reason: "the test goes on" });
  const end = await until("alpha", ({ executing, approved }) => executing + approved === 0);
  expect(end.other).toBe(0);
  const recipients = sink.messages().flatMap((message) => message.recipients);
  expect([recipients.length, new Set(recipients).size]).toEqual([end.completed + 20, end.completed + 20]);
});

/** Keeps as many approved actions waiting. */
async function feed(person: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if ((await counts(person.orgId)).approved < WAITING) await load(person, 5);
  }
}

async function intentsAfter(orgId: string, moment: string): Promise<number> {
  return asOwner(database.ownerConnectionString, async (owner) => {
    await owner.query("select set_config('ai_coo.org_id', $1, false)", [orgId]);
    const { rows } = await owner.query<{ many: number }>(
      "select count(*)::int as many from ai_coo.action_attempts where org_id = $1 and intent_at > $2",
      [orgId, moment],
    );
    return rows[0]!.many;
  });
}

test("a worker whose start fails at its last step ends, and takes no jobs", async () => {
  await asOwner(database.ownerConnectionString, (owner) =>
    owner.query(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
      create trigger refuse before insert on ai_coo_jobs.job_common for each row when (current_user = 'ai_coo_app') execute function refuse()`),
  );
  try {
    const started = command<{ readonly pid: number }>("org-refused", "refused", "worker");
    processes.push(started);
    expect(await started.ended).toBe(1);
  } finally {
    await asOwner(database.ownerConnectionString, (owner) => owner.query("drop function refuse cascade"));
  }
});
