import { and, eq, inArray, isNotNull, sql, type SQL } from "drizzle-orm";
import { runPrepared, type Statement, type TxContext } from "#src/db/index.ts";
import { actionAttempts, autonomousActions, type JsonObject } from "#src/db/schema/index.ts";
import type { ActionType, Actor } from "#src/protocol/index.ts";
import type { ClaimActionsInput } from "./types.ts";

interface Candidate {
  readonly actionId: string;
  readonly partnerId: number | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What makes an approved action ready at `now`; `alias` names the table in the statement. */
function readyAt(alias: SQL, now: Date): SQL {
  const at = now.toISOString();
  // the status is a literal, so that a generic plan keeps the partial index
  return sql`${alias}.status = 'approved' and ${alias}.expires_at > ${at}::timestamptz
    and (${alias}.not_before is null or ${alias}.not_before <= ${at}::timestamptz) and ${alias}.hold_reason is null`;
}

/** Ready actions, locked; those another transaction holds are passed over instead of waited for. */
export async function lockCandidates(ctx: TxContext, input: ClaimActionsInput): Promise<Candidate[]> {
  if (input.actionIds === undefined) return lockSweep(ctx, input.limit);
  const ids = input.actionIds.filter((id) => UUID.test(id));
  return ids.length === 0 ? [] : lockReady(ctx, sql`a.action_id = any(${sql.param(ids)}::uuid[])`, input.limit);
}

/**
 * For the sweep: first each free customer's oldest ready action, then what else is ready for these customers. The conditions
 * stand before the limit: candidates that could not be taken would fill the batch and keep everything behind them waiting.
 */
async function lockSweep(ctx: TxContext, limit: number): Promise<Candidate[]> {
  const heads = await lockReady(
    ctx,
    sql`(a.partner_id is null or not exists (
      select from ai_coo.autonomous_actions o
      where o.org_id = a.org_id and o.partner_id = a.partner_id
        and (o.status = 'executing' or (${readyAt(sql`o`, ctx.clock.now())}
          and (o.created_at, o.action_id) < (a.created_at, a.action_id)))))`,
    limit,
  );
  const partners = heads.flatMap(({ partnerId }) => (partnerId === null ? [] : [partnerId]));
  if (partners.length === 0 || heads.length >= limit) return heads;
  const taken = sql.param(heads.map(({ actionId }) => actionId));
  const more = sql`a.partner_id = any(${sql.param(partners)}::int[]) and a.action_id <> all(${taken}::uuid[])`;
  return [...heads, ...(await lockReady(ctx, more, limit - heads.length, sql`a.created_at, a.action_id`))];
}

const MOST_DUE = sql`a.not_before asc nulls first, a.created_at, a.action_id`;

async function lockReady({ tx, orgId, clock }: TxContext, which: SQL, limit: number, order = MOST_DUE): Promise<Candidate[]> {
  const result = await tx.execute<{ action_id: string; partner_id: number | null }>(sql`
    select a.action_id, a.partner_id from ai_coo.autonomous_actions a
    where a.org_id = ${orgId} and ${readyAt(sql`a`, clock.now())} and ${which}
    order by ${order}
    limit ${limit} for update of a skip locked`);
  return result.rows.map((row) => ({ actionId: row.action_id, partnerId: row.partner_id }));
}

/**
 * The candidates whose customer no other claim is busy with. The lock ends with the transaction; the update
 * that follows is a statement of its own, so it sees what the holder before committed.
 */
export async function lockPartners({ tx, orgId }: TxContext, candidates: readonly Candidate[]): Promise<Candidate[]> {
  const partners = [...new Set(candidates.flatMap(({ partnerId }) => (partnerId === null ? [] : [partnerId])))];
  if (partners.length === 0) return [...candidates];
  const result = await tx.execute<{ partner_id: number; free: boolean }>(sql`
    select p as partner_id, pg_try_advisory_xact_lock(hashtextextended(${`ai_coo.partner:${orgId}:`} || p, 0)) as free
    from unnest(${sql.param(partners)}::int[]) p`);
  const free = new Set(result.rows.filter((row) => row.free).map((row) => row.partner_id));
  return candidates.filter(({ partnerId }) => partnerId === null || free.has(partnerId));
}

export interface TakenRow {
  readonly actionId: string;
  readonly actionType: ActionType;
  readonly version: number;
  readonly partnerId: number | null;
  readonly fingerprint: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly attemptId: string;
  readonly attemptNo: number;
  readonly leaseUntil: Date;
  readonly document: unknown;
  readonly untouched: boolean;
  readonly amountAtStake: number | null;
}

/** `approved → executing` with an attempt each, in one statement. */
export async function takeRows(
  { tx, orgId, clock }: TxContext,
  take: {
    readonly workerId: string;
    readonly leaseUntil: Date;
    readonly keepOrder: boolean;
    readonly candidates: readonly { readonly actionId: string; readonly attemptId: string }[];
  },
): Promise<TakenRow[]> {
  const now = clock.now().toISOString();
  const lease = take.leaseUntil.toISOString();
  const actionIds = sql.param(take.candidates.map(({ actionId }) => actionId));
  const attemptIds = sql.param(take.candidates.map(({ attemptId }) => attemptId));
  const older = take.keepOrder
    ? sql`and not exists (
        select from ai_coo.autonomous_actions o
        where o.org_id = a.org_id and o.partner_id = a.partner_id and (o.created_at, o.action_id) < (a.created_at, a.action_id)
          and ${readyAt(sql`o`, clock.now())} and o.action_id <> all(${actionIds}::uuid[]))`
    : sql``;
  const result = await tx.execute<{
    action_id: string;
    action_type: ActionType;
    version: number;
    partner_id: number | null;
    fingerprint: string;
    created_at: Date | string;
    expires_at: Date | string;
    attempt_id: string;
    attempt_no: number;
    action_protocol: JsonObject;
    untouched: boolean;
    amount_at_stake: number | null;
  }>(sql`
    with wanted as (
      select * from unnest(${actionIds}::uuid[], ${attemptIds}::uuid[]) as w(action_id, attempt_id)
    ), taken as (
      update ai_coo.autonomous_actions a
      set status = 'executing', status_reason = null, settled_at = null, attempts = a.attempts + 1,
          lease_owner = ${take.workerId}, lease_until = ${lease}::timestamptz, updated_at = ${now}::timestamptz
      from wanted w
      where a.org_id = ${orgId} and a.action_id = w.action_id and ${readyAt(sql`a`, clock.now())}
        and (a.partner_id is null or not exists (
          select from ai_coo.autonomous_actions o
          where o.org_id = a.org_id and o.partner_id = a.partner_id and o.status = 'executing'))
        ${older}
      returning a.*, w.attempt_id
    ), tried as (
      insert into ai_coo.action_attempts
        (org_id, id, action_id, attempt_no, version, worker_id, lease_until, started_at, operation)
      select org_id, attempt_id, action_id, attempts, version, lease_owner, lease_until, ${now}::timestamptz, safe_operation
      from taken
    )
    select t.action_id, t.action_type, t.version, t.partner_id, t.fingerprint, t.created_at, t.expires_at, t.attempt_id,
      t.attempts as attempt_no, t.action_protocol, t.amount_at_stake,
      -- as they are stored, byte by byte: what is equal in some other way was not written by the product
      coalesce(row(v.action_protocol)::record *= row(t.action_protocol)::record and v.fingerprint = t.fingerprint, false) as untouched
    from taken t
    left join ai_coo.action_versions v on v.org_id = t.org_id and v.action_id = t.action_id and v.version = t.version`);
  return result.rows.map((row) => ({
    actionId: row.action_id,
    actionType: row.action_type,
    version: row.version,
    partnerId: row.partner_id,
    fingerprint: row.fingerprint,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    attemptId: row.attempt_id,
    attemptNo: row.attempt_no,
    leaseUntil: take.leaseUntil,
    document: row.action_protocol,
    untouched: row.untouched,
    amountAtStake: row.amount_at_stake,
  }));
}

export interface CountedApproval {
  readonly actionId: string;
  readonly version: number;
  readonly actor: Actor;
  readonly fingerprint: string;
  readonly channel: string;
}

/** Every yes to these actions, of whatever version. */
export async function approvalsOf({ tx, orgId }: TxContext, actionIds: readonly string[]): Promise<CountedApproval[]> {
  if (actionIds.length === 0) return [];
  const rows = await runPrepared<{ action_id: string; version: number; actor: Actor; fingerprint: string; channel: string }>(
    { tx },
    APPROVALS,
    [orgId, actionIds],
  );
  return rows.map(({ action_id: actionId, ...row }) => ({ actionId, ...row }));
}

const APPROVALS: Statement = {
  name: "ai_coo_claim_approvals",
  text: `select action_id, version, actor, fingerprint, channel from ai_coo.action_approvals
    where org_id = $1 and action_id = any($2::uuid[]) and decision = 'approve' order by decided_at`,
};

/** Attempts so far whose effect was begun and definitely did not happen. */
export async function retriesOf({ tx, orgId }: TxContext, actionIds: readonly string[]): Promise<Map<string, number>> {
  if (actionIds.length === 0) return new Map();
  const rows = await tx
    .select({ actionId: actionAttempts.actionId, count: sql<number>`count(*)::int` })
    .from(actionAttempts)
    .where(
      and(
        eq(actionAttempts.orgId, orgId),
        inArray(actionAttempts.actionId, [...actionIds]),
        eq(actionAttempts.outcome, "retry"),
        isNotNull(actionAttempts.intentAt),
      ),
    )
    .groupBy(actionAttempts.actionId);
  return new Map(rows.map(({ actionId, count }) => [actionId, count]));
}

/** The rows behind a refusal. */
export async function presentStates({ tx, orgId }: TxContext, actionIds: readonly string[]) {
  const ids = actionIds.filter((id) => UUID.test(id));
  if (ids.length === 0) return [];
  return tx
    .select({
      actionId: autonomousActions.actionId,
      status: autonomousActions.status,
      statusReason: autonomousActions.statusReason,
      expiresAt: autonomousActions.expiresAt,
      notBefore: autonomousActions.notBefore,
      holdReason: autonomousActions.holdReason,
      leaseOwner: autonomousActions.leaseOwner,
    })
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, orgId), inArray(autonomousActions.actionId, ids)));
}
