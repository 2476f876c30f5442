import { and, asc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import type { TxContext } from "#src/db/index.ts";
import { actionAttempts, actionStages, autonomousActions, type JsonObject } from "#src/db/schema/index.ts";
import type { SafeOperation } from "#src/protocol/index.ts";
import type { EffectKind, StageName } from "./types.ts";

/** An attempt, by the worker that says it is its own. Whoever took it over has another worker id. */
export interface OwnAttempt {
  readonly attemptId: string;
  readonly workerId: string;
}

const isOwnAndOpen = (orgId: string, { attemptId, workerId }: OwnAttempt) =>
  and(
    eq(actionAttempts.orgId, orgId),
    eq(actionAttempts.id, attemptId),
    eq(actionAttempts.workerId, workerId),
    isNull(actionAttempts.outcome),
  );

/**
 * Those of the attempts that are still this worker's, held as they are until the transaction ends: nobody
 * can take them over before it commits.
 */
export async function lockOwnAttempts(
  { tx, orgId }: TxContext,
  input: { readonly workerId: string; readonly attemptIds: readonly string[] },
): Promise<Set<string>> {
  if (input.attemptIds.length === 0) return new Set();
  const rows = await tx
    .select({ id: actionAttempts.id })
    .from(actionAttempts)
    .where(
      and(
        eq(actionAttempts.orgId, orgId),
        inArray(actionAttempts.id, [...input.attemptIds]),
        eq(actionAttempts.workerId, input.workerId),
        isNull(actionAttempts.outcome),
      ),
    )
    .orderBy(asc(actionAttempts.id))
    .for("update");
  return new Set(rows.map(({ id }) => id));
}

/**
 * Writes down that the effect is about to be caused, with the token it carries. False when the attempt is no
 * longer this worker's, or its lease ran out: then nothing may be caused.
 */
export async function recordIntent(
  { tx, orgId, clock }: TxContext,
  attempt: OwnAttempt & { readonly operation: SafeOperation; readonly token: string },
): Promise<boolean> {
  const now = clock.now();
  const rows = await tx
    .update(actionAttempts)
    .set({ operation: attempt.operation, token: attempt.token, intentAt: now })
    .where(
      and(
        isOwnAndOpen(orgId, attempt),
        isNull(actionAttempts.intentAt),
        sql`${actionAttempts.leaseUntil} > ${now.toISOString()}::timestamptz`,
      ),
    )
    .returning({ id: actionAttempts.id });
  return rows.length === 1;
}

/** Ends an attempt. False when it is no longer this worker's: what it knows may not be recorded. */
export async function finishAttempt(
  { tx, orgId, clock }: TxContext,
  attempt: OwnAttempt & {
    readonly outcome: EffectKind;
    readonly reason: string | null;
    readonly providerRef?: string | undefined;
    readonly detail?: JsonObject | undefined;
  },
): Promise<boolean> {
  const rows = await tx
    .update(actionAttempts)
    .set({
      outcome: attempt.outcome,
      reason: attempt.reason,
      providerRef: attempt.providerRef ?? null,
      detail: attempt.detail ?? null,
      finishedAt: clock.now(),
    })
    .where(isOwnAndOpen(orgId, attempt))
    .returning({ id: actionAttempts.id });
  return rows.length === 1;
}

/** Prolongs the leases of a worker that still works; answers the attempts that are still its own. */
export async function renewLeases(
  { tx, orgId, ...rest }: TxContext,
  input: { readonly workerId: string; readonly attemptIds: readonly string[]; readonly leaseUntil: Date },
): Promise<Set<string>> {
  // in the order of ids, as everybody locks attempts: two that hold many never wait for each other in a circle
  const own = await lockOwnAttempts({ tx, orgId, ...rest }, input);
  if (own.size === 0) return own;
  const rows = await tx
    .update(actionAttempts)
    .set({ leaseUntil: input.leaseUntil })
    .where(and(eq(actionAttempts.orgId, orgId), inArray(actionAttempts.id, [...own])))
    .returning({ actionId: actionAttempts.actionId });
  const actionIds = rows.map(({ actionId }) => actionId);
  await tx
    .update(autonomousActions)
    .set({ leaseUntil: input.leaseUntil })
    .where(
      and(eq(autonomousActions.orgId, orgId), inArray(autonomousActions.actionId, actionIds), eq(autonomousActions.status, "executing")),
    );
  return own;
}

/** An attempt whose worker is gone, now held by whoever recovers it. */
export interface OrphanedAttempt {
  readonly attemptId: string;
  readonly attemptNo: number;
  readonly actionId: string;
  readonly version: number;
  readonly fingerprint: string;
  readonly document: unknown;
  readonly deadWorkerId: string;
  readonly token: string | null;
  readonly intentAt: Date | null;
  readonly expiresAt: Date;
  /** Recoveries of this action before its intent, this one not counted. */
  readonly recoveries: number;
  readonly retriesUsed: number;
}

/**
 * Takes over attempts whose lease ran out: from here on they belong to `workerId`, and the worker that held
 * them, should it only have been slow, can record nothing any more.
 */
export async function takeOverAttempts(
  { tx, orgId, clock }: TxContext,
  input: { readonly workerId: string; readonly leaseUntil: Date; readonly limit: number },
): Promise<OrphanedAttempt[]> {
  const orphans = await tx
    .select({ id: actionAttempts.id, workerId: actionAttempts.workerId })
    .from(actionAttempts)
    .where(
      and(
        eq(actionAttempts.orgId, orgId),
        sql`${actionAttempts.outcome} is null`,
        lte(actionAttempts.leaseUntil, clock.now()),
        // an open attempt of an action that is not being executed was made by nobody of ours; it stops no other
        sql`exists (select from ai_coo.autonomous_actions a
          where a.org_id = ${orgId} and a.action_id = ${actionAttempts.actionId} and a.status = 'executing')`,
      ),
    )
    .orderBy(asc(actionAttempts.leaseUntil))
    .limit(input.limit)
    .for("update", { skipLocked: true });
  if (orphans.length === 0) return [];
  const ids = orphans.map(({ id }) => id);
  await tx
    .update(actionAttempts)
    .set({ workerId: input.workerId, leaseUntil: input.leaseUntil })
    .where(and(eq(actionAttempts.orgId, orgId), inArray(actionAttempts.id, ids)));
  const history = (which: ReturnType<typeof sql>) => sql<number>`(
    select count(*)::int from ai_coo.action_attempts h
    where h.org_id = ${orgId} and h.action_id = ${actionAttempts.actionId} and h.outcome = 'retry' and ${which})`;
  const rows = await tx
    .select({
      attemptId: actionAttempts.id,
      attemptNo: actionAttempts.attemptNo,
      actionId: actionAttempts.actionId,
      version: autonomousActions.version,
      fingerprint: autonomousActions.fingerprint,
      document: autonomousActions.actionProtocol,
      token: actionAttempts.token,
      intentAt: actionAttempts.intentAt,
      expiresAt: autonomousActions.expiresAt,
      recoveries: history(sql`h.detail->>'because' = 'recovered' and h.intent_at is null`),
      retriesUsed: history(sql`h.intent_at is not null`),
    })
    .from(actionAttempts)
    .innerJoin(
      autonomousActions,
      and(eq(autonomousActions.orgId, actionAttempts.orgId), eq(autonomousActions.actionId, actionAttempts.actionId)),
    )
    .where(and(eq(actionAttempts.orgId, orgId), inArray(actionAttempts.id, ids)));
  const holders = new Map(orphans.map(({ id, workerId }) => [id, workerId]));
  return rows.map((row) => ({ ...row, deadWorkerId: holders.get(row.attemptId)! }));
}

/** What one stage of an attempt came to. `finishedAt` is null while it runs. */
export interface StageRecord {
  readonly attemptId: string;
  readonly actionId: string;
  readonly stage: StageName;
  readonly outcome: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly detail?: JsonObject;
}

/** Leaves the rows of stages; a stage that was left running is brought to its end. */
export async function writeStages({ tx, orgId }: TxContext, stages: readonly StageRecord[]): Promise<void> {
  if (stages.length === 0) return;
  await tx
    .insert(actionStages)
    .values(stages.map((stage) => ({ orgId, ...stage, detail: stage.detail ?? null })))
    .onConflictDoUpdate({
      target: [actionStages.orgId, actionStages.attemptId, actionStages.stage],
      set: { outcome: sql`excluded.outcome`, finishedAt: sql`excluded.finished_at`, detail: sql`excluded.detail` },
    });
}

/** Adds to the detail of a stage that somebody else may have finished, without changing what they wrote. */
export async function noteOnStage({ tx, orgId }: TxContext, note: StageRecord & { readonly detail: JsonObject }): Promise<void> {
  await tx
    .insert(actionStages)
    .values({ orgId, ...note })
    .onConflictDoUpdate({
      target: [actionStages.orgId, actionStages.attemptId, actionStages.stage],
      set: { detail: sql`coalesce(${actionStages.detail}, '{}'::jsonb) || excluded.detail` },
    });
}

/** Those of the attempts that this worker itself has ended: a commit whose answer was lost. */
export async function attemptsEndedBy(
  { tx, orgId }: TxContext,
  input: { readonly workerId: string; readonly attemptIds: readonly string[] },
): Promise<Set<string>> {
  if (input.attemptIds.length === 0) return new Set();
  const rows = await tx
    .select({ id: actionAttempts.id })
    .from(actionAttempts)
    .where(
      and(
        eq(actionAttempts.orgId, orgId),
        inArray(actionAttempts.id, [...input.attemptIds]),
        eq(actionAttempts.workerId, input.workerId),
        sql`${actionAttempts.outcome} is not null`,
      ),
    );
  return new Set(rows.map(({ id }) => id));
}
