import { eq } from "drizzle-orm";
import { withTransaction } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { runAnalysis } from "#src/scheduler/index.ts";
import { openStage } from "../support/stage.ts";
import { newCustomers, newTenant, type World } from "./cast.ts";
import { countBy, Faults, race, times, type Scene } from "./tally.ts";

const DEBTORS = 20;
const SCHEDULERS = 4;

const analysesAtOnce: Scene<World> = {
  name: `${SCHEDULERS} schedulers analyse at once`,
  async play(world) {
    await using stage = await openStage(world.stage.release);
    stage.simulator.company.bankEntry({ amount: 1000, date: "today" });
    newCustomers({ ...world, stage }, DEBTORS);
    const tenant = await newTenant(world, "analyses");
    const { won, strangers } = await race(
      times(SCHEDULERS, () => () => runAnalysis("financial", { ctx: tenant.system, reader: stage.odoo.reader })),
      [],
    );
    const stored = await withTransaction(tenant.system, ({ tx, orgId }) =>
      tx.select({ scope: autonomousActions.scopeKey }).from(autonomousActions).where(eq(autonomousActions.orgId, orgId)),
    );
    const proposed = won.reduce((sum, run) => sum + run.proposed.length, 0);
    const known = won.reduce((sum, run) => sum + run.alreadyKnown.length, 0);
    const faults = new Faults();
    faults.none("errors", strangers);
    faults.equal("proposed by all together", proposed, DEBTORS);
    faults.equal("stored", stored.length, DEBTORS);
    faults.equal(
      "scopes with more than one action",
      Object.values(countBy(stored, ({ scope }) => scope ?? "none")).filter((n) => n > 1).length,
      0,
    );
    faults.none(
      "refused",
      won.flatMap((run) => run.notProposed.map(({ sentence }) => sentence)),
    );
    return { faults: faults.list, counts: { proposed, already_known: known } };
  },
};

export const SCHEDULER_SCENES = [analysesAtOnce];
