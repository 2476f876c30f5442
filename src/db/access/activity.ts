import { sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";

/** What the system did on one day, in the organisation's zone. */
export interface DayOfWork {
  readonly day: string;
  readonly proposed: number;
  /** Carried out. */
  readonly done: number;
  /** Stopped by a check, by people, by time, or failed. */
  readonly notDone: number;
}

/** What was proposed and what came to its end since a moment, by day of this IANA zone; days without either are not among them. */
export async function countWorkByDay(
  { tx, orgId }: TxContext,
  { since, timezone }: { readonly since: Date; readonly timezone: string },
): Promise<DayOfWork[]> {
  const from = since.toISOString();
  const { rows } = await tx.execute<{ day: string; proposed: number; done: number; not_done: number }>(sql`
    select day, sum(proposed)::int as proposed, sum(done)::int as done, sum(not_done)::int as not_done from (
      select to_char(created_at at time zone ${timezone}, 'YYYY-MM-DD') as day, 1 as proposed, 0 as done, 0 as not_done
      from ai_coo.autonomous_actions where org_id = ${orgId} and created_at >= ${from}::timestamptz
      union all
      select to_char(settled_at at time zone ${timezone}, 'YYYY-MM-DD'), 0, (status = 'completed')::int, (status <> 'completed')::int
      from ai_coo.autonomous_actions
      -- what is settled in the span was created at most a week before it: the index of the list serves
      where org_id = ${orgId} and created_at >= ${from}::timestamptz - interval '8 days' and settled_at >= ${from}::timestamptz
    ) e group by day order by day`);
  return rows.map(({ day, proposed, done, not_done }) => ({ day, proposed, done, notDone: not_done }));
}
