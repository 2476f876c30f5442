import { and, asc, eq, gte, lt, sql } from "drizzle-orm";
import type { ActionProtocol, ActionType } from "#src/protocol/index.ts";
import type { TxContext } from "../context.ts";
import { runPrepared, type Statement } from "../prepared.ts";
import { actionOutcomes, autonomousActions, type Observed } from "../schema/index.ts";

export type ActionOutcomeRow = typeof actionOutcomes.$inferSelect;

/** Where a walk through actions in the order of their making stands: after this one. */
export interface ActionPosition {
  readonly createdAt: Date;
  readonly actionId: string;
}

/** An executed action that nothing is observed of yet. */
export interface UnobservedAction extends ActionPosition {
  readonly actionType: ActionType;
  /** When the effect was made. */
  readonly effectAt: Date;
  /** When the follow-up that the action scheduled is due; null where it scheduled none. */
  readonly scheduledFor: Date | null;
}

// The walk is over the index of the list of all actions: the hot path of the executor pays for no index of its own.
const UNOBSERVED: Statement = {
  name: "ai_coo_outcomes_unobserved",
  text: `select a.action_id, a.created_at, a.action_type, coalesce(
      (select max(t.intent_at) from ai_coo.action_attempts t where t.org_id = a.org_id and t.action_id = a.action_id and t.outcome = 'done'),
      a.settled_at, a.updated_at) as effect_at,
      (select f.scheduled_for from ai_coo.scheduled_follow_ups f where f.org_id = a.org_id and f.action_id = a.action_id) as scheduled_for
    from ai_coo.autonomous_actions a
    where a.org_id = $1 and a.status = 'completed' and a.undo_of is null
      and (a.created_at, a.action_id) > ($2::timestamptz, $3::uuid)
      and not exists (select from ai_coo.action_outcomes o where o.org_id = a.org_id and o.action_id = a.action_id)
    order by a.created_at, a.action_id limit $4::int`,
};

/** Executed actions made after a position that have no row yet, in the order of their making; undos are the end of another action. */
export async function unobservedActions(
  { tx, orgId }: TxContext,
  { after, limit }: { readonly after: ActionPosition; readonly limit: number },
): Promise<UnobservedAction[]> {
  const rows = await runPrepared<{
    action_id: string;
    created_at: string;
    action_type: ActionType;
    effect_at: string;
    scheduled_for: string | null;
  }>({ tx }, UNOBSERVED, [orgId, after.createdAt.toISOString(), after.actionId, limit]);
  return rows.map((row) => ({
    actionId: row.action_id,
    createdAt: new Date(row.created_at),
    actionType: row.action_type,
    effectAt: new Date(row.effect_at),
    scheduledFor: row.scheduled_for === null ? null : new Date(row.scheduled_for),
  }));
}

export type NewActionOutcome = Pick<ActionOutcomeRow, "actionId" | "actionType" | "effectAt" | "windowClosesAt" | "nextLookAt">;

/** Begins the observation of these actions; those that another run began are left to it. Returns how many are new. */
export async function insertActionOutcomes({ tx, orgId }: TxContext, rows: readonly NewActionOutcome[]): Promise<number> {
  if (rows.length === 0) return 0;
  const inserted = await tx
    .insert(actionOutcomes)
    .values(rows.map((row) => ({ ...row, orgId, observed: { facts: [] } })))
    .onConflictDoNothing()
    .returning({ actionId: actionOutcomes.actionId });
  return inserted.length;
}

/** An open outcome with the action it belongs to. */
export interface ClaimedOutcome extends Pick<
  ActionOutcomeRow,
  "actionId" | "actionType" | "effectAt" | "windowClosesAt" | "observed" | "looks"
> {
  readonly document: ActionProtocol;
  readonly partnerId: number | null;
  /** What the effect became on the other side, as the executor recorded it: `project.task,17`. */
  readonly providerRef: string | null;
}

const CLAIM: Statement = {
  name: "ai_coo_outcomes_claim",
  text: `with taken as materialized (
      select o.action_id from ai_coo.action_outcomes o
      where o.org_id = $1 and o.final_at is null and o.next_look_at <= $2::timestamptz
        and (o.claimed_until is null or o.claimed_until <= $2::timestamptz)
      order by o.next_look_at, o.action_id limit $5::int for update skip locked
    ), claimed as (
      update ai_coo.action_outcomes o set claimed_by = $3::uuid, claimed_until = $4::timestamptz
      from taken where o.org_id = $1 and o.action_id = taken.action_id
      returning o.action_id, o.action_type, o.effect_at, o.window_closes_at, o.observed, o.looks
    )
    select c.*, a.action_protocol as document, a.partner_id,
      (select t.provider_ref from ai_coo.action_attempts t where t.org_id = $1 and t.action_id = c.action_id and t.outcome = 'done'
        order by t.attempt_no desc limit 1) as provider_ref
    from claimed c join ai_coo.autonomous_actions a on a.org_id = $1 and a.action_id = c.action_id
    order by c.action_id`,
};

