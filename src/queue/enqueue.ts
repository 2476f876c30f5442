import { AsyncLocalStorage } from "node:async_hooks";
import { sql } from "drizzle-orm";
import { type Clock, fromDrizzle, PgBoss } from "pg-boss";
import { beforeCommit, type Database, type TxContext } from "#src/db/index.ts";
import { canonicalJson } from "#src/protocol/index.ts";
import { PASSIVE, QUEUE_SCHEMA } from "./boss.ts";
import { type JobRequest, JOBS } from "./jobs.ts";

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
    const producer = await producerOf(ctx.db);
    const distinct = new Map(jobs.map((job) => [canonicalJson([job.name, job.payload, job.startAfter?.toISOString() ?? null]), job]));
    for (const { name, payload, startAfter } of distinct.values()) {
      await producer.send(name, payload, { db: fromDrizzle(ctx.tx, sql), ...(startAfter === undefined ? {} : { startAfter }) });
    }
  });
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
