import { sql } from "drizzle-orm";
import {
  approveAction,
  editAction,
  getAction,
  snoozeAction,
  undoAction,
  unsnoozeAction,
  type ActionDetail,
  type EditActionInput,
} from "#src/actions/index.ts";
import type { Context } from "#src/db/index.ts";
import { executeAction, processApprovedActions } from "#src/executor/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { as, type Tenant } from "../support/stage.ts";
import { approved, mailsTo, newCustomer, newCustomers, newTenant, propose, reminder, statusOf, type Proposed, type World } from "./cast.ts";
import { addTo, countBy, Faults, race, times, type Scene } from "./tally.ts";

const MANY = 100;
const PAIRS = 50;

const approve = (ctx: Context, { actionId, fingerprint }: Proposed) =>
  approveAction({ ctx, input: { actionId, fingerprint, channel: "in_app" } });

const edit = (ctx: Context, { actionId, fingerprint }: Proposed, subject: string, status?: EditActionInput["status"]) =>
  editAction({ ctx, input: { actionId, fingerprint, edit: { type: "send_email", subject }, ...(status === undefined ? {} : { status }) } });

const sweeps = (world: World, tenant: Tenant, count: number) =>
  times(count, (n) => () => processApprovedActions(tenant.system, world.stage.worker(`sweep-${n}`)));

const detailOf = (tenant: Tenant, actionId: string): Promise<ActionDetail> => getAction({ ctx: tenant.system, input: { actionId } });

/** Subjects of what a customer got. */
const subjectsTo = ({ stage }: World, address: string): string[] =>
  stage.sink
    .messages()
    .filter(({ recipients }) => recipients.includes(address))
    .map(({ mail }) => mail.subject ?? "");

/** One waits before it begins, so that either may be first: a claim takes a few questions to the database. */
async function after(world: World, questions: number): Promise<void> {
  for (let question = 0; question < questions; question++) await world.database.db.execute(sql`select 1`);
}

const approveOrEdit: Scene<World> = {
  name: "approve while editing",
  async play(world, round) {
    const tenant = await newTenant(world, "edit", ["anna", "bert"]);
    const bert = as(tenant.system, "user:bert");
    const customers = newCustomers(world, PAIRS);
    const faults = new Faults();
    const counts: Record<string, number> = {};
    const proposals: Proposed[] = [];
    for (const customer of customers) proposals.push(await propose(tenant, reminder(tenant, customer)));
    const winners: string[] = [];
    await Promise.all(
      proposals.map(async (proposed, n) => {
        const runs = [
          async () => ((await approve(tenant.person, proposed)).status, "approved"),
          async () => (await edit(bert, proposed, "Edited words", "pending_approval"), "edited"),
        ];
        const { won, lost, strangers } = await race((n + round) % 2 === 0 ? runs : runs.toReversed(), ["conflict", "fingerprint_mismatch"]);
        faults.equal("winners", won.length, 1);
        faults.none("untyped", strangers);
        faults.equal("losers", lost, won[0] === "approved" ? { conflict: 1 } : { fingerprint_mismatch: 1 });
        const detail = await detailOf(tenant, proposed.actionId);
        faults.equal("status", [detail.status, detail.version], won[0] === "approved" ? ["approved", 1] : ["pending_approval", 2]);
        winners[n] = won[0] ?? "nobody";
        addTo(counts, { [winners[n]]: 1, ...lost });
      }),
    );
    await race(sweeps(world, tenant, 4), []);
    for (const [n, { address }] of customers.entries()) {
      faults.equal("mails", subjectsTo(world, address).length, winners[n] === "approved" ? 1 : 0);
      faults.expect(!subjectsTo(world, address).includes("Edited words"), "words went out that nobody approved");
    }
    return { faults: faults.list, counts };
  },
};

const approveOrEditWhatever: Scene<World> = {
  name: "approve while editing whatever its status",
  async play(world, round) {
    const tenant = await newTenant(world, "edit-any", ["anna", "bert"]);
    const bert = as(tenant.system, "user:bert");
    const customers = newCustomers(world, PAIRS);
    const proposals: Proposed[] = [];
    for (const customer of customers) proposals.push(await propose(tenant, reminder(tenant, customer)));
    const faults = new Faults();
    const counts: Record<string, number> = {};
    await Promise.all(
      proposals.map(async (proposed, n) => {
        const runs = [
          async () => ((await approve(tenant.person, proposed)).status, "approved"),
          async () => (await edit(bert, proposed, "Edited words"), "edited"),
        ];
        const { won, lost, strangers } = await race((n + round) % 2 === 0 ? runs : runs.toReversed(), ["fingerprint_mismatch"]);
        faults.none("untyped", strangers);
        const detail = await detailOf(tenant, proposed.actionId);
        // whoever came first, the edited version waits, and no approval of the one before counts for it
        faults.equal("in the end", [detail.status, detail.version], ["pending_approval", 2]);
        addTo(counts, { both: won.length === 2 ? 1 : 0, ...lost });
      }),
    );
    await race(sweeps(world, tenant, 4), []);
    faults.equal("mails", customers.filter((customer) => mailsTo(world, customer) > 0).length, 0);
    return { faults: faults.list, counts };
  },
};

