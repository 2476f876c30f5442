import { afterAll, beforeAll, expect, test } from "vitest";
import { getAction, releaseAction } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { holdCustomer } from "#src/outreach/index.ts";
import { runAnalysis } from "#src/scheduler/index.ts";
import { openLab, type Lab } from "#test/analyzers/support.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

let database: TestDatabase;
let lab: Lab;
let ctx: TestContext;
beforeAll(async () => {
  database = await createTestDatabase();
  ctx = testContext(database.db, { now: "2026-06-15T09:00:00Z" });
  lab = await openLab(19, (company) => {
    company.bankEntry({ amount: 1, date: "today" });
    for (const name of ["Alder", "Birch"]) company.customer({ name }).invoice({ amount: 100, due: "-20d" });
  });
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
  await database.drop();
});

const analyse = () => runAnalysis("financial", { ctx, reader: lab.reader });
const held = async (actionId: string) => (await getAction({ ctx, input: { actionId } })).holdReason;
const release = async (actionId: string) => {
  const { holdReason } = await getAction({ ctx, input: { actionId } });
  return releaseAction({ ctx: { ...ctx, actor: "user:ana" }, input: { actionId, hold: holdReason ?? "", reason: "Known." } });
};

test("an analysis lets go what it held itself, never what a provider told us, and holds nothing again that a person let go", async () => {
  const run = await analyse();
  const [alder, birch] = ["Alder", "Birch"].map((name) =>
    run.proposed.find((action) => action.affected_records.partner_name === name && action.external_effects.length > 0)!,
  );
  const address = alder!.external_effects[0]!.recipient;
  await withTransaction(ctx, (inner) => holdCustomer(inner, { channel: "email", address, cause: "reply", sentence: "They wrote." }));
  lab.simulator.company.customer({ name: "Birch" }).promise({ until: "+3d" });
  await analyse();
  expect([await held(alder!.action_id), await held(birch!.action_id)]).toEqual(["They wrote.", expect.stringContaining("is planned")]);

  await release(birch!.action_id);
  await release(alder!.action_id);
  await analyse();
  expect([await held(alder!.action_id), await held(birch!.action_id)]).toEqual([null, null]);
});
