import { and, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import { runPrepared, type Statement, type TxContext } from "#src/db/index.ts";
import { actionFollowOns } from "#src/db/schema/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { holdStopSwitch } from "#src/policy/index.ts";
import type { PlannedFollowOn } from "./plan.ts";

export type FollowOn = typeof actionFollowOns.$inferSelect;

// Raw, because every batch of completed mails passes here.
const ADD: Statement = {
  name: "ai_coo_follow_ons_add",
  text: `insert into ai_coo.action_follow_ons (org_id, id, action_id, operation, inputs, token, state, not_before, created_at)
    select $1, id, action_id, operation, inputs::jsonb, token, 'pending', $2::timestamptz, $2::timestamptz
    from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[]) as f(id, action_id, operation, inputs, token)
    on conflict do nothing`,
};

/** Adds what follows effects, to be done at once; adding the same again changes nothing. */
export async function addFollowOns({ tx, orgId, clock }: TxContext, planned: readonly PlannedFollowOn[]): Promise<void> {
  if (planned.length === 0) return;
  const now = clock.now();
  await runPrepared({ tx }, ADD, [
    orgId,
    now.toISOString(),
    planned.map(() => uuidv7(now)),
    planned.map(({ actionId }) => actionId),
    planned.map(({ operation }) => operation),
    planned.map(({ inputs }) => JSON.stringify(inputs)),
    planned.map(({ token }) => token),
  ]);
}

export interface Holder {
  readonly workerId: string;
  readonly leaseUntil: Date;
}

/**
 * Takes some that are due, as begun: their effects are made at once, and only by this worker. None while the
 * emergency stop is on, which is held as it is until these are committed as begun.
 */
export async function beginFollowOns(ctx: TxContext, input: Holder & { readonly limit: number }): Promise<FollowOn[]> {
  const stop = await holdStopSwitch(ctx);
  if (stop.stopped) return [];
  const { tx, orgId, clock } = ctx;
  const now = clock.now();
  // a statement of its own: as a subquery of the update its limit would hold for each look at it
  const due = await tx
    .select({ id: actionFollowOns.id })
    .from(actionFollowOns)
    .where(
      and(
        eq(actionFollowOns.orgId, orgId),
        isNull(actionFollowOns.finishedAt),
        sql`${actionFollowOns.state} = 'pending'`,
        lte(actionFollowOns.notBefore, now),
      ),
    )
    .orderBy(actionFollowOns.notBefore, actionFollowOns.id)
    .limit(input.limit)
    .for("update", { skipLocked: true });
  if (due.length === 0) return [];
  return tx
    .update(actionFollowOns)
    .set({
      state: "running",
      workerId: input.workerId,
      leaseUntil: input.leaseUntil,
      beganAt: now,
      tries: sql`${actionFollowOns.tries} + 1`,
    })
    .where(and(eq(actionFollowOns.orgId, orgId), inArray(actionFollowOns.id, idsOf(due))))
    .returning();
}

/** Takes some that are in doubt: begun by a worker that is gone, or not found by an earlier look-up and due for another. */
export async function takeDoubtfulFollowOns(
  { tx, orgId, clock }: TxContext,
  input: Holder & { readonly limit: number },
): Promise<FollowOn[]> {
  const now = clock.now();
  const at = sql`${now.toISOString()}::timestamptz`;
  const due = await tx
    .select({ id: actionFollowOns.id })
    .from(actionFollowOns)
    .where(
      and(
        eq(actionFollowOns.orgId, orgId),
        isNull(actionFollowOns.finishedAt),
        sql`((${actionFollowOns.state} = 'running' and ${actionFollowOns.leaseUntil} <= ${at})
          or (${actionFollowOns.state} = 'uncertain' and ${actionFollowOns.notBefore} <= ${at}))`,
      ),
    )
    .orderBy(actionFollowOns.notBefore, actionFollowOns.id)
    .limit(input.limit)
    .for("update", { skipLocked: true });
  if (due.length === 0) return [];
  return tx
    .update(actionFollowOns)
    .set({ state: "running", workerId: input.workerId, leaseUntil: input.leaseUntil })
    .where(and(eq(actionFollowOns.orgId, orgId), inArray(actionFollowOns.id, idsOf(due))))
    .returning();
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

export type FollowOnChange = Pick<FollowOn, "state"> & Partial<Pick<FollowOn, "reason" | "providerRef" | "notBefore" | "finishedAt">>;

/** What became of one; nothing when another worker has taken it over. */
export async function updateFollowOn(
  { tx, orgId }: TxContext,
  held: Pick<FollowOn, "id" | "workerId">,
  change: FollowOnChange,
): Promise<boolean> {
  const rows = await tx
    .update(actionFollowOns)
    .set({ ...change, leaseUntil: null })
    .where(
      and(
        eq(actionFollowOns.orgId, orgId),
        eq(actionFollowOns.id, held.id),
        eq(actionFollowOns.state, "running"),
        held.workerId === null ? isNull(actionFollowOns.workerId) : eq(actionFollowOns.workerId, held.workerId),
      ),
    )
    .returning({ id: actionFollowOns.id });
  return rows.length === 1;
}
