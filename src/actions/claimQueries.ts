import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { runPrepared, type Statement, type TxContext } from "#src/db/index.ts";
import { actionAttempts, autonomousActions, type JsonObject } from "#src/db/schema/index.ts";
import type { ActionType, Actor } from "#src/protocol/index.ts";
import type { ClaimActionsInput } from "./types.ts";

interface Candidate {
  readonly actionId: string;
  readonly partnerId: number | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/*
 * Raw and prepared: every batch of the pipeline begins here. `$1` is the organisation and `$2` the moment, UTC, in all of
 * them. The status is a literal, so that a generic plan keeps the partial index.
 */

/**
 * What makes an approved action ready; `alias` names the table in the statement, and `status` how its status is asked for: a
 * look-up of each action asks in other words than the partial index, as in `executingActions.ts`, and goes by the primary key.
 */
const ready = (alias: string, status = `${alias}.status`): string => `${status} = 'approved' and ${alias}.expires_at > $2::timestamptz
    and (${alias}.not_before is null or ${alias}.not_before <= $2::timestamptz) and ${alias}.hold_reason is null`;

/** Ready actions for which `which` holds, `$3` at most; those another transaction holds are passed over instead of waited for. */
const lockReady = (name: string, which: string, order: string): Statement => ({
  name,
  text: `select a.action_id, a.partner_id from ai_coo.autonomous_actions a
    where a.org_id = $1 and ${ready("a")} and ${which} order by ${order} limit $3 for update of a skip locked`,
});

const MOST_DUE = "a.not_before asc nulls first, a.created_at, a.action_id";

const NAMED = lockReady("ai_coo_claim_named", "a.action_id = any($4::uuid[])", MOST_DUE);

const HEADS = lockReady(
  "ai_coo_claim_heads",
  `(a.partner_id is null or not exists (
      select from ai_coo.autonomous_actions o
      where o.org_id = a.org_id and o.partner_id = a.partner_id
        and (o.status = 'executing' or (${ready("o")} and (o.created_at, o.action_id) < (a.created_at, a.action_id)))))`,
  MOST_DUE,
);

const MORE = lockReady(
  "ai_coo_claim_more",
  "a.partner_id = any($4::int[]) and a.action_id <> all($5::uuid[])",
  "a.created_at, a.action_id",
);

/** Ready actions, locked, at most as many as are asked for. */
export async function lockCandidates(ctx: TxContext, input: ClaimActionsInput): Promise<Candidate[]> {
  if (input.actionIds === undefined) return lockSweep(ctx, input.limit);
  const ids = input.actionIds.filter((id) => UUID.test(id));
  return ids.length === 0 ? [] : candidates(ctx, NAMED, [input.limit, ids]);
}

/**
 * For the sweep: first each free customer's oldest ready action, then what else is ready for these customers. The conditions
 * stand before the limit: candidates that could not be taken would fill the batch and keep everything behind them waiting.
 */
async function lockSweep(ctx: TxContext, limit: number): Promise<Candidate[]> {
  const heads = await candidates(ctx, HEADS, [limit]);
  const partners = heads.flatMap(({ partnerId }) => (partnerId === null ? [] : [partnerId]));
  if (partners.length === 0 || heads.length >= limit) return heads;
  const taken = heads.map(({ actionId }) => actionId);
  return [...heads, ...(await candidates(ctx, MORE, [limit - heads.length, partners, taken]))];
}

async function candidates(ctx: TxContext, statement: Statement, values: readonly unknown[]): Promise<Candidate[]> {
  const rows = await runPrepared<{ action_id: string; partner_id: number | null }>(ctx, statement, [
    ctx.orgId,
    ctx.clock.now().toISOString(),
    ...values,
  ]);
  return rows.map((row) => ({ actionId: row.action_id, partnerId: row.partner_id }));
}

const FREE_PARTNERS: Statement = {
  name: "ai_coo_claim_partners",
  text: `select p as partner_id, pg_try_advisory_xact_lock(hashtextextended($1 || p, 0)) as free from unnest($2::int[]) p`,
};

/**
 * The candidates whose customer no other claim is busy with. The lock ends with the transaction; the update
 * that follows is a statement of its own, so it sees what the holder before committed.
 */
export async function lockPartners({ tx, orgId }: TxContext, candidates: readonly Candidate[]): Promise<Candidate[]> {
  const partners = [...new Set(candidates.flatMap(({ partnerId }) => (partnerId === null ? [] : [partnerId])))];
  if (partners.length === 0) return [...candidates];
  const rows = await runPrepared<{ partner_id: number; free: boolean }>({ tx }, FREE_PARTNERS, [`ai_coo.partner:${orgId}:`, partners]);
  const free = new Set(rows.filter((row) => row.free).map((row) => row.partner_id));
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
  readonly firstContact: boolean | null;
}

/** `order`: what else keeps an action from being taken. */
const take = (name: string, order: string): Statement => ({
  name,
  text: `with wanted as (
      select * from unnest($3::uuid[], $4::uuid[]) as w(action_id, attempt_id)
    ), taken as (
      update ai_coo.autonomous_actions a
      set status = 'executing', status_reason = null, settled_at = null, attempts = a.attempts + 1,
          lease_owner = $5, lease_until = $6::timestamptz, updated_at = $2::timestamptz
      from wanted w
      where a.org_id = $1 and a.action_id = w.action_id and ${ready("a", "coalesce(a.status, '')")}
        and (a.partner_id is null or not exists (
          select from ai_coo.autonomous_actions o
          where o.org_id = a.org_id and o.partner_id = a.partner_id and o.status = 'executing'))
        ${order}
      returning a.*, w.attempt_id
    ), tried as (
      insert into ai_coo.action_attempts
        (org_id, id, action_id, attempt_no, version, worker_id, lease_until, started_at, operation)
      select org_id, attempt_id, action_id, attempts, version, lease_owner, lease_until, $2::timestamptz, safe_operation
      from taken
    )
    select t.action_id, t.action_type, t.version, t.partner_id, t.fingerprint, t.created_at, t.expires_at, t.attempt_id,
      t.attempts as attempt_no, t.action_protocol, t.amount_at_stake, t.first_contact,
      -- as they are stored, byte by byte: what is equal in some other way was not written by the product
      coalesce(row(v.action_protocol)::record *= row(t.action_protocol)::record and v.fingerprint = t.fingerprint, false) as untouched
    from taken t
    left join ai_coo.action_versions v on v.org_id = t.org_id and v.action_id = t.action_id and v.version = t.version`,
});

const TAKE = take("ai_coo_claim_take", "");

/** The sweep keeps each customer's own order. */
const TAKE_IN_ORDER = take(
  "ai_coo_claim_take_in_order",
  `and not exists (
      select from ai_coo.autonomous_actions o
      where o.org_id = a.org_id and o.partner_id = a.partner_id and (o.created_at, o.action_id) < (a.created_at, a.action_id)
        and ${ready("o")} and o.action_id <> all($3::uuid[]))`,
);

/** `approved → executing` with an attempt each, in one statement. */
export async function takeRows(
  ctx: TxContext,
  {
    candidates,
    ...of
  }: {
    readonly workerId: string;
    readonly leaseUntil: Date;
    readonly keepOrder: boolean;
    readonly candidates: readonly { readonly actionId: string; readonly attemptId: string }[];
  },
): Promise<TakenRow[]> {
  const rows = await runPrepared<{
    action_id: string;
    action_type: ActionType;
    version: number;
    partner_id: number | null;
    fingerprint: string;
    created_at: string;
    expires_at: string;
    attempt_id: string;
    attempt_no: number;
    action_protocol: JsonObject;
    untouched: boolean;
    amount_at_stake: number | null;
    first_contact: boolean | null;
  }>(ctx, of.keepOrder ? TAKE_IN_ORDER : TAKE, [
    ctx.orgId,
    ctx.clock.now().toISOString(),
    candidates.map(({ actionId }) => actionId),
    candidates.map(({ attemptId }) => attemptId),
    of.workerId,
    of.leaseUntil.toISOString(),
  ]);
  return rows.map((row) => ({
    actionId: row.action_id,
    actionType: row.action_type,
    version: row.version,
    partnerId: row.partner_id,
    fingerprint: row.fingerprint,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    attemptId: row.attempt_id,
    attemptNo: row.attempt_no,
    leaseUntil: of.leaseUntil,
    document: row.action_protocol,
    untouched: row.untouched,
    amountAtStake: row.amount_at_stake,
    firstContact: row.first_contact,
  }));
}

export interface CountedApproval {
  readonly actionId: string;
  readonly version: number;
  readonly actor: Actor;
  readonly fingerprint: string;
  readonly channel: string;
  /** The rule that gave it; null of a person's. */
  readonly rule: string | null;
  /** Who was away, where the actor decided for them. */
  readonly onBehalfOf: Actor | null;
  /** Whether one of the two had a hand in what the action says. */
  readonly authored: boolean;
}

/** Every yes to these actions, of whatever version. */
export async function approvalsOf({ tx, orgId }: TxContext, actionIds: readonly string[]): Promise<CountedApproval[]> {
  if (actionIds.length === 0) return [];
  const rows = await runPrepared<{
    action_id: string;
    version: number;
    actor: Actor;
    fingerprint: string;
    channel: string;
    rule: string | null;
    on_behalf_of: Actor | null;
    authored: boolean;
  }>({ tx }, APPROVALS, [orgId, actionIds]);
  return rows.map(({ action_id: actionId, on_behalf_of: onBehalfOf, ...row }) => ({ actionId, onBehalfOf, ...row }));
}

const APPROVALS: Statement = {
  name: "ai_coo_claim_approvals",
  text: `select action_id, version, actor, fingerprint, channel, on_behalf_of, authored,
      case when channel = 'policy' then reason end as rule
    from ai_coo.action_approvals
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
