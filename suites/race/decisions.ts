import { and, eq, sql } from "drizzle-orm";
import { approveAction, cancelAction, expireActions, rejectAction } from "#src/actions/index.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { actionEvents } from "#src/db/schema/index.ts";
import { executeAction } from "#src/executor/index.ts";
import { ManualClock } from "#src/lib/clock.ts";
import { as, type Tenant } from "../support/stage.ts";
import {
  approvedReminders,
  mailsTo,
  newCustomer,
  newCustomers,
  newTenant,
  propose,
  reminder,
  statusOf,
  type Proposed,
  type World,
} from "./cast.ts";
import { addTo, Faults, race, times, type Scene } from "./tally.ts";

const MANY = 100;
const PAIRS = 50;

const approve = (ctx: Context, { actionId, fingerprint }: Proposed) =>
  approveAction({ ctx, input: { actionId, fingerprint, channel: "in_app" } });

const manyApprovals: Scene<World> = {
  name: `${MANY} people approve one action`,
  async play(world) {
    const people = times(MANY, (n) => `approver-${n}`);
    const tenant = await newTenant(world, "approvals", people);
    const proposed = await propose(tenant, reminder(tenant, newCustomer(world)));
    const { won, lost, strangers } = await race(
      people.map((person) => () => approve(as(tenant.system, `user:${person}`), proposed)),
      ["conflict"],
    );
    const faults = new Faults();
    faults.equal(
      "winners",
      won.map(({ status }) => status),
      ["approved"],
    );
    faults.equal("losers", lost, { conflict: MANY - 1 });
    faults.none("untyped", strangers);
    faults.equal("approvals in the audit", await audited(tenant, proposed.actionId, "action.approved"), 1);
    return { faults: faults.list, counts: { approved: won.length, ...lost } };
  },
};

const approveOrReject: Scene<World> = {
  name: "approve while rejecting",
  async play(world, round) {
    const tenant = await newTenant(world, "reject", ["anna", "bert"]);
    const bert = as(tenant.system, "user:bert");
    const proposals = await proposals50(world, tenant);
    const faults = new Faults();
    const counts: Record<string, number> = {};
    const pairs = proposals.map((proposed, n) => async () => {
      const runs = [
        () => approve(tenant.person, proposed),
        () => rejectAction({ ctx: bert, input: { actionId: proposed.actionId, reason: "Not this customer.", channel: "in_app" } }),
      ];
      // who starts first changes from one to the next
      const { won, lost, strangers } = await race((n + round) % 2 === 0 ? runs : runs.toReversed(), ["conflict"]);
      faults.equal("winners", won.length, 1);
      faults.none("untyped", strangers);
      faults.equal("status", await statusOf(tenant, proposed.actionId), won[0]?.status);
      addTo(counts, { [won[0]?.status ?? "nobody"]: 1, ...lost });
    });
    await Promise.all(pairs.map((pair) => pair()));
    return { faults: faults.list, counts };
  },
};