/** Takes open outcomes that are due, at most `limit`, for this run until `until`; those that another run holds are left to it. */
export async function claimDueOutcomes(
  { tx, orgId, clock }: TxContext,
  { runId, until, limit }: { readonly runId: string; readonly until: Date; readonly limit: number },
): Promise<ClaimedOutcome[]> {
  const rows = await runPrepared<{
    action_id: string;
    action_type: ActionType;
    effect_at: string;
    window_closes_at: string;
    observed: Observed;
    looks: number;
    document: ActionProtocol;
    partner_id: number | null;
    provider_ref: string | null;
  }>({ tx }, CLAIM, [orgId, clock.now().toISOString(), runId, until.toISOString(), limit]);
  return rows.map((row) => ({
    actionId: row.action_id,
    actionType: row.action_type,
    effectAt: new Date(row.effect_at),
    windowClosesAt: new Date(row.window_closes_at),
    observed: row.observed,
    looks: row.looks,
    document: row.document,
    partnerId: row.partner_id,
    providerRef: row.provider_ref,
  }));
}

/** What a look came to. */
export interface OutcomeLook {
  readonly actionId: string;
  readonly observed: Observed;
  readonly nextLookAt: Date;
  /** Null while it stays open. */
  readonly finalBecause: NonNullable<ActionOutcomeRow["finalBecause"]> | null;
}

const SAVE: Statement = {
  name: "ai_coo_outcomes_save",
  text: `update ai_coo.action_outcomes o
    set observed = l.observed, looks = o.looks + 1, looked_at = $2::timestamptz, next_look_at = l.next_look_at,
      final_at = case when l.because is not null then $2::timestamptz end, final_because = l.because, claimed_by = null, claimed_until = null
    from unnest($4::uuid[], $5::jsonb[], $6::timestamptz[], $7::text[]) as l(action_id, observed, next_look_at, because)
    where o.org_id = $1 and o.action_id = l.action_id and o.claimed_by = $3::uuid and o.final_at is null
    returning o.action_id`,
};

/** Keeps what the looks came to, and lets go of the rows. Answers those that were still this run's. */
export async function saveOutcomeLooks(
  { tx, orgId, clock }: TxContext,
  runId: string,
  looks: readonly OutcomeLook[],
): Promise<Set<string>> {
  if (looks.length === 0) return new Set();
  const rows = await runPrepared<{ action_id: string }>({ tx }, SAVE, [
    orgId,
    clock.now().toISOString(),
    runId,
    looks.map(({ actionId }) => actionId),
    looks.map(({ observed }) => JSON.stringify(observed)),
    looks.map(({ nextLookAt }) => nextLookAt.toISOString()),
    looks.map(({ finalBecause }) => finalBecause),
  ]);
  return new Set(rows.map((row) => row.action_id));
}

/** Lets go of rows that could not be looked at; the next look is at this moment. What was observed stays as it is. */
export async function postponeOutcomes(
  { tx, orgId }: TxContext,
  runId: string,
  { actionIds, until }: { readonly actionIds: readonly string[]; readonly until: Date },
): Promise<void> {
  await tx
    .update(actionOutcomes)
    .set({ claimedBy: null, claimedUntil: null, nextLookAt: until })
    .where(
      and(
        eq(actionOutcomes.orgId, orgId),
        eq(actionOutcomes.claimedBy, runId),
        sql`${actionOutcomes.actionId} = any(${sql.param([...actionIds])}::uuid[])`,
      ),
    );
}

/** What came of an action so far; null before the first look has begun. */
export async function getActionOutcome({ tx, orgId }: TxContext, actionId: string): Promise<ActionOutcomeRow | null> {
  const [row] = await tx
    .select()
    .from(actionOutcomes)
    .where(and(eq(actionOutcomes.orgId, orgId), eq(actionOutcomes.actionId, actionId)));
  return row ?? null;
}

/** An outcome as a report reads it. */
export type ReportedOutcome = Pick<
  ActionOutcomeRow,
  "actionId" | "actionType" | "effectAt" | "windowClosesAt" | "observed" | "lookedAt" | "finalAt" | "finalBecause"
> &
  ActionPosition;

/** Outcomes of actions that were proposed in a period, a page after a position, in the order of their making. */
export async function outcomesOfPeriod(
  { tx, orgId }: TxContext,
  {
    since,
    until,
    after,
    limit,
  }: { readonly since: Date; readonly until: Date; readonly after: ActionPosition | null; readonly limit: number },
): Promise<ReportedOutcome[]> {
  return tx
    .select({
      actionId: actionOutcomes.actionId,
      createdAt: autonomousActions.createdAt,
      actionType: actionOutcomes.actionType,
      effectAt: actionOutcomes.effectAt,
      windowClosesAt: actionOutcomes.windowClosesAt,
      observed: actionOutcomes.observed,
      lookedAt: actionOutcomes.lookedAt,
      finalAt: actionOutcomes.finalAt,
      finalBecause: actionOutcomes.finalBecause,
    })
    .from(autonomousActions)
    .innerJoin(
      actionOutcomes,
      and(eq(actionOutcomes.orgId, autonomousActions.orgId), eq(actionOutcomes.actionId, autonomousActions.actionId)),
    )
    .where(
      and(
        eq(autonomousActions.orgId, orgId),
        gte(autonomousActions.createdAt, since),
        lt(autonomousActions.createdAt, until),
        after === null
          ? undefined
          : sql`(${autonomousActions.createdAt}, ${autonomousActions.actionId}) > (${after.createdAt.toISOString()}::timestamptz, ${after.actionId}::uuid)`,
      ),
    )
    .orderBy(asc(autonomousActions.createdAt), asc(autonomousActions.actionId))
    .limit(limit);
}
