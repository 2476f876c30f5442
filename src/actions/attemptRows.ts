import { runPrepared, type Statement, type TxContext } from "#src/db/index.ts";
import type { JsonObject } from "#src/db/schema/index.ts";
import type { SafeOperation } from "#src/protocol/index.ts";
import type { StageName, StageOutcome } from "./stages.ts";
import type { EffectKind } from "./types.ts";

/*
 * Attempts and stages, a batch at a time. Raw, because each of these runs in every transaction of the pipeline: one
 * text for any number of rows, planned once a connection.
 */

/** Which attempts, by the worker that says they are its own. Whoever took one over has another worker id. */
export interface OwnAttempts {
  readonly workerId: string;
  readonly attemptIds: readonly string[];
}

// in the order of ids, as everybody locks attempts: two that hold many never wait for each other in a circle
const LOCK: Statement = {
  name: "ai_coo_attempts_lock",
  text: `select id from ai_coo.action_attempts
    where org_id = $1 and id = any($2::uuid[]) and worker_id = $3 and outcome is null
    order by id for update`,
};

/**
 * Those of the attempts that are still this worker's, held as they are until the transaction ends: nobody can take
 * them over before it commits.
 */
export async function lockOwnAttempts({ tx, orgId }: TxContext, input: OwnAttempts): Promise<Set<string>> {
  return idsOf(await runPrepared<{ id: string }>({ tx }, LOCK, [orgId, input.attemptIds, input.workerId]));
}

const ENDED: Statement = {
  name: "ai_coo_attempts_ended",
  text: `select id from ai_coo.action_attempts
    where org_id = $1 and id = any($2::uuid[]) and worker_id = $3 and outcome is not null`,
};

/** Those of the attempts that this worker itself has ended: a commit whose answer was lost. */
export async function attemptsEndedBy({ tx, orgId }: TxContext, input: OwnAttempts): Promise<Set<string>> {
  if (input.attemptIds.length === 0) return new Set();
  return idsOf(await runPrepared<{ id: string }>({ tx }, ENDED, [orgId, input.attemptIds, input.workerId]));
}

export interface Intent {
  readonly attemptId: string;
  readonly operation: SafeOperation;
  readonly token: string;
}

const INTENTS: Statement = {
  name: "ai_coo_attempts_intend",
  text: `update ai_coo.action_attempts t set operation = i.operation, token = i.token, intent_at = $2::timestamptz,
      lease_until = greatest(t.lease_until, $7::timestamptz)
    from unnest($4::uuid[], $5::text[], $6::text[]) as i(id, operation, token)
    where t.org_id = $1 and t.id = i.id and t.worker_id = $3 and t.outcome is null and t.intent_at is null
      and t.lease_until > $2::timestamptz
    returning t.id`,
};

/**
 * Writes down that these effects are about to be caused, with the tokens they carry; answers the attempts for which
 * that holds. One that is no longer this worker's, or whose lease ran out, is not among them: nothing may be caused.
 * The effect has the whole lease before it, until `leaseUntil`: no renewal gets at the rows while this transaction holds
 * them, and whoever recovers would take the attempts over the moment it is committed.
 */
export async function recordIntents(
  { tx, orgId, clock }: TxContext,
  input: { readonly workerId: string; readonly leaseUntil: Date; readonly intents: readonly Intent[] },
): Promise<Set<string>> {
  if (input.intents.length === 0) return new Set();
  const { intents } = input;
  const values = [
    orgId,
    clock.now().toISOString(),
    input.workerId,
    intents.map(({ attemptId }) => attemptId),
    intents.map(({ operation }) => operation),
    intents.map(({ token }) => token),
    input.leaseUntil.toISOString(),
  ];
  return idsOf(await runPrepared<{ id: string }>({ tx }, INTENTS, values));
}

export interface AttemptEnd {
  readonly attemptId: string;
  readonly workerId: string;
  readonly outcome: EffectKind;
  readonly reason: string | null;
  readonly providerRef?: string | undefined;
  readonly detail?: JsonObject | undefined;
}

