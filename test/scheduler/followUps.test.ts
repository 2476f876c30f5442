import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approveAction, getAction, listActions, proposeAction } from "#src/actions/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS, executeAction, type ExecutorRuntime } from "#src/executor/index.ts";
import { followUpStore, listFollowUps } from "#src/followups/index.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { connectOdoo } from "#src/odoo/connect.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { ActionType, ScheduleFollowUpInputs } from "#src/protocol/index.ts";
import { createJobHandlers, runAnalysis } from "#src/scheduler/index.ts";
import type { CompanyBuilder } from "#simulator/index.ts";
import { openLab, type Lab } from "#test/analyzers/support.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { MailDouble } from "#test/support/mailDouble.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { WriterDouble } from "#test/support/writerDouble.ts";

/** From an approved action that schedules a follow-up to what that becomes at its time, over a small company. */

const NOW = "2026-06-15T09:00:00Z";
const LATER = "2026-06-18T09:00:00Z";

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `follow-${organisations++}`, now: NOW });
});
afterAll(() => database.drop());

/** A customer with an overdue invoice. */
function debtor(company: CompanyBuilder, name: string): number {
  const customer = company.customer({ name });
  customer.invoice({ amount: 100, due: "-20d" });
  return customer.id;
}

function runtimeOf(lab: Pick<Lab, "reader">): ExecutorRuntime {
  const ports = {
    odoo: new WriterDouble(),
    reader: lab.reader,
    mail: new MailDouble(),
    followUps: followUpStore(() => ctx),
    clock: ctx.clock,
  };
  return { workerId: "w", reader: lab.reader, ports, settings: DEFAULT_EXECUTOR_SETTINGS, logger: silentLogger };
}

/** Proposes, approves and executes an action that schedules this. */
async function scheduled(lab: Lab, customerId: number, inputs: Partial<ScheduleFollowUpInputs>): Promise<string> {
  const now = ctx.clock.now();
  const example = exampleAction(
    { org_id: ctx.orgId, action_id: uuidv7(now), created_at: now.toISOString() },
    { actionType: "schedule_customer_check_in", ids: [customerId], partnerId: customerId },
  );
  if (example.operation.type !== "schedule_follow_up") throw new Error("the example schedules nothing");
  const operation = { ...example.operation, inputs: { ...example.operation.inputs, scheduled_for: LATER, ...inputs } };
  const proposed = await proposeAction({ ctx, input: { action: { ...example, operation } } });
  if (!proposed.proposed) throw new Error(`not proposed: ${proposed.reason}`);
  const { actionId, fingerprint } = proposed;
  await approveAction({ ctx: { ...ctx, actor: "user:ana" }, input: { actionId, fingerprint, channel: "in_app" } });
  expect(await executeAction(ctx, runtimeOf(lab), actionId)).toMatchObject({
    result: "executed",
    ref: expect.stringMatching(/^follow_up,/),
  });
  return actionId;
}

const sweep = (lab: Pick<Lab, "reader">) =>
  createJobHandlers({ ctx, reader: lab.reader, executor: runtimeOf(lab) })["follow-ups"](
    { orgId: ctx.orgId },
    { signal: new AbortController().signal },
  );
const followUps = async () => (await listFollowUps({ ctx, input: { limit: 50 } })).followUps;
const open = async () => (await listActions({ ctx, input: { status: ["pending_approval"] } })).actions;

test("a reminder that was put off is proposed at its time, by what the company owes then", async () => {
  let alder = 0;
  await using lab = await openLab(19, (company) => {
    company.bankEntry({ amount: 1, date: "today" });
    alder = debtor(company, "Alder");
  });
  const actionId = await scheduled(lab, alder, { action_type: "send_invoice_reminder" });
  expect(await followUps()).toMatchObject([{ actionId, status: "scheduled", contextType: "customer", contextId: alder }]);
  expect(await sweep(lab)).toMatchObject({ claimed: 0 });

  ctx.clock.set(LATER);
  expect(await sweep(lab)).toEqual({ claimed: 1, proposed: 1, closed: 0, postponed: 0, lost: 0 });
  const [action] = await open();
  expect(action).toMatchObject({ actionType: "send_invoice_reminder", partnerName: "Alder", createdBy: "system:ai-coo" });
  expect(await followUps()).toMatchObject([{ status: "proposed", proposedActionId: action!.actionId }]);
  // first contact ever: policy heard of it
  expect((await getAction({ ctx, input: { actionId: action!.actionId } })).riskReasons).toContainEqual(
    expect.stringContaining("never contacted"),
  );
  expect(await sweep(lab)).toMatchObject({ claimed: 0 });
});

