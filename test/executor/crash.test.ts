import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveAction, getAction, proposeAction } from "#src/actions/index.ts";
import { verifyAuditChain } from "#src/audit/index.ts";
import { withTransaction } from "#src/db/index.ts";
import type { CrashPoint } from "#src/executor/index.ts";
import { mapWithLimit } from "#src/lib/asynchronous.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { startSimulator, type Simulator } from "#simulator/index.ts";
import { parseActionProtocol, type ActionProtocol, type ActionType } from "#src/protocol/index.ts";
import { startScriptedSmtp, type ScriptedSmtp } from "#test/operations/scriptedSmtp.ts";
import { testContext } from "#test/support/context.ts";
import type { CrashJob } from "#test/support/crashWorker.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { bundleProgram } from "../../suites/support/productBundle.ts";
import { NOW, withoutAttachments } from "./scene.ts";

/** The lease of the killed worker, a minute, has run out. */
const LATER = "2026-03-02T09:05:00.000Z";
/** Worker processes at once: the machine of a contributor is small. */
const AT_ONCE = 2;

/** The worker, in a bundle: one is started for each kill. */
let programFolder: string;
let program: string;
let database: TestDatabase;
let smtp: ScriptedSmtp;
let outbox: string;
let odoo: Simulator;
let cases = 0;

beforeAll(async () => {
  programFolder = await mkdtemp(join(tmpdir(), "ai-coo-crash-worker-"));
  program = await bundleProgram(join(import.meta.dirname, "../support/crashWorker.ts"), programFolder);
  database = await createTestDatabase();
  smtp = await startScriptedSmtp();
  outbox = await mkdtemp(join(tmpdir(), "ai-coo-outbox-"));
  odoo = await startSimulator({ release: 19, company: "empty", now: () => new Date(NOW) });
});
afterAll(async () => {
  await odoo.stop();
  await smtp.stop();
  await rm(outbox, { recursive: true, force: true });
  await rm(programFolder, { recursive: true, force: true });
  await database.drop();
});

type Mail = "smtp" | "outbox";

interface Case {
  readonly point: CrashPoint;
  readonly orgId: string;
  readonly actionId: string;
}

/** An organisation of its own with one approved action about a customer of its own in Odoo. */
async function approvedAction(actionType: ActionType): Promise<Omit<Case, "point">> {
  const number = ++cases;
  const ctx = testContext(database.db, { orgId: `org-${number}`, now: NOW });
  const address = `billing@customer-${number}.example`;
  const customer = odoo.company.customer({ name: `Customer ${number}`, email: address });
  const invoice = customer.invoice({ amount: 1250, due: "-30d" });
  const action = withoutAttachments(
    exampleAction(
      { org_id: ctx.orgId, action_id: uuidv7(ctx.clock.now()), created_at: NOW },
      { actionType, partnerId: customer.id, ids: [invoice.id], to: [address] },
    ),
  );
  const result = await proposeAction({ ctx, input: { action: inFreshOdoo(action, number) } });
  if (!result.proposed) throw new Error("not proposed");
  const { actionId, fingerprint } = result;
  await approveAction({ ctx: { ...ctx, actor: "user:anna" }, input: { actionId, fingerprint, channel: "in_app" } });
  return { orgId: ctx.orgId, actionId };
}

/**
 * The example as a fresh Odoo can take it: it has neither the example's projects nor its colleague. Notes go
 * on the invoice; the tasks' names tell them apart.
 */
function inFreshOdoo(action: ActionProtocol, number: number): ActionProtocol {
  const onInvoice = parseActionProtocol(JSON.parse(JSON.stringify(action).replaceAll("project.project", "account.move")));
  if (onInvoice.operation.type !== "create_odoo_task") return onInvoice;
  const { project_id: _project, ...inputs } = onInvoice.operation.inputs;
  return { ...onInvoice, operation: { type: "create_odoo_task", inputs: { ...inputs, name: `Task ${number}`, user_ids: [] } } };
}