const FINISH: Statement = {
  name: "ai_coo_attempts_finish",
  text: `update ai_coo.action_attempts t
    set outcome = e.outcome, reason = e.reason, provider_ref = e.provider_ref, detail = e.detail::jsonb, finished_at = $2::timestamptz
    from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
      as e(id, worker_id, outcome, reason, provider_ref, detail)
    where t.org_id = $1 and t.id = e.id and t.worker_id = e.worker_id and t.outcome is null
    returning t.id`,
};

/** Ends attempts; answers those that were still their worker's. What the others know may not be recorded. */
export async function finishAttempts({ tx, orgId, clock }: TxContext, ends: readonly AttemptEnd[]): Promise<Set<string>> {
  if (ends.length === 0) return new Set();
  const values = [
    orgId,
    clock.now().toISOString(),
    ends.map(({ attemptId }) => attemptId),
    ends.map(({ workerId }) => workerId),
    ends.map(({ outcome }) => outcome),
    ends.map(({ reason }) => reason),
    ends.map(({ providerRef }) => providerRef ?? null),
    ends.map(({ detail }) => (detail === undefined ? null : JSON.stringify(detail))),
  ];
  return idsOf(await runPrepared<{ id: string }>({ tx }, FINISH, values));
}

/** What one stage of an attempt came to. `finishedAt` is null while it runs. */
export interface StageRecord {
  readonly attemptId: string;
  readonly actionId: string;
  readonly stage: StageName;
  readonly outcome: StageOutcome;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly detail?: JsonObject;
}

const INSERT_STAGES = `insert into ai_coo.action_stages (org_id, attempt_id, action_id, stage, outcome, started_at, finished_at, detail)
    select $1, attempt_id, action_id, stage, outcome, started_at, finished_at, detail::jsonb
    from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::text[])
      as s(attempt_id, action_id, stage, outcome, started_at, finished_at, detail)`;

const STAGES: Statement = {
  name: "ai_coo_stages",
  text: `${INSERT_STAGES}
    on conflict (org_id, attempt_id, stage)
      do update set outcome = excluded.outcome, finished_at = excluded.finished_at, detail = excluded.detail`,
};

// what is sure to be new is written for about half of what the look for a row that stands there costs
const NEW_STAGES: Statement = { name: "ai_coo_stages_new", text: INSERT_STAGES };

const END_STAGES: Statement = {
  name: "ai_coo_stages_end",
  text: `update ai_coo.action_stages t set outcome = s.outcome, finished_at = s.finished_at, detail = s.detail::jsonb
    from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::text[])
      as s(attempt_id, action_id, stage, outcome, started_at, finished_at, detail)
    where t.org_id = $1 and t.attempt_id = s.attempt_id and t.stage = s.stage`,
};

/** Leaves the rows of stages; a stage that was left running is brought to its end. */
export async function writeStages(ctx: TxContext, stages: readonly StageRecord[]): Promise<void> {
  await putStages(ctx, STAGES, stages);
}

/** Brings stages to their end that an earlier transaction left running. One that left no row leaves none here either. */
export async function endStages(ctx: TxContext, stages: readonly StageRecord[]): Promise<void> {
  await putStages(ctx, END_STAGES, stages);
}

/** Leaves the first rows of stages that the attempts just reached. */
export async function beginStages(ctx: TxContext, stages: readonly StageRecord[]): Promise<void> {
  await putStages(ctx, NEW_STAGES, stages);
}

async function putStages({ tx, orgId }: TxContext, statement: Statement, stages: readonly StageRecord[]): Promise<void> {
  if (stages.length === 0) return;
  await runPrepared({ tx }, statement, [
    orgId,
    stages.map(({ attemptId }) => attemptId),
    stages.map(({ actionId }) => actionId),
    stages.map(({ stage }) => stage),
    stages.map(({ outcome }) => outcome),
    stages.map(({ startedAt }) => startedAt.toISOString()),
    stages.map(({ finishedAt }) => finishedAt?.toISOString() ?? null),
    stages.map(({ detail }) => (detail === undefined ? null : JSON.stringify(detail))),
  ]);
}

const idsOf = (rows: readonly { readonly id: string }[]): Set<string> => new Set(rows.map(({ id }) => id));
