import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { APPLICATION_ROLE, withTransaction } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
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

async function start(orgId = "org-acme"): Promise<Queue> {
  await installQueue(database.connectionString, orgId);
  const queue = await startQueue({ connectionString: database.connectionString, logger: silentLogger, orgId });
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
    return {};
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
    ["process-approved/org-acme", { orgId: "org-acme" }],
    ["process-approved/org-other", { orgId: "org-other" }],
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

test("each organisation's worker gets its own jobs and no others", async () => {
  const acme = await listen(await start("org-acme"), "process-approved");
  for (const orgId of ["org-other", "org-acme"]) {
    await withTransaction(testContext(database.db, { orgId }), (ctx) => enqueue(ctx, { name: "process-approved", payload: { orgId } }));
  }
  await acme.count(1);
  expect(acme.handled).toEqual([{ orgId: "org-acme" }]);
  // nobody took the other's away: it waits until its own worker is there
  expect(await waitingJobs()).toEqual([["process-approved/org-other", { orgId: "org-other" }]]);
  const other = await listen(await start("org-other"), "process-approved");
  await other.count(1);
  expect(other.handled).toEqual([{ orgId: "org-other" }]);
});

test("a job for an organisation that has no queue yet is kept, and one that rolls back leaves no trace of its queue", async () => {
  const young = testContext(database.db, { orgId: "org-young" });
  const job = { name: "process-approved", payload: { orgId: "org-young" } } as const;
  await withTransaction(young, async (ctx) => {
    await enqueue(ctx, job);
    throw new Error("taken back");
  }).catch(() => {});
  await withTransaction(young, (ctx) => enqueue(ctx, job));
  await withTransaction(young, (ctx) => enqueue(ctx, job));
  expect(await waitingJobs()).toHaveLength(2);
});

test("what an earlier release left in the queues that all shared goes to each organisation's own", async () => {
  await asOwner(database.ownerConnectionString, async (owner) => {
    await owner.query(`select ai_coo_jobs.create_queue('process-approved', '{"policy":"standard"}')`);
    await owner.query("insert into ai_coo_jobs.schedule (name, key, cron, data) values ('process-approved', 'org-b', '* * * * *', null)");
    for (const orgId of ["org-a", "org-b"])
      await owner.query("insert into ai_coo_jobs.job (name, data) values ('process-approved', $1)", [{ orgId }]);
  });
  await Promise.all([installQueue(database.connectionString, "org-a"), installQueue(database.connectionString)]);
  await installQueue(database.connectionString);
  const waiting = await waitingJobs();
  // of two that move at once each may move one: a job twice is one run too many, and none is lost
  expect(new Set(waiting.map((job) => JSON.stringify(job)))).toEqual(
    new Set(["org-a", "org-b"].map((orgId) => JSON.stringify([`process-approved/${orgId}`, { orgId }]))),
  );
  const { rows } = await asOwner(database.ownerConnectionString, (owner) => owner.query("select 1 from ai_coo_jobs.schedule"));
  expect(rows).toEqual([]);
});

test("a failure fails its own jobs only, to be tried again, with the reason", async () => {
  const queue = await start();
  const both = Promise.withResolvers<void>();
  let calls = 0;
  const called = (): void => {
    calls += 1;
    if (calls === 2) both.resolve();
  };
  await queue.work("expire-actions", async () => {
    called();
    throw new AiCooError("odoo_unreachable", "Odoo is down.");
  });
  await queue.work("recover-attempts", async () => {
    called();
    return { found: 3 };
  });
  for (const name of ["expire-actions", "recover-attempts"] as const) {
    await withTransaction(acme(), (ctx) => enqueue(ctx, { name, payload: { orgId: "org-acme" } }));
  }
  await both.promise;
  await queue.stop();
  const { rows } = await asOwner(database.ownerConnectionString, (owner) =>
    owner.query("select name, state::text, output from ai_coo_jobs.job order by 1"),
  );
  expect(rows).toEqual([
    { name: "expire-actions/org-acme", state: "retry", output: { code: "odoo_unreachable", message: "Odoo is down." } },
    { name: "recover-attempts/org-acme", state: "completed", output: { found: 3 } },
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
    return {};
  });
  await withTransaction(acme(), (ctx) => enqueue(ctx, { name: "financial-analysis", payload: { orgId: "org-acme" } }));
  await began.promise;
  expect(await Promise.all([queue.stop(), queue.stop()])).toEqual([{ drained: true }, { drained: true }]);
  expect(finished).toBe(true);
});

test("what does not end in its time is told", async () => {
  await installQueue(database.connectionString, "org-acme");
  const queue = await startQueue({
    connectionString: database.connectionString,
    logger: silentLogger,
    orgId: "org-acme",
    stopTimeoutMs: 1,
  });
  const began = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  await queue.work("financial-analysis", async () => {
    began.resolve();
    await end.promise;
    return {};
  });
  await withTransaction(acme(), (ctx) => enqueue(ctx, { name: "financial-analysis", payload: { orgId: "org-acme" } }));
  await began.promise;
  expect(await queue.stop()).toEqual({ drained: false });
  end.resolve();
});

test("a schedule is kept once for each organisation, in its time zone, however often it is set", async () => {
  const schedules = () =>
    asOwner(
      database.ownerConnectionString,
      async (owner) => (await owner.query("select name, cron, timezone, data from ai_coo_jobs.schedule order by name")).rows,
    );
  const queues = [await start("org-a"), await start("org-b")];
  for (const queue of [...queues, queues[1]!]) await queue.schedule("expire-actions", "Europe/Paris");
  expect(await schedules()).toEqual(
    ["org-a", "org-b"].map((orgId) => ({ name: `expire-actions/${orgId}`, cron: "37 * * * *", timezone: "Europe/Paris", data: { orgId } })),
  );
});

test("installing again, and at once, changes nothing", async () => {
  await Promise.all([installQueue(database.connectionString), installQueue(database.connectionString)]);
  await withTransaction(acme(), (ctx) => enqueue(ctx, { name: "recover-attempts", payload: { orgId: "org-acme" } }));
  expect(await waitingJobs()).toHaveLength(1);
});

test("rights that are there are not given again: every session would forget what it knows of the tables", async () => {
  await installQueue(database.connectionString, "org-acme");
  const versions = (): Promise<unknown[]> =>
    asOwner(database.ownerConnectionString, async (owner) => {
      const { rows } = await owner.query(
        "select relname, xmin::text from pg_class where relnamespace = 'ai_coo_jobs'::regnamespace and relkind in ('r', 'p') order by 1",
      );
      return rows;
    });
  const before = await versions();
  await installQueue(database.connectionString, "org-acme");
  expect(await versions()).toEqual(before);
});

test("processes that open a new database at once all get to give the rights", async () => {
  for (let round = 0; round < 10; round += 1) {
    await asOwner(database.ownerConnectionString, (owner) =>
      owner.query(`revoke all on schema ai_coo_jobs from ${APPLICATION_ROLE};
        revoke all on all tables in schema ai_coo_jobs from ${APPLICATION_ROLE}`),
    );
    const installing = Array.from({ length: 6 }, () => installQueue(database.ownerConnectionString, "org-acme"));
    await expect(Promise.all(installing)).resolves.toHaveLength(6);
  }
});

test("the application's role adds jobs and cannot read or change what others added", async () => {
  await withTransaction(acme(), (ctx) => enqueue(ctx, { name: "process-approved", payload: { orgId: "org-acme" } }));
  await expect(database.db.execute(sql`select data from ai_coo_jobs.job`)).rejects.toMatchObject({ cause: { code: "42501" } });
  await expect(database.db.execute(sql`delete from ai_coo_jobs.job`)).rejects.toMatchObject({ cause: { code: "42501" } });
});
