import { asc, eq } from "drizzle-orm";
import { withTransaction } from "#src/db/index.ts";
import { actionEvents } from "#src/db/schema/index.ts";
import { executeAction, processApprovedActions } from "#src/executor/index.ts";
import { resumeExecution, stopExecution } from "#src/policy/index.ts";
import type { Tenant } from "../support/stage.ts";
import { approvedReminders, mailsTo, newCustomers, newTenant, statusOf, type World } from "./cast.ts";
import { countBy, Faults, race, times, type Scene } from "./tally.ts";

const MANY = 60;
const SWEEPS = 4;

const stopWhileExecuting: Scene<World> = {
  name: `the emergency stop while ${SWEEPS} sweeps execute ${MANY} actions`,
  async play(world, round) {
    const tenant = await newTenant(world, "stop");
    const customers = newCustomers(world, MANY);
    const ids = await approvedReminders(tenant, customers);
    // pulled when so many have come to this point: another point and number in each round
    const point = (["after_claim", "after_intent", "after_effect"] as const)[round % 3]!;
    let left = 1 + ((round * 17) % 40);
    let stopping: Promise<unknown> | undefined;
    const hooks = {
      at: (reached: string) => {
        if (reached === point && --left === 0) stopping = stopExecution(tenant.person, { reason: "Something looks wrong." });
      },
    };
    const swept = await race(
      times(SWEEPS, (n) => () => processApprovedActions(tenant.system, world.stage.worker(`sweep-${n}`, hooks))),
      [],
    );
    await stopping;
    const faults = new Faults();
    faults.none("errors", swept.strangers);
    faults.expect(stopping !== undefined, "the stop was never pulled");
    faults.equal("intents after the stop", await intentsAfterStop(tenant), 0);
    const statuses = await Promise.all(ids.map((actionId) => statusOf(tenant, actionId)));
    faults.none(
      "neither done nor waiting",
      statuses.filter((status) => status !== "completed" && status !== "approved"),
    );
    faults.equal(
      "mails of those that are done and those that wait",
      countBy(customers, (customer) => `${mailsTo(world, customer)}`),
      countBy(statuses, (status) => (status === "completed" ? "1" : "0")),
    );
    const waiting = ids.filter((_, index) => statuses[index] === "approved");
    const refused = await race(
      waiting.map((actionId) => () => executeAction(tenant.system, world.stage.worker("eager"), actionId)),
      ["stopped"],
    );
    faults.equal("refused while stopped", refused.lost["stopped"] ?? 0, waiting.length);

    await resumeExecution(tenant.person, { reason: "It was nothing." });
    await race(
      times(SWEEPS, (n) => () => processApprovedActions(tenant.system, world.stage.worker(`again-${n}`))),
      [],
    );
    faults.equal(
      "mails per customer in the end",
      countBy(customers, (customer) => `${mailsTo(world, customer)}`),
      { "1": MANY },
    );
    return { faults: faults.list, counts: { executed_before: MANY - waiting.length, stopped: waiting.length } };
  },
};

/** Intents that stand in the audit between the stop and its end. */
async function intentsAfterStop({ system }: Tenant): Promise<number> {
  const kinds = await withTransaction(system, ({ tx, orgId }) =>
    tx.select({ kind: actionEvents.kind }).from(actionEvents).where(eq(actionEvents.orgId, orgId)).orderBy(asc(actionEvents.seq)),
  );
  const stop = kinds.findIndex(({ kind }) => kind === "switch.stopped");
  return stop === -1 ? 0 : kinds.slice(stop).filter(({ kind }) => kind === "action.intent").length;
}

export const STOP_SCENES = [stopWhileExecuting];
