import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { withTransaction } from "#src/db/index.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { enqueue, installQueue, type JobName, type JobPayload, type Queue, startQueue } from "#src/queue/index.ts";
import { testContext } from "#test/support/context.ts";
import { asOwner, createTestDatabase, type TestDatabase } from "#test/support/database.ts";

let database: TestDatabase;
const running: Queue[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((queue) => queue.stop()));
  await asOwner(database.ownerConnectionString, (owner) => owner.query("delete from ai_coo_jobs.job; delete from ai_coo_jobs.schedule"));
});
afterAll(() => database.drop());

async function start(): Promise<Queue> {
  const queue = await startQueue({ connectionString: database.connectionString, logger: silentLogger });
  running.push(queue);
  return queue;
}

/** Handles jobs of a name and lets a test wait for the next one. */
async function listen<Name extends JobName>(queue: Queue, name: Name) {
  const handled: JobPayload<Name>[] = [];
  let wake = (): void => {};
  await queue.work(name, async (payload) => {
    handled.push(payload);
    wake();
  });
  const count = async (expected: number): Promise<void> => {
    while (handled.length < expected) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { handled, count };
}

async function waitingJobs(): Promise<unknown[]> {
  return asOwner(database.ownerConnectionString, async (owner) => {
    const { rows } = await owner.query<{ name: string; data: unknown }>(
      "select name, data from ai_coo_jobs.job where state = 'created' order by created_on",
    );
    return rows.map(({ name, data }) => [name, data]);
  });
}

const acme = () => testContext(database.db, { orgId: "org-acme" });

test("a job enqueued in a transaction is handled after it commits", async () => {
  const queue = await start();
  const jobs = await listen(queue, "process-approved");
  await withTransaction(acme(), (ctx) => enqueue(ctx, { name: "process-approved", payload: { orgId: "org-acme" } }));
  await jobs.count(1);
  expect(jobs.handled).toEqual([{ orgId: "org-acme" }]);
});

test("a job of a transaction that rolls back was never there", async () => {
  await withTransaction(acme(), async (ctx) => {
    await enqueue(ctx, { name: "process-approved", payload: { orgId: "org-acme" } });
    throw new Error("taken back");
  }).catch(() => {});
  expect(await waitingJobs()).toEqual([]);
});

test("the first job of a process needs no second connection, which may not come while others wait for this one", async () => {
  await using small = await createTestDatabase({ maxConnections: 1 });
  const enqueued = withTransaction(testContext(small.db, { orgId: "org-acme" }), (ctx) =>
    enqueue(ctx, { name: "process-approved", payload: { orgId: "org-acme" } }),
  );
  await expect(enqueued).resolves.toBeUndefined();
});

test("asking twice in one transaction is one job; another organisation's is another", async () => {
  await withTransaction(acme(), async (ctx) => {
    await enqueue(ctx, { name: "process-approved", payload: { orgId: "org-acme" } });
    await enqueue(ctx, { name: "process-approved", payload: { orgId: "org-other" } });
    await enqueue(ctx, { name: "process-approved", payload: { orgId: "org-acme" } });
  });
  expect(await waitingJobs()).toEqual([
    ["process-approved", { orgId: "org-acme" }],
    ["process-approved", { orgId: "org-other" }],
  ]);
});

test("equal jobs that wait together are one call of the handler", async () => {
  for (let approvals = 0; approvals < 20; approvals++) {
    await withTransaction(acme(), (ctx) => enqueue(ctx, { name: "process-approved", payload: { orgId: "org-acme" } }));
  }
  const jobs = await listen(await start(), "process-approved");
  await jobs.count(1);
  await running.pop()?.stop();
  expect(jobs.handled).toHaveLength(1);
  expect(await waitingJobs()).toEqual([]);
});

test("a failure fails its own jobs only, to be tried again", async () => {
  for (const orgId of ["org-good", "org-bad"]) {
    await withTransaction(testContext(database.db, { orgId }), (ctx) => enqueue(ctx, { name: "expire-actions", payload: { orgId } }));
  }
  const queue = await start();
  const both = Promise.withResolvers<void>();
  const seen = new Set<string>();
  await queue.work("expire-actions", async ({ orgId }) => {
    seen.add(orgId);
    if (seen.size === 2) both.resolve();
    if (orgId === "org-bad") throw new Error("Odoo is down");
  });
  await both.promise;
  await queue.stop();
  const { rows } = await asOwner(database.ownerConnectionString, (owner) =>
    owner.query("select data->>'orgId' as org, state::text from ai_coo_jobs.job order by 1"),
  );
  expect(rows).toEqual([
    { org: "org-bad", state: "retry" },
    { org: "org-good", state: "completed" },
  ]);
});

test("stop tells handlers, waits for them, and may be called twice", async () => {
  const queue = await start();
  const began = Promise.withResolvers<void>();
  let finished = false;
  await queue.work("financial-analysis", async (_payload, { signal }) => {
    began.resolve();
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    finished = true;
  });
  await withTransaction(acme(), (ctx) => enqueue(ctx, { name: "financial-analysis", payload: { orgId: "org-acme" } }));
  await began.promise;
  await Promise.all([queue.stop(), queue.stop()]);
  expect(finished).toBe(true);
});

test("a schedule is kept once per organisation, however often it is set, and can be ended", async () => {
  const queue = await start();
  const schedules = () =>
    asOwner(
      database.ownerConnectionString,
      async (owner) => (await owner.query("select name, key, cron, data from ai_coo_jobs.schedule order by key")).rows,
    );
  await queue.schedule("expire-actions", { orgId: "org-a" });
  await queue.schedule("expire-actions", { orgId: "org-b" });
  await queue.schedule("expire-actions", { orgId: "org-b" });
  expect(await schedules()).toEqual([
    { name: "expire-actions", key: "org-a", cron: "37 * * * *", data: { orgId: "org-a" } },
    { name: "expire-actions", key: "org-b", cron: "37 * * * *", data: { orgId: "org-b" } },
  ]);
  await queue.unschedule("expire-actions", { orgId: "org-a" });
  expect(await schedules()).toHaveLength(1);
});

test("installing again, and at once, changes nothing", async () => {
  await Promise.all([installQueue(database.connectionString), installQueue(database.connectionString)]);
  await withTransaction(acme(), (ctx) => enqueue(ctx, { name: "recover-attempts", payload: { orgId: "org-acme" } }));
  expect(await waitingJobs()).toHaveLength(1);
});

test("the application's role adds jobs and cannot read or change what others added", async () => {
  await withTransaction(acme(), (ctx) => enqueue(ctx, { name: "process-approved", payload: { orgId: "org-acme" } }));
  await expect(database.db.execute(sql`select data from ai_coo_jobs.job`)).rejects.toMatchObject({ cause: { code: "42501" } });
  await expect(database.db.execute(sql`delete from ai_coo_jobs.job`)).rejects.toMatchObject({ cause: { code: "42501" } });
});
