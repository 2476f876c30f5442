import { PgBoss } from "pg-boss";
import { APPLICATION_ROLE } from "#src/db/index.ts";
import { QUEUE_OPTIONS, QUEUE_SCHEMA } from "./boss.ts";
import { JOB_NAMES } from "./jobs.ts";

/**
 * Makes or upgrades the queue's tables and its queues, as the owner, and lets the application's role add
 * jobs, not read them. Safe twice and at once. Run it after `migrate`, which makes the role.
 */
export async function installQueue(connectionString: string): Promise<void> {
  const boss = new PgBoss({ connectionString, schema: QUEUE_SCHEMA, max: 2, supervise: false, schedule: false, registerInstance: false });
  boss.on("error", () => {}); // the call that failed rejects
  try {
    await boss.start();
    for (const name of JOB_NAMES) {
      await boss.createQueue(name, { ...QUEUE_OPTIONS, notify: true });
      await boss.updateQueue(name, { ...QUEUE_OPTIONS, notify: true });
    }
    await boss.getDb().executeSql(`
      grant usage on schema ${QUEUE_SCHEMA} to ${APPLICATION_ROLE};
      grant select on ${QUEUE_SCHEMA}.version, ${QUEUE_SCHEMA}.queue to ${APPLICATION_ROLE};
      grant insert, select (id, start_after) on ${QUEUE_SCHEMA}.job, ${QUEUE_SCHEMA}.job_common to ${APPLICATION_ROLE}`);
  } finally {
    await boss.stop({ graceful: false });
  }
}
