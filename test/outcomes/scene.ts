import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { approveAction, getAction, proposeAction } from "#src/actions/index.ts";
import { getActionOutcome } from "#src/db/access/actionOutcomes.ts";
import { readDomainEvents } from "#src/db/access/domainEvents.ts";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction } from "#src/db/index.ts";
import type { Observed, OutcomeFact } from "#src/db/schema/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS, processApprovedActions, type ExecutorRuntime } from "#src/executor/index.ts";
import { followUpStore } from "#src/followups/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { getOutcome, outcomeSettingsSchema, runOutcomes, type OutcomesRun } from "#src/outcomes/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { startSimulator, type InvoiceBuilder, type Release, type Simulator } from "#simulator/index.ts";
import { withoutAttachments } from "#test/executor/scene.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, othersTransactionsEnded, type TestDatabase } from "#test/support/database.ts";
import { MailDouble } from "#test/support/mailDouble.ts";
import { OdooAdmin } from "#test/support/odooAdmin.ts";
import { OdooData } from "#test/support/odooData.ts";
import { exampleAction, type DocumentParts } from "#test/support/protocolDocuments.ts";

/** Monday, ten in the morning in Paris: an hour in which people may be written to. */
export const NOW = "2026-03-02T09:00:00.000Z";

/** A company on a simulated Odoo whose clock is the test's, and the product with its real executor before it. */
export interface OutcomeScene {
  readonly release: Release;
  readonly ctx: TestContext;
  readonly database: TestDatabase;
  readonly simulator: Simulator;
  readonly odoo: OdooConnection;
  readonly data: OdooData;
  readonly admin: OdooAdmin;
  /** A worker that executes what is approved. */
  execute(ports?: Partial<ExecutorRuntime["ports"]>): Promise<void>;
  /** Proposes an action of the example's kind about these records, approves and executes it; a new id each time. */
  carryOut(
    parts: Partial<DocumentParts>,
    change?: (action: ActionProtocol) => ActionProtocol,
    ports?: Partial<ExecutorRuntime["ports"]>,
  ): Promise<string>;
  /** A customer with one invoice of 1,250 EUR that is long due, and the reminder about it, sent. */
  reminded(name: string, amount?: number): Promise<{ readonly actionId: string; readonly invoice: InvoiceBuilder; readonly email: string }>;
  /** One run of the job. */
  look(pageSize?: number): Promise<OutcomesRun>;
  observed(actionId: string): Promise<Observed>;
  facts(actionId: string): Promise<OutcomeFact[]>;
  row(actionId: string): Promise<NonNullable<Awaited<ReturnType<typeof getActionOutcome>>>>;
  sentences(actionId: string): Promise<readonly string[]>;
  /** The kinds of the events about outcomes of an action, in order. */
  events(actionId: string): Promise<string[]>;
  setStage(dealId: number, name: string): Promise<void>;
}

