import { PgBoss } from "pg-boss";

const SCHEMA = "bench_jobs";
const QUEUE = "empty";
const AT_ONCE = 16;

/**
 * Empty jobs of pg-boss, fetched and completed one at a time in 16 places: what it costs to carry every action in a
 * job of its own. They are fetched without a pause, since a worker of batch size 1 waits for its poll between two.
 * Answers jobs a second.
 */
export async function pgBossJobs(connectionString: string, count: number): Promise<number> {
  const boss = new PgBoss({ connectionString, schema: SCHEMA, max: AT_ONCE, supervise: false, schedule: false });
  boss.on("error", () => {}); // the call that failed rejects
  await boss.start();
  try {
    await boss.createQueue(QUEUE);
    await boss.insert(
      QUEUE,
      Array.from({ length: count }, () => ({ data: {} })),
    );
    let done = 0;
    const lane = async (): Promise<void> => {
      for (let [job] = await boss.fetch(QUEUE); job !== undefined; [job] = await boss.fetch(QUEUE)) {
        await boss.complete(QUEUE, job.id);
        done += 1;
      }
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    const seconds = (performance.now() - started) / 1000;
    if (done !== count) throw new Error(`pg-boss did ${done} of ${count} jobs.`);
    return count / seconds;
  } finally {
    await boss.stop({ graceful: false });
  }
}
