import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import type { TxContext } from "#src/db/index.ts";
import { actionAttempts, actionStages, autonomousActions, type JsonObject } from "#src/db/schema/index.ts";
import { lockOwnAttempts, type StageRecord } from "./attemptRows.ts";

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
  const executing = and(
    eq(autonomousActions.orgId, orgId),
    inArray(autonomousActions.actionId, actionIds),
    eq(autonomousActions.status, "executing"),
  );
  // actions as well: a reply that comes in waits for all that it holds
  await tx
    .select({ actionId: autonomousActions.actionId })
    .from(autonomousActions)
    .where(executing)
    .orderBy(autonomousActions.actionId)
    .for("no key update");
  await tx.update(autonomousActions).set({ leaseUntil: input.leaseUntil }).where(executing);
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