const manyEdits: Scene<World> = {
  name: `${MANY} people edit one action`,
  async play(world) {
    const people = times(MANY, (n) => `editor-${n}`);
    const tenant = await newTenant(world, "edits", people);
    const proposed = await propose(tenant, reminder(tenant, newCustomer(world)));
    const { won, lost, strangers } = await race(
      people.map((person) => () => edit(as(tenant.system, `user:${person}`), proposed, `Words of ${person}`)),
      ["fingerprint_mismatch"],
    );
    const faults = new Faults();
    faults.equal("winners", won.length, 1);
    faults.equal("losers", lost, { fingerprint_mismatch: MANY - 1 });
    faults.none("untyped", strangers);
    const { versions, action, fingerprint } = await detailOf(tenant, proposed.actionId);
    faults.equal("versions", versions.length, 2);
    faults.equal("what stands", fingerprint, won[0]?.fingerprint);
    faults.expect(
      JSON.stringify(action.operation).includes(`Words of ${versions[1]?.createdBy.slice("user:".length)}`),
      "words of another",
    );
    return { faults: faults.list, counts: { edited: won.length, ...lost } };
  },
};

const executeOrEdit: Scene<World> = {
  name: "edit while executing",
  async play(world, round) {
    const tenant = await newTenant(world, "edit-run");
    const customers = newCustomers(world, PAIRS);
    const faults = new Faults();
    const counts: Record<string, number> = {};
    const actions: Proposed[] = [];
    for (const customer of customers) {
      const actionId = await approved(tenant, reminder(tenant, customer));
      actions.push({ actionId, fingerprint: (await detailOf(tenant, actionId)).fingerprint });
    }
    await Promise.all(
      actions.map(async (action, n) => {
        const runs = [
          async () => (await executeAction(tenant.system, world.stage.worker(`executor-${n}`), action.actionId)).result as string,
          async () => {
            await after(world, n % 12);
            return (await edit(tenant.person, action, "Edited words"), "edited");
          },
        ];
        const { won, lost, strangers } = await race((n + round) % 2 === 0 ? runs : runs.toReversed(), ["conflict"]);
        faults.equal("winners", won.length, 1);
        faults.none("untyped", strangers);
        faults.equal("status", await statusOf(tenant, action.actionId), won[0] === "executed" ? "completed" : "pending_approval");
        const subjects = subjectsTo(world, customers[n]!.address);
        faults.equal("mails", subjects.length, won[0] === "executed" ? 1 : 0);
        faults.expect(!subjects.includes("Edited words"), "words went out that nobody approved");
        addTo(counts, { [won[0] ?? "nobody"]: 1, ...lost });
      }),
    );
    return { faults: faults.list, counts };
  },
};

const executeOrSnooze: Scene<World> = {
  name: "snooze while executing",
  async play(world, round) {
    const tenant = await newTenant(world, "snooze");
    const customers = newCustomers(world, PAIRS);
    const faults = new Faults();
    const counts: Record<string, number> = {};
    const ids: string[] = [];
    for (const customer of customers) ids.push(await approved(tenant, reminder(tenant, customer)));
    const until = new Date(tenant.clock.now().getTime() + 2 * 3_600_000).toISOString();
    await Promise.all(
      ids.map(async (actionId, n) => {
        const runs = [
          async () => (await executeAction(tenant.system, world.stage.worker(`executor-${n}`), actionId)).result as string,
          async () => {
            await after(world, n % 12);
            return (await snoozeAction({ ctx: tenant.person, input: { actionId, until } }), "snoozed");
          },
        ];
        const { won, lost, strangers } = await race((n + round) % 2 === 0 ? runs : runs.toReversed(), ["conflict"]);
        faults.equal("winners", won.length, 1);
        faults.none("untyped", strangers);
        faults.equal("mails", mailsTo(world, customers[n]!), won[0] === "executed" ? 1 : 0);
        addTo(counts, { [won[0] ?? "nobody"]: 1, ...lost });
      }),
    );
    await race(sweeps(world, tenant, 4), []);
    const early = customers.filter((customer) => mailsTo(world, customer) > 0).length;
    faults.equal("mails before the moment", early, counts["executed"] ?? 0);
    tenant.clock.advance({ hours: 2 });
    // some are taken up again at the very moment at which the sweeps come
    const woken = ids.slice(0, 10).map((actionId) => () => unsnoozeAction({ ctx: tenant.person, input: { actionId } }));
    const [swept, late] = await Promise.all([race(sweeps(world, tenant, 4), []), race(woken, ["conflict"])]);
    faults.none("untyped", [...swept.strangers, ...late.strangers]);
    faults.equal(
      "mails per customer in the end",
      countBy(customers, (customer) => `${mailsTo(world, customer)}`),
      { "1": PAIRS },
    );
    return { faults: faults.list, counts };
  },
};

