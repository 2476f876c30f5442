import { eq, sql } from "drizzle-orm";
import { appendAuditEvent } from "#src/audit/index.ts";
import { getRestoreState, saveRestoreState } from "#src/db/access/restoreState.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { guardrails } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { StopSwitch } from "./types.ts";

/**
 * The emergency stop. Whoever is about to start an effect holds a shared lock on it until their intent is
 * committed; whoever stops takes it alone. So once `stopExecution` has returned, no new intent commits: what
 * was committed before is in flight, finishes and is recorded.
 */
const lockName = (orgId: string): string => `ai_coo.stop:${orgId}`;

/** Stops everything for the organisation; stopping twice keeps the first. */
export async function stopExecution(ctx: Context, input: { readonly reason: string }): Promise<StopSwitch> {
  return withTransaction(ctx, async (inner) => {
    const { tx, orgId, actor, clock } = inner;
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lockName(orgId)}, 0))`);
    const present = await readStopSwitch(inner);
    if (present.stopped) return present;
    const now = clock.now();
    const change = { stoppedAt: now, stoppedBy: actor, stopReason: input.reason, updatedAt: now, updatedBy: actor };
    await tx
      .insert(guardrails)
      .values({ orgId, ...change })
      .onConflictDoUpdate({ target: guardrails.orgId, set: change });
    await appendAuditEvent(inner, { kind: "switch.stopped", facts: { reason: input.reason } });
    await appendDomainEvents(inner, [{ kind: "switch.stopped", payload: { actor } }]);
    return { stopped: true, stoppedAt: now, stoppedBy: actor, reason: input.reason };
  });
}

/**
 * Lets the organisation's approved actions run again, and so ends the lock of a restored database as well.
 * Errors: `conflict` while a restored database has not been looked up.
 */
export async function resumeExecution(ctx: Context, input: { readonly reason: string }): Promise<StopSwitch> {
  return withTransaction(ctx, async (inner) => {
    const { tx, orgId, actor, clock } = inner;
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lockName(orgId)}, 0))`);
    const present = await readStopSwitch(inner);
    await unlockRestore(inner);
    if (!present.stopped) return present;
    const change = { stoppedAt: null, stoppedBy: null, stopReason: null, updatedAt: clock.now(), updatedBy: actor };
    await tx.update(guardrails).set(change).where(eq(guardrails.orgId, orgId));
    await appendAuditEvent(inner, { kind: "switch.started", facts: { reason: input.reason } });
    await appendDomainEvents(inner, [{ kind: "switch.started", payload: { actor } }]);
    return RUNNING;
  });
}

/**
 * After a restore from a backup nothing runs before the other side was asked about all that waits: it may have happened already.
 * Once it was, whoever ends the stop ends the lock with it, so that nothing is said to be locked while everything runs.
 */
async function unlockRestore(ctx: TxContext): Promise<void> {
  const restore = await getRestoreState(ctx);
  if (restore === null) return;
  if (restore.looked_up_at === null) {
    throw new AiCooError(
      "conflict",
      "The database was restored from a backup and what waits in it has not been looked up yet, so nothing was resumed.",
      {
        next: "`ai-coo restore look-up` asks now; `ai-coo restore status` says how far it is.",
        details: { noticedAt: restore.noticed_at },
      },
    );
  }
  if (restore.unlocked_at === null) await saveRestoreState(ctx, { ...restore, unlocked_at: ctx.clock.now().toISOString() });
}

const RUNNING: StopSwitch = { stopped: false, stoppedAt: null, stoppedBy: null, reason: null };

/** Whether nothing may start for this organisation, as of now. */
export async function isStopped(ctx: Context): Promise<boolean> {
  return (await getStopSwitch(ctx)).stopped;
}

export async function getStopSwitch(ctx: Context): Promise<StopSwitch> {
  return withTransaction(ctx, readStopSwitch);
}

/**
 * The switch, held as it is until the caller's transaction ends: the check of a claim and of an intent. Many
 * hold it at once; a stop waits for them and they for it.
 */
export async function holdStopSwitch(ctx: TxContext): Promise<StopSwitch> {
  await ctx.tx.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended(${lockName(ctx.orgId)}, 0))`);
  return readStopSwitch(ctx);
}

async function readStopSwitch({ tx, orgId }: TxContext): Promise<StopSwitch> {
  const [row] = await tx
    .select({ stoppedAt: guardrails.stoppedAt, stoppedBy: guardrails.stoppedBy, reason: guardrails.stopReason })
    .from(guardrails)
    .where(eq(guardrails.orgId, orgId));
  if (row === undefined || row.stoppedAt === null) return RUNNING;
  return { stopped: true, ...row };
}
