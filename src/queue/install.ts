import { type Db, PgBoss } from "pg-boss";
import { APPLICATION_ROLE } from "#src/db/index.ts";
import { QUEUE_OPTIONS, QUEUE_SCHEMA } from "./boss.ts";
import { JOB_NAMES, queueOf } from "./jobs.ts";
import { moveSharedJobs } from "./sharedQueues.ts";

/** Names the lock under which rights are given; any constant would do. */
const RIGHTS_LOCK = 7_205_004;

/**
 * Makes or upgrades the queue's tables, and the queues of an organisation, as the owner, and lets the application's
 * role add jobs and the queues of further organisations, not read them. Safe twice and at once. Run it after
 * `migrate`, which makes the role.
 */
export async function installQueue(connectionString: string, orgId?: string): Promise<void> {
  const boss = new PgBoss({ connectionString, schema: QUEUE_SCHEMA, max: 1, supervise: false, schedule: false, registerInstance: false });
  boss.on("error", () => {}); // the call that failed rejects
  try {
    await boss.start();
    if (orgId !== undefined) await installQueuesOf(boss, orgId);
    await moveSharedJobs(boss);
    await giveRights(boss.getDb());
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** The tables that jobs stand in. */
const JOB_TABLES = [`${QUEUE_SCHEMA}.job`, `${QUEUE_SCHEMA}.job_common`];

/**
 * To give a right again is a change all the same: every session of the server would forget what it knows of the table,
 * at each start of any process.
 */
async function giveRights(db: Db): Promise<void> {
  const { rows } = await db.executeSql(
    `select bool_and(given) as given from (
       select has_schema_privilege($1, $2, 'usage') as given
       union all select has_table_privilege($1, $2 || '.version', 'select')
       union all select has_table_privilege($1, $2 || '.queue', right_to) from unnest(array['select', 'insert']) as right_to
       union all select has_table_privilege($1, job_table, 'insert') from unnest($3::text[]) as job_table
       union all select has_column_privilege($1, job_table, job_column, 'select')
         from unnest($3::text[]) as job_table, unnest(array['id', 'start_after']) as job_column
     ) as rights`,
    [APPLICATION_ROLE, QUEUE_SCHEMA, JOB_TABLES],
  );
  if ((rows[0] as { readonly given: boolean }).given) return;
  // one transaction; of two processes that give the same rights at once PostgreSQL refuses one ("tuple concurrently updated")
  await db.executeSql(`
    select pg_advisory_xact_lock(${RIGHTS_LOCK});
    grant usage on schema ${QUEUE_SCHEMA} to ${APPLICATION_ROLE};
    grant select on ${QUEUE_SCHEMA}.version to ${APPLICATION_ROLE};
    grant select, insert on ${QUEUE_SCHEMA}.queue to ${APPLICATION_ROLE};
    grant insert, select (id, start_after) on ${JOB_TABLES.join(", ")} to ${APPLICATION_ROLE}`);
}

async function installQueuesOf(boss: PgBoss, orgId: string): Promise<void> {
  const names = JOB_NAMES.map((name) => queueOf(name, orgId));
  const present = new Map((await boss.getQueues(names)).map((queue) => [queue.name, queue]));
  for (const name of names) {
    const queue = present.get(name);
    if (queue === undefined) await boss.createQueue(name, { ...QUEUE_OPTIONS, notify: true });
    else if (Object.entries({ ...QUEUE_OPTIONS, notify: true }).some(([option, value]) => queue[option as keyof typeof queue] !== value)) {
      await boss.updateQueue(name, { ...QUEUE_OPTIONS, notify: true });
    }
  }
}