test("what nothing calls for and what was proposed anyway is closed with the reason", async () => {
  let [alder, birch, cedar] = [0, 0, 0];
  await using lab = await openLab(19, (company) => {
    company.bankEntry({ amount: 1, date: "today" });
    alder = debtor(company, "Alder");
    birch = company.customer({ name: "Birch" }).id;
    cedar = company.customer({ name: "Cedar" }).id;
  });
  await scheduled(lab, alder, { action_type: "send_invoice_reminder" });
  await scheduled(lab, birch, { action_type: "send_invoice_reminder" });
  await scheduled(lab, cedar, { action_type: "create_follow_up_task" satisfies ActionType });
  ctx.clock.set(LATER);
  const run = await runAnalysis("financial", { ctx, reader: lab.reader });
  expect(run.proposed).toHaveLength(1);

  expect(await sweep(lab)).toMatchObject({ claimed: 3, closed: 3 });
  const reasons = (await followUps()).map(({ status, reason }) => `${status}: ${reason}`);
  expect(reasons).toEqual(
    expect.arrayContaining([
      "closed: Nothing that the customer owes is overdue any more.",
      expect.stringMatching(/^closed: (An action that says the same stands already|The facts do not call for it now: .*waiting)/),
    ]),
  );
  expect(await open()).toHaveLength(1);
});

describe("a check-in with a quiet customer", () => {
  /** A good customer of long ago, and a small one so that there is a median. */
  function quietCustomers(company: CompanyBuilder): number {
    const of = (name: string, amount: number) => {
      const customer = company.customer({ name, salesperson: "ada" });
      customer.invoice({ amount, date: "-200d", due: "-170d", paid: "all", paidOn: "-165d" });
      return customer.id;
    };
    company.salesperson({ name: "Ada", login: "ada" });
    company.bankEntry({ amount: 1, date: "today" });
    for (const name of ["Small", "Smaller"]) of(name, 10);
    return of("Alder", 5_000);
  }

  test("that is due becomes a task where nobody was in touch meanwhile", async () => {
    let alder = 0;
    await using lab = await openLab(19, (company) => void (alder = quietCustomers(company)));
    const { proposed } = await runAnalysis("sales", { ctx, reader: lab.reader });
    expect(proposed).toMatchObject([
      {
        action_type: "schedule_customer_check_in",
        operation: { inputs: { context_id: alder, scheduled_for: "2026-06-18T07:00:00.000Z", action_type: "create_follow_up_task" } },
      },
    ]);
    const { fingerprint } = await getAction({ ctx, input: { actionId: proposed[0]!.action_id } });
    await approveAction({
      ctx: { ...ctx, actor: "user:ana" },
      input: { actionId: proposed[0]!.action_id, fingerprint, channel: "in_app" },
    });
    await executeAction(ctx, runtimeOf(lab), proposed[0]!.action_id);
    expect((await runAnalysis("sales", { ctx, reader: lab.reader })).analysis.held).toMatchObject([{ reason: "already_done" }]);

    ctx.clock.set("2026-06-18T09:00:00Z");
    expect(await sweep(lab)).toMatchObject({ claimed: 1, proposed: 1 });
    expect(await open()).toMatchObject([{ actionType: "create_follow_up_task", partnerName: "Alder" }]);
  });

  test("ends where somebody was", async () => {
    let alder = 0;
    await using lab = await openLab(19, (company) => {
      alder = quietCustomers(company);
      company.customer({ name: "Alder" }).mailed({ date: "-1d" });
    });
    await scheduled(lab, alder, { action_type: "create_follow_up_task" });
    ctx.clock.set(LATER);
    expect(await sweep(lab)).toMatchObject({ claimed: 1, closed: 1 });
    expect(await open()).toEqual([]);
  });
});

test("a follow-up waits while Odoo is away", async () => {
  let alder = 0;
  await using lab = await openLab(19, (company) => {
    company.bankEntry({ amount: 1, date: "today" });
    alder = debtor(company, "Alder");
  });
  await scheduled(lab, alder, { action_type: "send_invoice_reminder" });
  ctx.clock.set(LATER);
  const away = connectOdoo({ url: "http://127.0.0.1:9", database: "none", login: "none", apiKey: "none" });
  expect(await sweep({ ...lab, reader: away.reader })).toMatchObject({ claimed: 1, postponed: 1 });
  expect(await followUps()).toMatchObject([{ status: "scheduled", tries: 1, reason: expect.stringContaining("Odoo") }]);
  await away.close();
});
