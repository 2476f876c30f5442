import { afterAll, beforeAll, beforeEach } from "vitest";
import { approveAction, getAction, proposeAction, type ActionDetail } from "#src/actions/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS, type CrashPoint, type ExecutorRuntime, type ExecutorSettings } from "#src/executor/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { silentLogger } from "#src/lib/logger.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { MemoryOdoo } from "#test/revalidation/memoryOdoo.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { asOwner, createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { MailDouble } from "#test/support/mailDouble.ts";
import { exampleAction, type DocumentParts } from "#test/support/protocolDocuments.ts";
import { WriterDouble } from "#test/support/writerDouble.ts";

/** Monday, ten in the morning in Paris: an hour in which people may be written to. */
export const NOW = "2026-03-02T09:00:00.000Z";

/** What every test of the executor starts from: an organisation of its own, Odoo with one overdue customer, a mail transport. */
export interface Scene {
  readonly ctx: TestContext;
  readonly odoo: MemoryOdoo;
  readonly writer: WriterDouble;
  mail: MailDouble;
  /** As a person who may decide. */
  readonly person: TestContext;
  /** A worker process: its name, and what happens at its named points. */
  worker(name?: string, over?: Partial<ExecutorRuntime> & { readonly at?: (point: CrashPoint) => Promise<void> | void }): ExecutorRuntime;
  /** Proposes an action of this organisation; a new id and customer each time unless told. */
  propose(
    parts?: Partial<DocumentParts>,
    change?: (action: ActionProtocol) => ActionProtocol,
    /** Money at stake in the company's currency. */
    amount?: number,
  ): Promise<ActionProtocol>;
  /** The same, approved by a person. */
  approved(parts?: Partial<DocumentParts>, change?: (action: ActionProtocol) => ActionProtocol, amount?: number): Promise<ActionProtocol>;
  approve(action: ActionProtocol): Promise<void>;
  detail(actionId: string): Promise<ActionDetail>;
  /** A statement as the database's owner, behind the product's back. */
  asOwner(statement: string): Promise<void>;
}

export const SETTINGS: ExecutorSettings = { ...DEFAULT_EXECUTOR_SETTINGS, leaseSeconds: 60 };

/** Registers the hooks that set the scene before each test of the file. */
export function setScene(): Scene {
  let database: TestDatabase;
  let organisations = 0;
  let partners = 41;
  const scene: { -readonly [K in keyof Scene]?: Scene[K] } = {};

  beforeAll(async () => {
    database = await createTestDatabase({ maxConnections: 20 });
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    organisations += 1;
    partners = 41;
    scene.ctx = testContext(database.db, { orgId: `org-${organisations}`, now: NOW });
    scene.person = { ...scene.ctx, actor: "user:anna" };
    const odoo = new MemoryOdoo();
    scene.odoo = odoo;
    scene.writer = new WriterDouble((model, id, { stage_id }) => odoo.put(model, id, { stage_id: [stage_id, `Stage ${stage_id}`] }));
    scene.mail = new MailDouble();
  });

  scene.worker = (name = "worker-1", over = {}) => ({
    workerId: name,
    reader: scene.odoo!.reader,
    ports: { odoo: scene.writer!, reader: scene.odoo!.reader, mail: scene.mail!, clock: scene.ctx!.clock },
    settings: SETTINGS,
    logger: silentLogger,
    random: () => 0,
    ...(over.at === undefined ? {} : { hooks: { at: over.at } }),
    ...over,
  });

  scene.propose = async (parts = {}, change = (action) => action, amount) => {
    const { ctx, odoo } = scene as Scene;
    const partnerId = parts.partnerId ?? ++partners;
    const [invoiceId] = parts.ids ?? [partnerId * 10];
    const address = `billing@customer-${partnerId}.example`;
    const now = ctx.clock.now();
    const document = change(
      withoutAttachments(
        exampleAction(
          { org_id: ctx.orgId, action_id: uuidv7(now), created_at: now.toISOString() },
          { partnerId, ids: [invoiceId!], to: [address], partnerName: `Customer ${partnerId}`, ...parts },
        ),
      ),
    );
    odoo.put("account.move", invoiceId!, {
      name: `INV/2026/${invoiceId}`,
      payment_state: "not_paid",
      amount_residual: 1250,
      partner_id: [partnerId, `Customer ${partnerId}`],
      currency_id: [1, "EUR"],
    });
    for (const stage of [2, 3, 4, 5]) odoo.put("crm.stage", stage, { name: `Stage ${stage}` });
    odoo.put("crm.lead", invoiceId!, { name: "Office furniture", active: true, stage_id: [2, "Qualified"] });
    odoo.put("project.project", invoiceId!, { name: "Move", active: true });
    odoo.put("res.partner", partnerId, {
      name: `Customer ${partnerId}`,
      active: true,
      email: address,
      phone_sanitized: "+33612345678",
      commercial_partner_id: [partnerId, `Customer ${partnerId}`],
      partner_share: true,
    });
    const result = await proposeAction({ ctx, input: { action: document, ...(amount === undefined ? {} : { riskFacts: { amount } }) } });
    if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
    return (await scene.detail!(result.actionId)).action;
  };

  scene.approve = async (action) => {
    const { fingerprint } = await scene.detail!(action.action_id);
    await approveAction({ ctx: scene.person!, input: { actionId: action.action_id, fingerprint, channel: "in_app" } });
  };

  scene.approved = async (parts, change, amount) => {
    const action = await scene.propose!(parts, change, amount);
    await scene.approve!(action);
    return action;
  };

  scene.asOwner = async (statement) => {
    await asOwner(database.ownerConnectionString, (client) => client.query(statement));
  };

  scene.detail = (actionId) => getAction({ ctx: scene.ctx!, input: { actionId } });
  return scene as Scene;
}

/** A mail with attachments is refused by this version; the example has one. */
export function withoutAttachments(action: ActionProtocol): ActionProtocol {
  const { operation } = action;
  if (operation.type !== "send_email") return action;
  return { ...action, operation: { ...operation, inputs: { ...operation.inputs, attach_invoice_ids: [] } } };
}

/** A check that the invoice is still unpaid, with this consequence. */
export function unpaidCheck(severity: "block" | "require_reapproval" = "block") {
  return (action: ActionProtocol): ActionProtocol => ({
    ...action,
    revalidation_plan: {
      checks: [
        ...action.revalidation_plan.checks,
        {
          check_id: "unpaid",
          description: "The invoice is not paid",
          severity_on_fail: severity,
          predicate: {
            type: "odoo_field_equals",
            model: "account.move",
            id: action.affected_records.ids[0]!,
            field: "payment_state",
            expected: "not_paid",
          },
        },
      ],
    },
  });
}
