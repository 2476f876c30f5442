import type { PgBoss } from "pg-boss";
import { QUEUE_OPTIONS, QUEUE_SCHEMA } from "./boss.ts";
import { JOB_NAMES, queueOf } from "./jobs.ts";

/**
 * Brings what earlier releases left in the queues that all organisations shared to each organisation's own. The
 * cron of the shared queues ends: every worker has its own organisation's. The queues themselves stay, so that a
 * process of an earlier release that still runs can go on adding jobs, which the next start brings over.
 */
export async function moveSharedJobs(boss: PgBoss): Promise<void> {
  const db = boss.getDb();
  const shared = await boss.getQueues([...JOB_NAMES]);
  if (shared.length === 0) return;
  await db.executeSql(`delete from ${QUEUE_SCHEMA}.schedule where name = any($1)`, [JOB_NAMES]);
  const { rows } = await db.executeSql(
    `select id, name, data->>'orgId' as org_id, start_after from ${QUEUE_SCHEMA}.job where name = any($1) and state < 'active'`,
    [JOB_NAMES],
  );
  for (const row of rows as readonly SharedJob[]) {
    const name = JOB_NAMES.find((known) => known === row.name);
    if (name !== undefined && row.org_id !== null) {
      const queue = queueOf(name, row.org_id);
      await boss.createQueue(queue, { ...QUEUE_OPTIONS, notify: true });
      await boss.send(queue, { orgId: row.org_id }, { startAfter: row.start_after });
    }
    // after its copy stands: a crash between the two leaves a job twice, which harms nothing
    await db.executeSql(`delete from ${QUEUE_SCHEMA}.job where id = $1 and name = $2`, [row.id, row.name]);
  }
}

interface SharedJob {
  readonly id: string;
  readonly name: string;
  readonly org_id: string | null;
  readonly start_after: Date;
}
