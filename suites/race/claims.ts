import { proposeAction } from "#src/actions/index.ts";
import { executeAction, executeActions, processApprovedActions, recoverAttempts } from "#src/executor/index.ts";
import {
  approved,
  approvedReminders,
  another,
  mailsTo,
  newCustomer,
  newCustomers,
  newTenant,
  notesOn,
  reminder,
  type World,
} from "./cast.ts";
import { addTo, countBy, Faults, race, times, type Scene } from "./tally.ts";

const MANY = 100;

const oneAction: Scene<World> = {
  name: `${MANY} workers claim one action`,
  async play(world) {
    const tenant = await newTenant(world, "claims");
    const customer = newCustomer(world);
    const actionId = await approved(tenant, reminder(tenant, customer));
    const before = world.stage.effects();
    const { won, lost, strangers } = await race(
      times(MANY, (n) => () => executeAction(tenant.system, world.stage.worker(`claimant-${n}`), actionId)),
      ["conflict"],
    );
    const faults = new Faults();
    faults.equal(
      "winners",
      won.map(({ result }) => result),
      ["executed"],
    );
    faults.equal("losers", lost, { conflict: MANY - 1 });
    faults.none("untyped", strangers);
    faults.equal(
      "mails, notes and all effects",
      [mailsTo(world, customer), notesOn(world, customer), world.stage.effects() - before],
      [1, 1, 2],
    );
    return { faults: faults.list, counts: { executed: won.length, ...lost } };
  },
};

const oneScope: Scene<World> = {
  name: `${MANY} proposals of one contact`,
  async play(world) {
    const tenant = await newTenant(world, "proposals");
    const first = reminder(tenant, newCustomer(world));
    // half of them are the very same proposal, half only mean the same contact
    const proposals = times(MANY, (n) => another(first, n % 2 === 0 ? 0 : n));
    const { won, lost, strangers } = await race(
      proposals.map((action) => () => proposeAction({ ctx: tenant.system, input: { action } })),
      [],
    );
    const answers = countBy(won, (answer) => (answer.proposed ? "proposed" : answer.reason));
    const faults = new Faults();
    faults.equal("proposed", answers["proposed"], 1);
    faults.equal("answers", won.length, MANY);
    faults.none("errors", strangers);
    return { faults: faults.list, counts: { ...answers, ...lost } };
  },
};

const onePartner: Scene<World> = {
  name: `${MANY} actions to one customer`,
  async play(world) {
    const tenant = await newTenant(world, "partner");
    const customer = newCustomer(world);
    const first = reminder(tenant, customer);
    const ids: string[] = [];
    for (let n = 0; n < MANY; n++) ids.push(await approved(tenant, another(first, n, n + 1)));
    const faults = new Faults();
    const counts: Record<string, number> = {};

    const all = await race(
      ids.map((actionId, n) => () => executeActions(tenant.system, world.stage.worker(`sender-${n}`), [actionId])),
      [],
    );
    const results = all.won.flatMap((statistics) => statistics.results);
    addTo(
      counts,
      countBy(results, (result) => (result.result === "refused" ? result.code : result.result)),
    );
    faults.none("errors", all.strangers);
    faults.equal("executed at once", results.filter(({ result }) => result === "executed").length, 1);
    faults.none(
      "neither sent, refused nor waiting",
      results.filter(({ result }) => !["executed", "refused", "deferred", "blocked"].includes(result)).map(({ result }) => result),
    );
    await race(sweeps(world, tenant, 4), []);
    faults.equal("mails", mailsTo(world, customer), 1);
    // once the customer may be written to again, one more goes out, and one only
    tenant.clock.advance({ hours: 4, minutes: 30 });
    await race(sweeps(world, tenant, 4), []);
    faults.equal("mails after the window", mailsTo(world, customer), 2);
    return { faults: faults.list, counts };
  },
};

const manySweeps: Scene<World> = {
  name: `8 sweeps and 2 recoveries over ${MANY} actions`,
  async play(world) {
    const tenant = await newTenant(world, "sweeps");
    const customers = newCustomers(world, MANY);
    await approvedReminders(tenant, customers);
    const recoveries = times(2, (n) => () => recoverAttempts(tenant.system, world.stage.worker(`recovery-${n}`)));
    const [swept, recovered] = await Promise.all([race(sweeps(world, tenant, 8), []), race(recoveries, [])]);
    const faults = new Faults();
    faults.none("errors", [...swept.strangers, ...recovered.strangers]);
    faults.equal(
      "executed by all sweeps together",
      swept.won.reduce((sum, { executed }) => sum + executed, 0),
      MANY,
    );
    faults.equal(
      "attempts that were taken from a living worker",
      recovered.won.reduce((sum, { found }) => sum + found, 0),
      0,
    );
    // a recovery may have begun a note that a sweep then leaves to it
    await recoverAttempts(tenant.system, world.stage.worker("last"));
    faults.equal(
      "mails and notes per customer",
      countBy(customers, (customer) => `${mailsTo(world, customer)} mail, ${notesOn(world, customer)} note`),
      { "1 mail, 1 note": MANY },
    );
    return { faults: faults.list, counts: { executed: swept.won.reduce((sum, { executed }) => sum + executed, 0) } };
  },
};

const sweeps = (world: World, tenant: Awaited<ReturnType<typeof newTenant>>, count: number) =>
  times(count, (n) => () => processApprovedActions(tenant.system, world.stage.worker(`sweep-${n}`)));

export const CLAIM_SCENES = [oneAction, oneScope, onePartner, manySweeps];
