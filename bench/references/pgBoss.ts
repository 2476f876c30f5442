import { PgBoss } from "pg-boss";

const SCHEMA = "bench_jobs";
const QUEUE = "empty";

/**
 * Empty jobs of pg-boss, one at a time in 16 places: what it costs to carry every action in a job of its own. They
 * are all there before the clock starts. Answers jobs a second.
 */
export async function pgBossJobs(connectionString: string, count: number): Promise<number> {
  const boss = new PgBoss({ connectionString, schema: SCHEMA, max: 16, supervise: false, schedule: false });
  boss.on("error", () => {}); // a call that fails rejects, and the count is then never reached
  await boss.start();
  try {
    await boss.createQueue(QUEUE);
    await boss.insert(
      QUEUE,
      Array.from({ length: count }, () => ({ data: {} })),
    );
    const { promise, resolve } = Promise.withResolvers<void>();
    let done = 0;
    const started = performance.now();
    await boss.work(QUEUE, { batchSize: 1, localConcurrency: 16, burstWhenBatchFull: true }, async () => {
      done += 1;
      if (done === count) resolve();
    });
    await promise;
    return count / ((performance.now() - started) / 1000);
  } finally {
    await boss.stop({ graceful: false });
  }
}