/** Runs a worker process to its end: `SIGKILL` for one that died, 0 for one that finished. */
function runWorker(job: Pick<CrashJob, "workerId" | "orgIds" | "now" | "recover"> & { dieAt?: CrashPoint }, mail: Mail) {
  const whole: CrashJob = {
    ...job,
    connectionString: database.connectionString,
    odoo: { url: odoo.url, database: odoo.database, login: odoo.login, apiKey: odoo.apiKey },
    mail: mail === "smtp" ? { kind: "smtp", url: `smtp://127.0.0.1:${smtp.port}` } : { kind: "outbox", dir: outbox },
  };
  const child = spawn(process.execPath, [program, JSON.stringify(whole)], {
    stdio: ["ignore", "pipe", "pipe"],
    // the same files are loaded by every one of these processes
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "ai-coo-test-compile-cache") },
  });
  let errors = "";
  child.stderr.on("data", (text: Buffer) => (errors += text.toString("utf8")));
  const ended = new Promise<NodeJS.Signals | number>((resolve, reject) => {
    child.on("close", (code, signal) => (code !== null && code > 0 ? reject(new Error(errors)) : resolve(signal ?? code ?? 0)));
  });
  return { ended, kill: () => child.kill("SIGKILL") };
}

/** Kills a worker at each point, each over an action of its own, then starts one that recovers them all. */
async function killAtEach(points: readonly CrashPoint[], actionType: ActionType, mail: Mail): Promise<Case[]> {
  const killed = await mapWithLimit(points, AT_ONCE, async (point): Promise<Case> => {
    const prepared = await approvedAction(actionType);
    const worker = runWorker(
      { workerId: `dead-${prepared.orgId}`, orgIds: [prepared.orgId], now: NOW, recover: false, dieAt: point },
      mail,
    );
    expect(`${point}: ${await worker.ended}`).toBe(`${point}: SIGKILL`);
    return { point, ...prepared };
  });
  await recover(
    killed.map(({ orgId }) => orgId),
    mail,
  );
  return killed;
}

/** A second start: recovers, then works; and a third, which must find nothing to do. */
async function recover(orgIds: readonly string[], mail: Mail): Promise<void> {
  for (const workerId of ["second", "third"]) {
    expect(await runWorker({ workerId, orgIds, now: LATER, recover: true }, mail).ended).toBe(0);
  }
}

async function ends(killed: readonly Case[], effectsOf: (actionId: string) => Promise<number> | number): Promise<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const { point, orgId, actionId } of killed) {
    const ctx = testContext(database.db, { orgId, now: LATER });
    const { status, followOns } = await getAction({ ctx, input: { actionId } });
    const notes = followOns.map(({ state }) => state);
    result[point] = `${await effectsOf(actionId)} ${status}${notes.length === 0 ? "" : `, note ${notes.join(" ")}`}`;
    expect(await withTransaction(ctx, (inner) => verifyAuditChain(inner))).toMatchObject({ ok: true });
  }
  return result;
}

const sentBySmtp = (actionId: string): number => smtp.messages.filter((message) => message.includes(actionId)).length;
const writtenToOutbox = async (actionId: string): Promise<number> =>
  (await readdir(outbox)).filter((file) => file.includes(actionId) && file.endsWith(".eml")).length;
const notesOf = (actionId: string): number =>
  odoo.inspect.records("mail.message").filter(({ message_id }) => typeof message_id === "string" && message_id.includes(actionId)).length;

/** Around every commit and every step outside, from the claim to the record. */
const POINTS = ["after_claim", "after_reserve", "after_intent", "after_effect", "before_record_commit"] as const;
const MAIL_POINTS = [...POINTS, "after_revalidation", "after_record", "before_follow_on_effect", "after_follow_on_effect"] as const;