/** Registers the hooks that set the scene: one server for the file, an organisation of its own for each test. */
export function setOutcomeScene(release: Release): OutcomeScene {
  const scene: { -readonly [K in keyof OutcomeScene]?: OutcomeScene[K] } = { release };
  let organisations = 0;

  beforeAll(async () => {
    scene.database = await createTestDatabase({ maxConnections: 20 });
    scene.ctx = testContext(scene.database.db, { now: NOW });
    const { clock } = scene.ctx;
    scene.simulator = await startSimulator({ release, company: "empty", now: () => clock.now() });
    const { url, database, login, apiKey } = scene.simulator;
    scene.odoo = connectOdoo({ url, database, login, apiKey });
    scene.admin = new OdooAdmin(scene.simulator);
    scene.data = new OdooData(scene.admin, release, "");
  });
  afterAll(async () => {
    await scene.odoo?.close();
    await scene.simulator?.stop();
    await scene.database?.drop();
  });
  beforeEach(async () => {
    // the server's clock goes on from test to test: Monday after Monday
    const { clock } = scene.ctx!;
    const weeks = Math.ceil((clock.now().getTime() - Date.parse(NOW)) / (7 * 86_400_000));
    clock.set(new Date(Date.parse(NOW) + weeks * 7 * 86_400_000));
    scene.ctx = { ...testContext(scene.database!.db, { orgId: `org-${release}-${++organisations}` }), clock };
    // the clock walks through a year, Easter Monday included
    await withTransaction(scene.ctx, (inner) => saveOrgSettings(inner, "outreach", { publicHolidays: false }));
  });

  scene.execute = async (ports = {}) => {
    const { ctx, odoo } = scene as OutcomeScene;
    await processApprovedActions(ctx, {
      workerId: "worker-1",
      reader: odoo.reader,
      ports: {
        odoo: odoo.writer,
        reader: odoo.reader,
        mail: new MailDouble(),
        followUps: followUpStore((orgId) => ({ ...ctx, orgId })),
        clock: ctx.clock,
        ...ports,
      },
      settings: DEFAULT_EXECUTOR_SETTINGS,
      logger: silentLogger,
      random: () => 0,
    });
  };

  scene.carryOut = async (parts, change = (action) => action, ports = {}) => {
    const { ctx } = scene as OutcomeScene;
    const now = ctx.clock.now();
    const over = { org_id: ctx.orgId, action_id: uuidv7(now), created_at: now.toISOString() };
    const document = change(
      withoutAttachments(exampleAction({ ...over, ...(parts.actionType === undefined ? {} : { action_type: parts.actionType }) }, parts)),
    );
    const result = await proposeAction({ ctx, input: { action: document } });
    if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
    const { actionId, fingerprint } = result;
    await approveAction({ ctx: { ...ctx, actor: "user:anna" }, input: { actionId, fingerprint, channel: "in_app" } });
    await scene.execute!(ports);
    const { status, statusReason } = await getAction({ ctx, input: { actionId } });
    expect([status, statusReason]).toEqual(["completed", statusReason]);
    // what happens next happens later
    ctx.clock.advance({ minutes: 1 });
    return actionId;
  };

  scene.reminded = async (name, amount = 1250) => {
    const email = `${name.toLowerCase()}@${name.toLowerCase()}.example`;
    const customer = scene.simulator!.company.customer({ name, email });
    const invoice = customer.invoice({ amount, due: "2026-01-15" });
    const parts = { partnerId: customer.id, partnerName: name, ids: [invoice.id], to: [email], amount };
    const actionId = await scene.carryOut!(parts, (action) => inCurrency(action, "USD"));
    return { actionId, invoice, email };
  };

  scene.look = (pageSize) => {
    const { ctx, odoo } = scene as OutcomeScene;
    const settings = outcomeSettingsSchema.parse({});
    return runOutcomes(ctx, {
      reader: odoo.reader,
      settings,
      timezone: "Europe/Paris",
      logger: silentLogger,
      ...(pageSize === undefined ? {} : { pageSize }),
    });
  };
  scene.row = async (actionId) =>
    (await withTransaction(scene.ctx!, (inner) => getActionOutcome(inner, actionId))) ?? expect.fail("not observed");
  scene.observed = async (actionId) => (await scene.row!(actionId)).observed;
  scene.facts = async (actionId) => (await scene.observed!(actionId)).facts.map(({ fact }) => fact);
  scene.sentences = async (actionId) => (await getOutcome(scene.ctx!, actionId))!.sentences;
  scene.events = async (actionId) => {
    await othersTransactionsEnded(scene.database!);
    const page = await withTransaction(scene.ctx!, (inner) => readDomainEvents(inner, { after: { tx: "0", id: 0 }, limit: 5_000 }));
    return page!.events.filter((event) => event.actionId === actionId && event.kind.startsWith("outcome.")).map(({ kind }) => kind);
  };
  scene.setStage = async (dealId, name) => {
    const stage = await scene.admin!.find("crm.stage", [["name", "=", name]]);
    await scene.admin!.call("crm.lead", "write", [[dealId], { stage_id: stage }]);
  };
  return scene as OutcomeScene;
}

/** The amount that the action asks for, in the currency of the simulated company. */
export function inCurrency(action: ActionProtocol, currency: string): ActionProtocol {
  const cashIn = action.estimated_impact?.cash_in;
  return cashIn === undefined ? action : { ...action, estimated_impact: { cash_in: { ...cashIn, currency } } };
}
