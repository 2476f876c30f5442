import { runPrepared, type Statement, type TxContext } from "#src/db/index.ts";
import { holdStopSwitch } from "#src/policy/index.ts";
import type { FollowOn, FollowOnChange, Holder } from "./store.ts";

/*
 * Raw, because every batch of completed mails passes here: one text for any number of actions. The rows that are due
 * are chosen in a part of its own, which is evaluated once, so that the limit holds for each action. They are found by
 * their action: asked in the words of the partial index, the state would lead through all that is pending for each action.
 */
const BEGIN: Statement = {
  name: "ai_coo_follow_ons_begin",
  text: `with due as materialized (
      select d.id from unnest($2::uuid[]) as a(id) cross join lateral (
        select f.id from ai_coo.action_follow_ons f
        where f.org_id = $1 and f.action_id = a.id and coalesce(f.state, '') = 'pending' and f.not_before <= $3::timestamptz
        order by f.not_before, f.id limit $4 for update skip locked) d
    )
    update ai_coo.action_follow_ons f
    set state = 'running', worker_id = $5, lease_until = $6::timestamptz, began_at = $3::timestamptz, tries = f.tries + 1
    from due where f.org_id = $1 and f.id = due.id
    returning f.id, f.action_id, f.operation, f.inputs, f.token, f.tries, f.not_before, f.reason, f.provider_ref, f.created_at`,
};

interface BegunRow {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly action_id: string;
  readonly operation: FollowOn["operation"];
  readonly inputs: FollowOn["inputs"];
  readonly token: string;
  readonly tries: number;
  readonly not_before: string;
  readonly reason: string | null;
  readonly provider_ref: string | null;
  readonly created_at: string;
}

/**
 * Takes what is due of these actions, at most `limit` of each, as begun: their effects are made at once, and only by
 * this worker. None while the emergency stop is on, which is held as it is until these are committed as begun.
 */
export async function beginFollowOnsOf(
  ctx: TxContext,
  input: Holder & { readonly limit: number; readonly actionIds: readonly string[] },
): Promise<FollowOn[]> {
  const stop = await holdStopSwitch(ctx);
  if (stop.stopped) return [];
  const { orgId, clock } = ctx;
  const { workerId, leaseUntil, actionIds, limit } = input;
  const beganAt = clock.now();
  const values = [orgId, actionIds, beganAt.toISOString(), limit, workerId, leaseUntil.toISOString()];
  const rows = await runPrepared<BegunRow>(ctx, BEGIN, values);
  return rows.map((row) => ({
    orgId,
    id: row.id,
    operation: row.operation,
    inputs: row.inputs,
    token: row.token,
    tries: row.tries,
    reason: row.reason,
    workerId,
    leaseUntil,
    beganAt,
    actionId: row.action_id,
    state: "running",
    notBefore: new Date(row.not_before),
    providerRef: row.provider_ref,
    createdAt: new Date(row.created_at),
    finishedAt: null,
  }));
}

export interface FollowOnEnd {
  readonly one: Pick<FollowOn, "id" | "workerId" | "notBefore">;
  readonly change: FollowOnChange;
}

const FINISH: Statement = {
  name: "ai_coo_follow_ons_finish",
  text: `update ai_coo.action_follow_ons f
    set state = e.state, reason = e.reason, provider_ref = coalesce(e.provider_ref, f.provider_ref),
      not_before = e.not_before, finished_at = e.finished_at, lease_until = null
    from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[])
      as e(id, worker_id, state, reason, provider_ref, not_before, finished_at)
    where f.org_id = $1 and f.id = e.id and f.state = 'running' and f.worker_id = e.worker_id
    returning f.id`,
};

/** What became of them, each in its place; false for one that another worker has taken over. */
export async function finishFollowOns({ tx, orgId }: TxContext, ends: readonly FollowOnEnd[]): Promise<boolean[]> {
  const rows = await runPrepared<{ id: string }>({ tx }, FINISH, [
    orgId,
    ends.map(({ one }) => one.id),
    ends.map(({ one }) => one.workerId),
    ends.map(({ change }) => change.state),
    ends.map(({ change }) => change.reason ?? null),
    ends.map(({ change }) => change.providerRef ?? null),
    ends.map(({ one, change }) => (change.notBefore ?? one.notBefore).toISOString()),
    ends.map(({ change }) => change.finishedAt?.toISOString() ?? null),
  ]);
  const changed = new Set(rows.map(({ id }) => id));
  return ends.map(({ one }) => changed.has(one.id));
}