describe("a worker killed with SIGKILL, then started again", { timeout: 300_000 }, () => {
  test("over a mail by SMTP, which nobody can look up: never two, and what is in doubt waits for a person", async () => {
    const killed = await killAtEach(MAIL_POINTS, "send_invoice_reminder", "smtp");

    expect(await ends(killed, sentBySmtp)).toEqual({
      after_claim: "1 completed, note done",
      after_revalidation: "1 completed, note done",
      after_reserve: "1 completed, note done",
      after_intent: "0 needs_attention",
      after_effect: "1 needs_attention",
      before_record_commit: "1 needs_attention",
      after_record: "1 completed, note done",
      before_follow_on_effect: "1 completed, note uncertain",
      after_follow_on_effect: "1 completed, note done",
    });
    for (const { actionId } of killed) expect(notesOf(actionId)).toBeLessThanOrEqual(1);
  });

  test("over a mail to the outbox, whose look-up is proof: exactly one each, all completed", async () => {
    const killed = await killAtEach(POINTS, "send_invoice_reminder", "outbox");

    expect(await ends(killed, writtenToOutbox)).toEqual(Object.fromEntries(POINTS.map((point) => [point, "1 completed, note done"])));
  });

  test("over a task in Odoo, which has a key: exactly one each, all completed", async () => {
    const killed = await killAtEach(POINTS, "create_collection_task", "outbox");

    const names = odoo.inspect.records("project.task").map(({ name }) => name);
    const tasks = (actionId: string): number => {
      const { model, id } = odoo.inspect.byExternalId(`ai_coo.${actionId}`) ?? { model: "none", id: 0 };
      return names.filter((name) => name === odoo.inspect.record(model, id)?.["name"]).length;
    };
    expect(await ends(killed, tasks)).toEqual(Object.fromEntries(POINTS.map((point) => [point, "1 completed"])));
  });

  test("over a note in Odoo, which accepts it twice: never two; completed where Odoo has it", async () => {
    const killed = await killAtEach(POINTS, "flag_at_risk_project", "outbox");

    expect(await ends(killed, notesOf)).toEqual({
      after_claim: "1 completed",
      after_reserve: "1 completed",
      after_intent: "0 needs_attention",
      after_effect: "1 completed",
      before_record_commit: "1 completed",
    });
  });

  test("while the mail server has the message and has not answered: one mail, in front of a person", async () => {
    const { orgId, actionId } = await approvedAction("send_invoice_reminder");
    smtp.answer("message", "silence");
    const worker = runWorker({ workerId: "dead", orgIds: [orgId], now: NOW, recover: false }, "smtp");
    await expect.poll(() => sentBySmtp(actionId), { timeout: 60_000 }).toBe(1);
    worker.kill();
    expect(await worker.ended).toBe("SIGKILL");
    smtp.answer("message", "250 2.0.0 queued");
    await recover([orgId], "smtp");

    expect(await ends([{ point: "after_effect", orgId, actionId }], sentBySmtp)).toEqual({ after_effect: "1 needs_attention" });
  });

  test("in the middle of its own recovery, it is recovered in turn", async () => {
    const points = ["after_takeover", "after_lookup"] as const;
    const killed = await mapWithLimit(points, AT_ONCE, async (point): Promise<Case> => {
      const prepared = await approvedAction("send_invoice_reminder");
      const { orgId } = prepared;
      const first = runWorker({ workerId: `dead-${orgId}`, orgIds: [orgId], now: NOW, recover: false, dieAt: "after_effect" }, "outbox");
      expect(await first.ended).toBe("SIGKILL");
      const rescuer = runWorker(
        { workerId: `rescuer-${orgId}`, orgIds: [orgId], now: "2026-03-02T09:02:00Z", recover: true, dieAt: point },
        "outbox",
      );
      expect(`${point}: ${await rescuer.ended}`).toBe(`${point}: SIGKILL`);
      return { point, ...prepared };
    });
    await recover(
      killed.map(({ orgId }) => orgId),
      "outbox",
    );

    expect(await ends(killed, writtenToOutbox)).toEqual({
      after_takeover: "1 completed, note done",
      after_lookup: "1 completed, note done",
    });
  });
});
