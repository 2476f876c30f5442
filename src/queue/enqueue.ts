import { AsyncLocalStorage } from "node:async_hooks";
import { sql } from "drizzle-orm";
import { type Clock, fromDrizzle, PgBoss } from "pg-boss";
import { beforeCommit, type Database, type TxContext } from "#src/db/index.ts";
import { canonicalJson } from "#src/protocol/index.ts";
import { PASSIVE, QUEUE_OPTIONS, QUEUE_SCHEMA } from "./boss.ts";
import { type JobRequest, JOBS, queueOf } from "./jobs.ts";

/**
 * Adds a job in the caller's transaction: it exists when that commits, and workers wake at once. The same
 * job asked for several times in one transaction is one job.
 */
export async function enqueue(ctx: TxContext, job: JobRequest): Promise<void> {
  JOBS[job.name].payload.parse(job.payload);
  await beforeCommit(ctx, send, [job]);
}

/**
 * The transaction that a producer is asked for. What it looks up goes through that one's connection: a second one
 * would never come while all of the pool's are held by transactions that wait for this one to commit.
 */
const asking = new AsyncLocalStorage<TxContext>();

async function send(ctx: TxContext, jobs: readonly JobRequest[]): Promise<void> {
  await asking.run(ctx, async () => {
    const distinct = new Map(jobs.map((job) => [canonicalJson([job.name, job.payload, job.startAfter?.toISOString() ?? null]), job]));
    for (const { name, payload, startAfter } of distinct.values()) {
      const queue = queueOf(name, payload.orgId);
      const producer = (await ensureQueue(ctx, queue)) ? await producerOf(ctx.db) : await startProducer();
      await producer.send(queue, payload, { db: fromDrizzle(ctx.tx, sql), ...(startAfter === undefined ? {} : { startAfter }) });
    }
  });
}

/** Queues that were there, committed, when they were looked for. */
const present = new WeakMap<Database, Set<string>>();

/**
 * Makes the queue of an organisation that has none yet, in the transaction that needs it. False where it is as young as
 * that: who remembered it would send to a queue that is gone, should the transaction roll back.
 */
async function ensureQueue({ db, tx }: TxContext, queue: string): Promise<boolean> {
  let known = present.get(db);
  if (known === undefined) present.set(db, (known = new Set()));
  if (known.has(queue)) return true;
  const schema = sql.identifier(QUEUE_SCHEMA);
  const { rows } = await tx.execute<{ committed: boolean }>(
    sql`select xmin <> pg_current_xact_id()::xid as committed from ${schema}.queue where name = ${queue}`,
  );
  if (rows[0]?.committed === true) {
    known.add(queue);
    return true;
  }
  const options = JSON.stringify({ ...QUEUE_OPTIONS, policy: "standard", notify: true });
  if (rows.length === 0) await tx.execute(sql`select ${schema}.create_queue(${queue}, ${options}::jsonb)`);
  return false;
}

/** One instance a database that only sends; it has no connections and no timers of its own, so nothing stops it. */
const producers = new WeakMap<Database, Promise<PgBoss>>();

function producerOf(db: Database): Promise<PgBoss> {
  let producer = producers.get(db);
  if (producer === undefined) {
    producer = startProducer();
    producers.set(db, producer);
    producer.catch(() => producers.delete(db)); // tried again at the next job
  }
  return producer;
}

async function startProducer(): Promise<PgBoss> {
  const boss = new PgBoss({
    ...PASSIVE,
    db: { executeSql: (text, values) => fromDrizzle(asking.getStore()!.tx, sql).executeSql(text, values) },
    schema: QUEUE_SCHEMA,
    clock: WITHOUT_TIMERS,
  });
  boss.on("error", () => {}); // the call that failed rejects
  return boss.start();
}

/** What would refresh itself in the background is looked up when it is missing. */
const WITHOUT_TIMERS: Clock = {
  now: () => new Date().getTime(),
  setTimeout: () => null,
  clearTimeout: () => {},
  setInterval: () => null,
  clearInterval: () => {},
};
