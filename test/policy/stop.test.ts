import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withTransaction } from "#src/db/index.ts";
import { hasCode } from "#src/lib/errors.ts";
import {
  decideApproval,
  getGuardrails,
  getStopSwitch,
  holdStopSwitch,
  isStopped,
  resumeExecution,
  saveGuardrails,
  stopExecution,
} from "#src/policy/index.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { asOwner, createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `org-${++organisations}`, actor: "user:anna" });
});

describe("the stop switch", () => {
  test("is off, stops with who, when and why, and starts again; of one organisation only", async () => {
    expect(await isStopped(ctx)).toBe(false);

    await stopExecution(ctx, { reason: "Wrong texts." });
    await stopExecution({ ...ctx, actor: "user:ben" }, { reason: "Me too." });

    expect(await getStopSwitch(ctx)).toEqual({ stopped: true, stoppedAt: ctx.clock.now(), stoppedBy: "user:anna", reason: "Wrong texts." });
    expect(await isStopped({ ...ctx, orgId: "org-other" })).toBe(false);
    await resumeExecution(ctx, { reason: "Mended." });
    expect(await isStopped(ctx)).toBe(false);
  });

  test("waits for an intent that is being written, so that none commits after it has returned", async () => {
    const order: string[] = [];
    let commit = (): void => {};
    const held = new Promise<void>((resolve) => (commit = resolve));
    let holds = (): void => {};
    const isHeld = new Promise<void>((resolve) => (holds = resolve));
    const intent = withTransaction(ctx, async (inner) => {
      await holdStopSwitch(inner);
      holds();
      await held;
      order.push("intent");
    });
    await isHeld;
    const stop = stopExecution(ctx, { reason: "Stop." }).then(() => order.push("stopped"));
    await expect.poll(() => waitingForLocks()).toBe(1);
    commit();
    await Promise.all([intent, stop]);

    expect(order).toEqual(["intent", "stopped"]);
  });
});

async function waitingForLocks(): Promise<number> {
  const result = await asOwner(database.connectionString, (client) =>
    client.query("select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'"),
  );
  return result.rowCount ?? 0;
}

describe("guardrails", () => {
  const decide = () => withTransaction(ctx, (inner) => decideApproval(inner, exampleAction(), { amount: null, firstContact: null }));

  test("are the organisation's own, and replaced as a whole", async () => {
    await saveGuardrails(ctx, { minApprovals: { medium: 2 } });

    expect((await getGuardrails(ctx)).minApprovals).toEqual({ low: 1, medium: 2, high: null, critical: 2 });
    expect(await decide()).toMatchObject({ approval: "required", minApprovals: 2, against: [] });
    expect((await getGuardrails({ ...ctx, orgId: "org-other" })).minApprovals.medium).toBe(1);
  });

  test("that are not valid are refused, and the old ones stay", async () => {
    await saveGuardrails(ctx, { minApprovals: { medium: 2 } });

    await expect(saveGuardrails(ctx, { minApprovals: { medium: 0 } })).rejects.toSatisfy((error) => hasCode(error, "invalid_input"));
    expect((await getGuardrails(ctx)).minApprovals.medium).toBe(2);
  });

  test("that can no longer be read decide nothing, instead of falling back to something laxer", async () => {
    await saveGuardrails(ctx, {});
    await asOwner(database.connectionString, async (client) => {
      await client.query("select set_config('ai_coo.org_id', $1, false)", [ctx.orgId]);
      await client.query(`update ai_coo.guardrails set settings = '{"minApprovals": "many"}'`);
    });

    await expect(decide()).rejects.toSatisfy((error) => hasCode(error, "config_invalid"));
  });
});
