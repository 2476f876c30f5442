import type { Context } from "#src/db/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS, processApprovedActions } from "#src/executor/index.ts";
import { ManualClock } from "#src/lib/clock.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { connectOdoo } from "#src/odoo/connect.ts";
import type { NoteInput } from "#src/odoo/write/index.ts";
import { parseActionProtocol, type ActionProtocol, type ActionType } from "#src/protocol/index.ts";
import { buildCompany, startSimulator, type Simulator } from "#simulator/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { say } from "../suites/support/report.ts";
import { outsideStandIn } from "./pipeline/standIns.ts";
import { insertApproved, liftLimits } from "./pipeline/seed.ts";
import type { BenchSection, Figures } from "./section.ts";

const ACTIONS = 1_000;
const MOST_READS = 40;
const MOST_CREATIONS = 20;
const NOW = "2026-03-02T09:00:00.000Z";

/** Four kinds of work, each on a model of its own. */
const OVER_FOUR_MODELS: readonly ActionType[] = [
  "send_invoice_reminder",
  "create_follow_up_task",
  "flag_at_risk_project",
  "schedule_customer_check_in",
];

/**
 * What a thousand actions cost in calls to Odoo, whose number is what takes the time: their revalidation over four
 * models, and a thousand tasks. With the product's own settings, on the simulator.
 */
export const odooCalls: BenchSection = {
  name: "odoo calls",
  async run({ database }): Promise<Figures> {
    const clock = new ManualClock(NOW);
    await using simulator = await startCompany(clock);
    const tenant = (orgId: string): Context => ({ db: database.db, orgId, actor: "system:ai-coo", clock });
    const reads = await callsOf(tenant("bench-reads"), simulator, OVER_FOUR_MODELS, isRead);
    const creations = await callsOf(tenant("bench-tasks"), simulator, ["create_collection_task"], ({ method }) => method === "load");
    say(`  ${ACTIONS} actions over four models: ${reads} reads; ${ACTIONS} tasks: ${creations} creations`);
    return {
      ok: reads <= MOST_READS && creations <= MOST_CREATIONS,
      actions: ACTIONS,
      reads,
      mostReads: MOST_READS,
      creations,
      mostCreations: MOST_CREATIONS,
    };
  },
};

interface Served extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly customers: readonly Customer[];
  readonly salesperson: number;
}

interface Customer {
  readonly partnerId: number;
  readonly address: string;
  readonly invoiceId: number;
  readonly dealId: number;
  readonly projectId: number;
}

async function startCompany(clock: ManualClock): Promise<Served> {
  const customers: Customer[] = [];
  const company = buildCompany((build) => {
    for (let index = 0; index < ACTIONS; index++) {
      const address = `billing@customer-${index}.example`;
      const customer = build.customer({ name: `Customer ${index}`, email: address });
      customers.push({
        partnerId: customer.id,
        address,
        invoiceId: customer.invoice({ amount: 900, due: "-10d" }).id,
        dealId: build.deal({ name: `Deal ${index}`, customer, stage: "Qualified", revenue: 100 }).id,
        projectId: build.project({ name: `Project ${index}`, customer }).id,
      });
    }
  });
  const simulator = await startSimulator({ release: 19, company, now: () => clock.now() });
  const [user] = simulator.inspect.records("res.users", [["login", "=", simulator.login]]);
  return { simulator, customers, salesperson: user!.id, [Symbol.asyncDispose]: () => simulator.stop() };
}

const READS = new Set(["read", "search_read", "search", "search_count", "web_search_read", "read_group", "formatted_read_group"]);
const isRead = ({ method }: { readonly method: string }): boolean => READS.has(method);

/** Executes a thousand approved actions and counts the calls that the filter takes. */
async function callsOf(
  ctx: Context,
  { simulator, customers, salesperson }: Served,
  types: readonly ActionType[],
  counted: (call: { readonly method: string }) => boolean,
): Promise<number> {
  const { url, database, login, apiKey } = simulator;
  await using stack = new AsyncDisposableStack();
  const odoo = connectOdoo({ url, database, login, apiKey });
  stack.defer(() => odoo.close());
  await liftLimits(ctx);
  await insertApproved(
    ctx,
    customers.map((customer, index) => documentOf(ctx, types[index % types.length]!, customer, salesperson)),
  );
  const outside = outsideStandIn(0);
  const followUps = { schedule: async () => ({ id: "1" }), find: async () => null };
  // notes go nowhere: what is counted is reading and creating
  const writer = { ...odoo.writer, postNote: (note: NoteInput) => outside.odoo.postNote(note) };
  const before = simulator.calls.all().filter(counted).length;
  const statistics = await processApprovedActions(ctx, {
    workerId: "bench",
    reader: odoo.reader,
    ports: { odoo: writer, reader: odoo.reader, mail: outside.mail, clock: ctx.clock, followUps },
    settings: DEFAULT_EXECUTOR_SETTINGS,
    logger: silentLogger,
  });
  if (statistics.executed !== ACTIONS) {
    const [other] = statistics.results.filter(({ result }) => result !== "executed");
    throw new Error(`${statistics.executed} of ${ACTIONS} were executed; one of the others: ${JSON.stringify(other)}`);
  }
  return simulator.calls.all().filter(counted).length - before;
}

function documentOf({ orgId, clock }: Context, actionType: ActionType, customer: Customer, salesperson: number): ActionProtocol {
  const now = clock.now();
  const ids = { account: customer.invoiceId, crm: customer.dealId, project: customer.projectId, res: customer.partnerId };
  const about = { org_id: orgId, action_id: uuidv7(now), created_at: now.toISOString() };
  const parts = { actionType, partnerId: customer.partnerId, to: [customer.address] };
  const family = exampleAction(about, parts).affected_records.model.split(".")[0] as keyof typeof ids;
  const action = exampleAction(about, { ...parts, ids: [ids[family]] });
  const { operation } = action;
  if (operation.type === "send_email") {
    return parseActionProtocol({ ...action, operation: { ...operation, inputs: { ...operation.inputs, attach_invoice_ids: [] } } });
  }
  if (operation.type !== "create_odoo_task") return action;
  const { project_id: _, ...inputs } = operation.inputs;
  return parseActionProtocol({ ...action, operation: { ...operation, inputs: { ...inputs, user_ids: [salesperson] } } });
}