const DEALS = 10;
const ASKING = 20;

const manyUndos: Scene<World> = {
  name: `${ASKING} people undo each of ${DEALS} changes`,
  async play(world) {
    const people = times(ASKING, (n) => `undoer-${n}`);
    const tenant = await newTenant(world, "undo", people);
    const faults = new Faults();
    const deals = times(DEALS, () => newDeal(world));
    const ids: string[] = [];
    for (const deal of deals) ids.push(await approved(tenant, stageMove(tenant, deal)));
    await race(sweeps(world, tenant, 1), []);
    faults.equal(
      "moved",
      countBy(deals, ({ id }) => stageOf(world, id)),
      { Won: DEALS },
    );

    const counts: Record<string, number> = {};
    await Promise.all(
      ids.map(async (actionId) => {
        const { fingerprint } = await detailOf(tenant, actionId);
        const { won, lost, strangers } = await race(
          people.map(
            (person) => () =>
              undoAction({
                ctx: as(tenant.system, `user:${person}`),
                input: { actionId, fingerprint, reason: "The wrong deal.", channel: "in_app" },
              }),
          ),
          ["conflict"],
        );
        faults.equal("winners", won.length, 1);
        faults.equal("losers", lost, { conflict: ASKING - 1 });
        faults.none("untyped", strangers);
        addTo(counts, { asked: won.length, ...lost });
      }),
    );
    const swept = await race(sweeps(world, tenant, 4), []);
    faults.none("errors", swept.strangers);
    faults.equal(
      "taken back",
      countBy(deals, ({ id }) => stageOf(world, id)),
      { Qualified: DEALS },
    );
    faults.equal(
      "writes per deal",
      countBy(deals, ({ id }) => `${stageWrites(world, id)}`),
      { "2": DEALS },
    );
    const again = await race(
      ids.map((actionId) => async () => {
        const { fingerprint } = await detailOf(tenant, actionId);
        return undoAction({ ctx: tenant.person, input: { actionId, fingerprint, reason: "Once more.", channel: "in_app" } });
      }),
      ["conflict"],
    );
    faults.equal("refused afterwards", again.lost, { conflict: DEALS });
    return { faults: faults.list, counts };
  },
};

interface Deal {
  readonly id: number;
  readonly customerId: number;
}

function newDeal(world: World): Deal {
  const { company } = world.stage.simulator;
  made += 1;
  const customer = company.customer({ name: `Buyer ${made}` });
  return { id: company.deal({ name: `Deal ${made}`, customer, stage: "Qualified", revenue: 5000 }).id, customerId: customer.id };
}

let made = 0;

/** The name of the stage in which a deal stands. */
function stageOf({ stage }: World, dealId: number): string {
  const value: unknown = stage.simulator.inspect.record("crm.lead", dealId)?.["stage_id"];
  const id = Array.isArray(value) ? value[0] : value;
  const name: unknown = stage.simulator.inspect.record("crm.stage", Number(id))?.["name"];
  return typeof name === "string" ? name : "none";
}

const stageWrites = ({ stage }: World, dealId: number): number =>
  stage.simulator.calls
    .effects()
    .filter(
      ({ model, method, args, kwargs }) =>
        model === "crm.lead" && method === "write" && JSON.stringify([args, kwargs]).includes(`[${dealId}]`),
    ).length;

/** From Qualified to Won, to be taken back by itself. */
function stageMove(tenant: Tenant, { id, customerId }: Deal): ActionProtocol {
  const now = tenant.clock.now();
  return exampleAction(
    { org_id: tenant.system.orgId, action_id: uuidv7(now), created_at: now.toISOString(), rollback_strategy: "auto_undo_odoo_write" },
    { actionType: "update_deal_stage", ids: [id], partnerId: customerId },
  );
}

export const CHANGE_SCENES = [approveOrEdit, approveOrEditWhatever, manyEdits, executeOrEdit, executeOrSnooze, manyUndos];
