import { cancelFollowUp, followUpStore, listFollowUps, runDueFollowUps, type FollowUpComposer } from "#src/followups/index.ts";
import { listActions } from "#src/actions/index.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { newCustomers, newTenant, reminder, type Customer, type World } from "./cast.ts";
import { countBy, Faults, race, times, type Scene } from "./tally.ts";

const DUE = 40;
const SCHEDULERS = 6;

const dueAtOnce: Scene<World> = {
  name: `${SCHEDULERS} schedulers and a person over ${DUE} due follow-ups`,
  async play(world) {
    const tenant = await newTenant(world, "follow-ups");
    const customers = newCustomers(world, DUE);
    const store = followUpStore(() => tenant.system);
    const dueAt = new Date(tenant.clock.now().getTime() + 3_600_000).toISOString();
    const ids = new Map<number, string>();
    for (const { id } of customers) {
      const actionId = uuidv7(tenant.clock.now());
      const inputs = {
        context_type: "customer",
        context_id: id,
        scheduled_for: dueAt,
        action_type: "send_invoice_reminder",
        parameters: {},
      } as const;
      // whoever schedules twice at once gets the same one
      const both = await Promise.all(times(2, () => store.schedule({ orgId: tenant.system.orgId, actionId, inputs })));
      ids.set(id, both[0]!.id);
    }
    tenant.clock.advance({ hours: 1 });

    const composed: number[] = [];
    const byId = new Map(customers.map((customer): [number, Customer] => [customer.id, customer]));
    const composer: FollowUpComposer = {
      compose: async ({ contextId }) => {
        composed.push(contextId);
        return { kind: "action", action: reminder(tenant, byId.get(contextId)!) };
      },
    };
    const runs = times(SCHEDULERS, () => () => runDueFollowUps(tenant.system, { composer, logger: silentLogger, batchSize: 7 }));
    const withdrawn = customers.filter((_, n) => n % 4 === 0);
    const withdrawals = withdrawn.map(
      ({ id }) =>
        () =>
          cancelFollowUp({ ctx: tenant.person, input: { followUpId: ids.get(id)!, reason: "They called." } }),
    );
    const [ran, cancelled] = await Promise.all([race(runs, []), race(withdrawals, ["conflict"])]);

    const faults = new Faults();
    faults.none("errors", [...ran.strangers, ...cancelled.strangers]);
    const { followUps } = await listFollowUps({ ctx: tenant.system, input: { limit: 200 } });
    faults.equal("follow-ups", followUps.length, DUE);
    const ends = countBy(followUps, ({ status }) => status);
    faults.equal("ended", (ends["proposed"] ?? 0) + (ends["cancelled"] ?? 0), DUE);
    faults.equal("withdrawn", ends["cancelled"] ?? 0, cancelled.won.length);
    faults.equal(
      "proposed by all runs together",
      ran.won.reduce((sum, { proposed }) => sum + proposed, 0),
      ends["proposed"] ?? 0,
    );
    const { actions } = await listActions({ ctx: tenant.system, input: { limit: 200 } });
    faults.equal("actions", actions.length, ends["proposed"] ?? 0);
    faults.equal(
      "customers with more than one",
      Object.values(countBy(actions, ({ partnerId }) => `${partnerId}`)).filter((n) => n > 1).length,
      0,
    );
    faults.equal("composed more than once", Object.values(countBy(composed, String)).filter((n) => n > 1).length, 0);
    const again = await race(runs, []);
    faults.equal(
      "taken up again",
      again.won.reduce((sum, { claimed }) => sum + claimed, 0),
      0,
    );
    return { faults: faults.list, counts: { ...ends, lost: ran.won.reduce((sum, { lost }) => sum + lost, 0) } };
  },
};

export const FOLLOW_UP_SCENES = [dueAtOnce];