const approveOrExpire: Scene<World> = {
  name: "approve while expiring",
  async play(world) {
    const tenant = await newTenant(world, "expire");
    const customers = newCustomers(world, PAIRS);
    const proposals: Proposed[] = [];
    for (const customer of customers) proposals.push(await propose(tenant, reminder(tenant, customer)));
    // the clocks of two processes differ: for the one it is just alive, for the other just not
    const before = { ...tenant.person, clock: new ManualClock("2026-03-03T08:59:59.000Z") };
    const after = { ...tenant.system, clock: new ManualClock("2026-03-03T09:00:00.000Z") };
    const [approvals, expiries] = await Promise.all([
      race(
        proposals.map((proposed) => () => approve(before, proposed)),
        ["conflict", "expired"],
      ),
      race(
        times(4, () => () => expireActions({ ctx: after, input: {} })),
        [],
      ),
    ]);
    const faults = new Faults();
    faults.none("untyped", [...approvals.strangers, ...expiries.strangers]);
    const winners = new Set(approvals.won.map(({ actionId }) => actionId));
    const fromPending = await expiredFromPending(tenant);
    faults.equal("won by both", proposals.filter(({ actionId }) => winners.has(actionId) && fromPending.has(actionId)).length, 0);

    // what slipped through alive is expired all the same, by two sweeps at once, and runs nowhere
    await race(
      times(2, () => () => expireActions({ ctx: after, input: {} })),
      [],
    );
    const late = await race(
      proposals.map(
        ({ actionId }) =>
          () =>
            executeAction(after, world.stage.worker("late"), actionId),
      ),
      ["expired"],
    );
    faults.equal("refused as expired", late.lost, { expired: PAIRS });
    const twice = await Promise.all(proposals.map(({ actionId }) => audited(tenant, actionId, "action.expired")));
    faults.equal("expired more or less than once", twice.filter((count) => count !== 1).length, 0);
    faults.equal("mails", customers.filter((customer) => mailsTo(world, customer) > 0).length, 0);
    return {
      faults: faults.list,
      counts: { approved: winners.size, expired: (await expiredFromPending(tenant)).size, ...approvals.lost },
    };
  },
};

const cancelOrExecute: Scene<World> = {
  name: "withdraw while executing",
  async play(world, round) {
    const tenant = await newTenant(world, "cancel");
    const customers = newCustomers(world, PAIRS);
    const ids = await approvedReminders(tenant, customers);
    const faults = new Faults();
    const counts: Record<string, number> = {};
    const pairs = ids.map((actionId, n) => async () => {
      const runs = [
        async () => (await executeAction(tenant.system, world.stage.worker(`executor-${n}`), actionId)).result as string,
        async () => {
          // executing takes a few questions to the database before its claim; the withdrawal comes earlier or later
          for (let question = 0; question < n % 12; question++) await world.database.db.execute(sql`select 1`);
          return (await cancelAction({ ctx: tenant.person, input: { actionId, reason: "The customer called." } })).status as string;
        },
      ];
      const { won, lost, strangers } = await race((n + round) % 2 === 0 ? runs : runs.toReversed(), ["conflict"]);
      faults.equal("winners", won.length, 1);
      faults.none("untyped", strangers);
      faults.equal("status", await statusOf(tenant, actionId), won[0] === "executed" ? "completed" : "cancelled");
      faults.equal("mails", mailsTo(world, customers[n]!), won[0] === "executed" ? 1 : 0);
      addTo(counts, { [won[0] ?? "nobody"]: 1, ...lost });
    });
    await Promise.all(pairs.map((pair) => pair()));
    return { faults: faults.list, counts };
  },
};

async function proposals50(world: World, tenant: Tenant): Promise<Proposed[]> {
  const proposals: Proposed[] = [];
  for (const customer of newCustomers(world, PAIRS)) proposals.push(await propose(tenant, reminder(tenant, customer)));
  return proposals;
}

/** How often the audit says this of the action. */
async function audited({ system }: Tenant, actionId: string, kind: string): Promise<number> {
  return withTransaction(system, ({ tx, orgId }) =>
    tx.$count(actionEvents, and(eq(actionEvents.orgId, orgId), eq(actionEvents.actionId, actionId), eq(actionEvents.kind, kind))),
  );
}

/** Those that were still waiting for a decision when they expired. */
async function expiredFromPending({ system }: Tenant): Promise<Set<string | null>> {
  const rows = await withTransaction(system, ({ tx, orgId }) =>
    tx
      .select({ actionId: actionEvents.actionId, entry: actionEvents.entry })
      .from(actionEvents)
      .where(and(eq(actionEvents.orgId, orgId), eq(actionEvents.kind, "action.expired"))),
  );
  return new Set(rows.filter(({ entry }) => entry.includes('"was":"pending_approval"')).map(({ actionId }) => actionId));
}

export const DECISION_SCENES = [manyApprovals, approveOrReject, approveOrExpire, cancelOrExecute];
