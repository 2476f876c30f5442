/**
 * `npm run race`: everything that two people, two workers or two schedulers can do at the same moment, many times, on
 * a real database with a hundred connections. Exactly one wins each time, and everybody else hears a typed conflict.
 * `--long` plays 25 rounds of each race in place of 3; `--only=<words>` plays those whose name holds the words.
 */
import { verifyAuditChain } from "#src/audit/index.ts";
import { organization } from "#src/db/schema/index.ts";
import { ManualClock } from "#src/lib/clock.ts";
import { CHANGE_SCENES } from "./race/changes.ts";
import { CLAIM_SCENES } from "./race/claims.ts";
import type { World } from "./race/cast.ts";
import { DECISION_SCENES } from "./race/decisions.ts";
import { FOLLOW_UP_SCENES } from "./race/followUps.ts";
import { SCHEDULER_SCENES } from "./race/schedulers.ts";
import { STOP_SCENES } from "./race/stop.ts";
import { addTo, describe, type Round, type Scene } from "./race/tally.ts";
import { startSuiteDatabase } from "./support/database.ts";
import { runSuite, say } from "./support/report.ts";
import { NOW, openStage } from "./support/stage.ts";

const LONG = process.argv.includes("--long");
const ROUNDS = LONG ? 25 : 3;
const CONNECTIONS = 100;
const ONLY = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length) ?? "";
const SCENES: readonly Scene<World>[] = [
  ...CLAIM_SCENES,
  ...DECISION_SCENES,
  ...CHANGE_SCENES,
  ...STOP_SCENES,
  ...SCHEDULER_SCENES,
  ...FOLLOW_UP_SCENES,
].filter(({ name }) => name.includes(ONLY));

await runSuite("race", async () => {
  await using database = await startSuiteDatabase({ maxConnections: CONNECTIONS });
  await using stage = await openStage(19);
  const world: World = { stage, database };
  const faults: { readonly scene: string; readonly fault: string }[] = [];
  const races: Record<string, Record<string, number>> = {};
  for (const scene of SCENES) {
    const counts: Record<string, number> = {};
    for (let round = 0; round < ROUNDS; round++) {
      const result = await scene.play(world, round).catch((error: unknown): Round => ({ faults: [describe(error)], counts: {} }));
      addTo(counts, result.counts);
      for (const fault of result.faults) {
        faults.push({ scene: scene.name, fault });
        say(`  NOT OK ${scene.name}, round ${round + 1}: ${fault}`);
      }
    }
    races[scene.name] = counts;
    say(
      `${scene.name}: ${Object.entries(counts)
        .map(([what, count]) => `${count} ${what}`)
        .join(", ")}`,
    );
  }
  const brokenChains = await verifyChains(world);
  say(`audit chains: ${brokenChains.length === 0 ? "all intact" : brokenChains.join(", ")}`);
  return {
    ok: faults.length === 0 && brokenChains.length === 0,
    form: LONG ? "long" : "short",
    rounds: ROUNDS,
    connections: CONNECTIONS,
    races,
    faults: faults.length,
    failing: [...new Set(faults.map(({ scene }) => scene))],
    brokenChains: brokenChains.length,
  };
});

/** Organisations whose audit does not hold together after all this. */
async function verifyChains({ database }: World): Promise<string[]> {
  const broken: string[] = [];
  for (const { id } of await database.db.select({ id: organization.id }).from(organization)) {
    const verdict = await verifyAuditChain({ db: database.db, orgId: id, actor: "system:ai-coo", clock: new ManualClock(NOW) });
    if (!verdict.ok) broken.push(`${id}: ${verdict.sentence}`);
  }
  return broken;
}
